import type { PostgrestError } from '@supabase/supabase-js';

/** A refusal as the rest of the server knows it: our code, the HTTP status that fits, and parameters for the sentence. */
export class Refusal extends Error {
	readonly code: string;
	readonly status: number;
	readonly detail: unknown;

	constructor(code: string, status: number, detail?: unknown) {
		super(code);
		this.code = code;
		this.status = status;
		this.detail = detail;
	}
}

/** Signs no text can hold (NUL), and days there are not: of what was sent, whichever way it came. */
const UNSTORABLE: ReadonlySet<string> = new Set(['22021', '22P05', '22007', '22008']);

/**
 * RPCs raise `PT4xx` with our code as message and JSON in detail. A missing right (42501) is "not allowed"; everything
 * else is a fault of ours and must not reach a person as a sentence about the database. Whoever lacks a right because the
 * session is gone gets 401 from PostgREST: they sign in again, and what they sent is tried once more.
 */
export function refusalOf(error: PostgrestError, status?: number): Refusal {
	const ours = /^PT(4\d\d)$/.exec(error.code)?.[1];
	if (ours) return new Refusal(error.message, Number(ours), parse(error.details));
	if (error.code === '42501' && status === 401) return new Refusal('signed_out', 401);
	if (error.code === '42501') return new Refusal('not_allowed', 403);
	if (error.code === 'PGRST301' || error.code === 'PGRST303') return new Refusal('signed_out', 401);
	// 22P02: an id that is none can belong to nothing.
	if (error.code === '22P02') return new Refusal('not_found', 404);
	if (UNSTORABLE.has(error.code)) return new Refusal('payload_invalid', 422);
	return new Refusal('unexpected', 500);
}

/** The data of an answer, or its refusal thrown. */
export function dataOf<T>({
	data,
	error,
	status
}: {
	data: T;
	error: PostgrestError | null;
	status?: number;
}): NonNullable<T> {
	if (error) throw refusalOf(error, status);
	if (data === null || data === undefined) throw new Refusal('not_found', 404);
	return data;
}

function parse(text: string | null): unknown {
	try {
		return text ? JSON.parse(text) : undefined;
	} catch {
		return undefined;
	}
}
