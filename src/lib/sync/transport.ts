import {
	readApplication,
	readApplicationList,
	readCodeAnswer,
	readError,
	readFileProgress,
	readReceipt,
	readSaved,
	readSession,
	readVerifyAnswer,
	readWithdrawn
} from '../core/api/answers';
import type {
	Application,
	ApplicationList,
	SaveBody,
	Saved,
	SubmitBody,
	Withdrawn
} from '../core/api/applications';
import type { ApiError } from '../core/api/error';
import { misread, type Reader } from '../core/api/reader';
import type { CodeAnswer, SessionAnswer, VerifyAnswer } from '../core/api/session';
import type { Receipt } from '../core/application/receipt';
import { isFailureCode } from '../core/failure/failure';
import type { Announcement, Received } from '../core/file/upload';
import { applicationOf, isProof } from '../core/proof/id';
import { refusal, type Outcome } from '../core/sync/retry';

/** Longer than a slow network needs; connected without anything arriving must not hold the queue. */
const PATIENCE_MS = 30_000;
/** For a part of a file, which is much more than words are: enough for 35 kbit/s. */
const PART_PATIENCE_MS = 60_000;

export type NoAnswer = Extract<Outcome, { kind: 'refused' | 'unknown' }>;

/** What came back: our own data, or why there is none. Foreign failures end here. */
export type Answer<T> =
	| { readonly isOk: true; readonly data: T }
	| {
			readonly isOk: false;
			readonly outcome: NoAnswer;
			readonly error: ApiError | null;
			readonly body: unknown;
	  };

/** The ways to the server. Every method is safe to repeat. */
export interface Transport {
	save(id: string, body: SaveBody): Promise<Answer<Saved>>;
	submit(id: string, body: SubmitBody): Promise<Answer<Receipt>>;
	read(id: string): Promise<Answer<Application>>;
	list(): Promise<Answer<ApplicationList>>;
	announceFile(id: string, fileId: string, body: Announcement): Promise<Answer<Received>>;
	sendPart(
		id: string,
		fileId: string,
		offset: number,
		part: Uint8Array<ArrayBuffer>
	): Promise<Answer<Received>>;
	removeFile(id: string, fileId: string): Promise<Answer<CodeAnswer>>;
	withdraw(id: string, reason: string): Promise<Answer<Withdrawn>>;
	session(): Promise<Answer<SessionAnswer>>;
	requestCode(email: string, locale: string): Promise<Answer<CodeAnswer>>;
	verifyCode(email: string, code: string): Promise<Answer<VerifyAnswer>>;
	signOut(): Promise<Answer<CodeAnswer>>;
}

export function httpTransport(fetch: typeof globalThis.fetch): Transport {
	const call = <T>(method: string, path: string, read: Reader<T>, body?: unknown) =>
		exchange(fetch, { method, path, body }, read);
	const ofApplication = (id: string, rest: string) =>
		`/applications/${encodeURIComponent(applicationOf(id))}${rest}`;
	const at = (id: string, rest = '') => ofApplication(id, (isProof(id) ? '/proof' : '') + rest);
	const fileAt = (id: string, fileId: string, rest = '') =>
		ofApplication(id, `/files/${encodeURIComponent(fileId)}${rest}`);
	return {
		save: (id, body) => call('PUT', at(id), readSaved, body),
		submit: (id, body) => call('POST', at(id, '/submit'), readReceipt, body),
		read: (id) => call('GET', at(id), readApplication),
		list: () => call('GET', '/applications', readApplicationList),
		announceFile: (id, fileId, body) => call('PUT', fileAt(id, fileId), readFileProgress, body),
		sendPart: (id, fileId, offset, bytes) => {
			const path = fileAt(id, fileId, `/parts/${offset}`);
			return exchange(fetch, { method: 'PUT', path, bytes }, readFileProgress);
		},
		removeFile: (id, fileId) => call('DELETE', fileAt(id, fileId), readCodeAnswer),
		withdraw: (id, reason) => call('POST', at(id, '/withdraw'), readWithdrawn, { reason }),
		session: () => call('GET', '/session', readSession),
		requestCode: (email, locale) => call('POST', '/sign-in/code', readCodeAnswer, { email, locale }),
		verifyCode: (email, code) => call('POST', '/sign-in/verify', readVerifyAnswer, { email, code }),
		signOut: () => call('POST', '/sign-out', readCodeAnswer, {})
	};
}

interface Call {
	readonly method: string;
	readonly path: string;
	readonly body?: unknown;
	readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** One call to our own server; whatever is not its answer is `unknown`. */
export async function exchange<T>(
	fetch: typeof globalThis.fetch,
	call: Call,
	read: Reader<T>
): Promise<Answer<T>> {
	let response: Response;
	let text: string;
	try {
		response = await fetch(`/api/v1${call.path}`, {
			method: call.method,
			...contents(call),
			signal: AbortSignal.timeout(call.bytes ? PART_PATIENCE_MS : PATIENCE_MS)
		});
		text = await response.text();
	} catch {
		return none({ kind: 'unknown', code: 'not_reachable' }, null);
	}
	const json = readJson(text);
	if (response.ok) {
		const data = read(json);
		// HTML of a captive portal, a cut body, another version: nobody knows whether our words arrived.
		return data === misread
			? none({ kind: 'unknown', code: 'unexpected_answer' }, json)
			: { isOk: true, data };
	}
	const { status } = response;
	const { code } = Object(json);
	const outcome = refusal(status, code, retryAfterMs(response));
	const isForeign =
		(foreignStatuses.has(status) && !isFailureCode(code)) ||
		(ownStatuses.has(status) && typeof code !== 'string');
	return outcome.kind === 'refused' && !isForeign
		? none(outcome, json)
		: none({ kind: 'unknown', code: 'unexpected_answer' }, json);
}

/** Bytes as they are, everything else as JSON. */
function contents({ body, bytes }: Call): RequestInit {
	if (bytes) return { headers: { 'content-type': 'application/octet-stream' }, body: bytes };
	if (body === undefined) return { headers: {}, body: undefined };
	return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** Portals, proxies and half-finished deployments say these too, with a page of their own; only in our JSON they mean us. */
const foreignStatuses: ReadonlySet<number> = new Set([400, 403, 404, 405, 410]);
/** Ours as a rule, and long: a line that breaks leaves half of it, which says nothing about what was sent. */
const ownStatuses: ReadonlySet<number> = new Set([409, 422]);

function none(outcome: NoAnswer, body: unknown): Extract<Answer<never>, { isOk: false }> {
	const error = readError(body);
	return { isOk: false, outcome, error: error === misread ? null : error, body };
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function retryAfterMs(response: Response): number | null {
	const seconds = Number(response.headers.get('retry-after') ?? NaN);
	return Number.isFinite(seconds) ? seconds * 1000 : null;
}
