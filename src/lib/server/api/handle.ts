import { json, type RequestEvent, type RequestHandler } from '@sveltejs/kit';
import type * as z from 'zod/mini';
import { maxBodyBytes } from '../../core/api/limits';
import { Refusal } from '../supabase/failure';

type Answer = Readonly<Record<string, unknown>>;

/**
 * A JSON call of the sync engine: same origin, schema-checked, answered with our codes. `T` is what the schema gives.
 * Refusals become `{code, ...detail}` with their status; anything unforeseen `{code: 'unexpected', id}` with 500.
 */
export function receive<T>(
	schema: z.core.$ZodType<unknown, unknown> & { _zod: { output: T } },
	answer: (event: RequestEvent, body: T) => Promise<Answer>
): RequestHandler {
	return (event) =>
		respond(async () => {
			refuseForeignOrigin(event);
			const parsed = safeParse(schema, await readJson(event.request));
			return json(await answer(event, parsed));
		});
}

/** A JSON read of the sync engine. */
export function give(answer: (event: RequestEvent) => Promise<Answer>): RequestHandler {
	return (event) => respond(async () => json(await answer(event)));
}

/** A read that answers with bytes; refused like the others. */
export function deliver(answer: (event: RequestEvent) => Promise<Response>): RequestHandler {
	return (event) => respond(() => answer(event));
}

async function respond(work: () => Promise<Response>): Promise<Response> {
	try {
		return await work();
	} catch (failure) {
		if (!(failure instanceof Refusal)) {
			const id = crypto.randomUUID().slice(0, 8);
			console.error(`${id} api:`, failure instanceof Error ? failure.stack : failure);
			return json({ code: 'unexpected', id }, { status: 500 });
		}
		return json(
			{ code: failure.code, ...detailsOf(failure) },
			{ status: failure.status, headers: retryHeader(failure) }
		);
	}
}

function detailsOf({ code, detail }: Refusal): Answer {
	if (detail === undefined) return {};
	if (code === 'application_incomplete') return { problems: detail };
	if (code === 'draft_moved_on') return Object(detail);
	return { params: detail };
}

function retryHeader({ detail }: Refusal): Record<string, string> {
	const seconds = Object(detail).retry_after_seconds;
	return typeof seconds === 'number' ? { 'retry-after': String(Math.ceil(seconds)) } : {};
}

/** A browser names the page that sends; a page of somebody else's must not speak with this person's cookies. */
function refuseForeignOrigin({ request, url }: RequestEvent): void {
	if (request.headers.get('origin') !== url.origin) throw new Refusal('not_allowed', 403);
	if (!request.headers.get('content-type')?.startsWith('application/json'))
		throw new Refusal('payload_invalid', 415);
}

async function readJson(request: Request): Promise<unknown> {
	if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes)
		throw new Refusal('payload_invalid', 413);
	const text = await request.text();
	if (new TextEncoder().encode(text).length > maxBodyBytes) throw new Refusal('payload_invalid', 413);
	try {
		return JSON.parse(text);
	} catch {
		throw new Refusal('payload_invalid', 422);
	}
}

function safeParse<T>(schema: { _zod: { output: T } } & z.core.$ZodType, value: unknown): T {
	const result = (schema as unknown as z.ZodMiniType<T>).safeParse(value);
	if (!result.success) throw new Refusal('payload_invalid', 422);
	return result.data;
}
