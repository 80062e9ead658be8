import { AsyncLocalStorage } from 'node:async_hooks';

/** Only what names things of ours: an event, a route, a code, a number. Never an address somebody typed, nor a word. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

const LONGEST = 200;
const FRAMES = 6;
const request = new AsyncLocalStorage<string>();

/** Runs the work of one request, so that every line it writes carries its id. */
export function withRequestId<T>(id: string, work: () => T): T {
	return request.run(id, work);
}

/** The id people can tell the office, and that stands in the log. Outside of a request a new one. */
export function requestId(): string {
	return request.getStore() ?? newRequestId();
}

export function newRequestId(): string {
	return crypto.randomUUID().slice(0, 8);
}

/** One line of JSON for one event. */
export function log(level: 'info' | 'error', event: string, fields: LogFields = {}): void {
	const id = request.getStore();
	const line = { at: new Date().toISOString(), level, event, ...(id === undefined ? {} : { id }), ...fields };
	const safe = JSON.stringify(line, (_, value: unknown) =>
		typeof value === 'string' ? plain(value) : value
	);
	if (level === 'error') console.error(safe);
	else console.log(safe);
}

/** What failed and where, without the message: it may repeat somebody's words or address. */
export function failureFields(failure: unknown): LogFields {
	const { code, name, message, stack } = Object(failure) as Readonly<Record<string, unknown>>;
	const frames = afterMessage(String(stack ?? ''), String(message ?? ''))
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => /^at /.test(line))
		.slice(0, FRAMES);
	return {
		failure: typeof name === 'string' ? name : typeof failure,
		...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
		...(frames.length > 0 ? { where: frames.join(' < ') } : {})
	};
}

/** A stack begins with the message, which may have lines of its own that look like places. */
function afterMessage(stack: string, message: string): string {
	const at = message === '' ? -1 : stack.indexOf(message);
	return at === -1 ? stack : stack.slice(at + message.length);
}

/** JSON keeps line breaks away; direction marks and control characters would still disguise a line on a screen. */
function plain(text: string): string {
	const visible = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
	const longest = text.startsWith('at ') ? LONGEST * FRAMES : LONGEST;
	return visible.length > longest ? `${visible.slice(0, longest)}…` : visible;
}
