import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Upper ends of the time a request takes, in seconds. */
const BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const NANOSECONDS = 1e9;

type Answered = {
	/** Of ours (`/api/v1/applications/[id]`), never an address: that would name an application. */
	readonly route: string;
	readonly method: string;
	readonly status: number;
	readonly seconds: number;
};

const requests = new Map<string, number>();
const within = BUCKETS.map(() => 0);
const failedJobs = new Map<string, number>();
let untaggedDocuments = 0;
let stuckErasures = 0;
let answered = 0;
let seconds = 0;
let delay: ReturnType<typeof monitorEventLoopDelay> | null = null;

/** From now on how long the process keeps everybody waiting is measured. */
export function startMeasuring(): void {
	delay ??= monitorEventLoopDelay({ resolution: 20 });
	delay.enable();
}

export function noteAnswer({ route, method, status, seconds: took }: Answered): void {
	const labels = `route="${route}",method="${method}",status="${status}"`;
	requests.set(labels, (requests.get(labels) ?? 0) + 1);
	answered += 1;
	seconds += took;
	BUCKETS.forEach((bucket, index) => {
		if (took <= bucket) within[index] = (within[index] ?? 0) + 1;
	});
}

export function noteFailedJob(name: string): void {
	failedJobs.set(name, (failedJobs.get(name) ?? 0) + 1);
}

/** A PDF that no screen reader can follow, for want of a compiler that knows how. */
export function noteUntaggedDocument(): void {
	untaggedDocuments += 1;
}

/** How many cases and accounts should be deleted and cannot be. */
export function noteStuckErasures(count: number): void {
	stuckErasures = count;
}

type Gauge = { readonly name: string; readonly help: string; readonly value: number };

/** The text format of Prometheus, which every monitoring reads. */
export function metricsText(extra: readonly Gauge[] = []): string {
	const gauges: readonly Gauge[] = [
		{
			name: 'process_resident_memory_bytes',
			help: 'Memory of the process.',
			value: process.memoryUsage.rss()
		},
		{ name: 'process_uptime_seconds', help: 'Since the start.', value: Math.floor(process.uptime()) },
		{
			name: 'kofei_event_loop_delay_seconds',
			help: 'How late the process is, 99th percentile since the start.',
			value: (delay?.percentile(99) ?? 0) / NANOSECONDS
		},
		{
			name: 'kofei_documents_untagged',
			help: 'PDFs no screen reader can follow since the start.',
			value: untaggedDocuments
		},
		{
			name: 'kofei_erasures_stuck',
			help: 'Cases and accounts that should be deleted and cannot be.',
			value: stuckErasures
		},
		...extra
	];
	return [
		...series('kofei_requests_total', 'Answers by route.', requests),
		...series('kofei_jobs_failed_total', 'Runs of background work that failed.', failedJobs, 'job'),
		'# HELP kofei_request_seconds How long answers took.',
		'# TYPE kofei_request_seconds histogram',
		...BUCKETS.map((bucket, index) => `kofei_request_seconds_bucket{le="${bucket}"} ${within[index]}`),
		`kofei_request_seconds_bucket{le="+Inf"} ${answered}`,
		`kofei_request_seconds_sum ${seconds}`,
		`kofei_request_seconds_count ${answered}`,
		...gauges.flatMap(({ name, help, value }) => [
			`# HELP ${name} ${help}`,
			`# TYPE ${name} gauge`,
			`${name} ${value}`
		]),
		''
	].join('\n');
}

function series(name: string, help: string, values: ReadonlyMap<string, number>, label?: string): string[] {
	return [
		`# HELP ${name} ${help}`,
		`# TYPE ${name} counter`,
		...[...values].map(
			([key, value]) => `${name}{${label === undefined ? key : `${label}="${key}"`}} ${value}`
		)
	];
}
