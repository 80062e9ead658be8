import { failureFields, log } from '../operations/log';
import { noteFailedJob } from '../operations/metrics';

export interface Job {
	readonly name: string;
	/** From the end of one run to the next. */
	readonly everyMs: number;
	/** True where more is waiting: it goes on at once. */
	readonly run: () => Promise<boolean>;
}

export interface RunningJobs {
	/** Lets what is being done come to its end. */
	stop(): Promise<void>;
}

/**
 * Background work of this process. Each job runs by itself and never overlaps with itself; several processes share the work
 * because the database gives every piece to one of them. A job that fails is told in the log and runs again.
 */
export function startJobs(jobs: readonly Job[]): RunningJobs {
	const stopped = new AbortController();
	const running = jobs.map((job) => runAgainAndAgain(job, stopped.signal));
	return {
		stop: async () => {
			stopped.abort();
			await Promise.all(running);
		}
	};
}

async function runAgainAndAgain(job: Job, stopped: AbortSignal): Promise<void> {
	while (!stopped.aborted) {
		if (!(await runOnce(job))) await pause(job.everyMs, stopped);
	}
}

async function runOnce({ name, run }: Job): Promise<boolean> {
	try {
		return await run();
	} catch (failure) {
		noteFailedJob(name);
		log('error', 'job_failed', { job: name, ...failureFields(failure) });
		return false;
	}
}

function pause(ms: number, stopped: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const end = () => {
			clearTimeout(timer);
			stopped.removeEventListener('abort', end);
			resolve();
		};
		// Unreferenced: a process that is done otherwise does not stay for a job.
		const timer = setTimeout(end, ms).unref();
		stopped.addEventListener('abort', end);
	});
}
