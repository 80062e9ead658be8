import { json, type RequestEvent, type RequestHandler } from '@sveltejs/kit';
import type * as z from 'zod/mini';
import { maxBodyBytes } from '../../core/api/limits';
import { failureFields, log, requestId } from '../operations/log';
import { attachment, type Attachment } from '../files/attachment';
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
			refuseForeignOrigin(event, 'application/json');
			const parsed = safeParse(schema, await readJson(event.request));
			return answer(event, parsed);
		});
}

/** Bytes of the sync engine: same origin, as `application/octet-stream`, at most `maxBytes`. */
export function receiveBytes(
	maxBytes: number,
	answer: (event: RequestEvent, bytes: Uint8Array) => Promise<Answer>
): RequestHandler {
	return (event) =>
		respond(async () => {
			refuseForeignOrigin(event, 'application/octet-stream');
			return answer(event, await readBytes(event.request, maxBytes));
		});
}

/** A call that changes something and carries nothing, such as a deletion: same origin. */
export function act(answer: (event: RequestEvent) => Promise<Answer>): RequestHandler {
	return (event) =>
		respond(() => {
			refuseForeignOrigin(event, null);
			return answer(event);
		});
}

/** A JSON read of the sync engine. */
export function give(answer: (event: RequestEvent) => Promise<Answer>): RequestHandler {
	return (event) => respond(() => answer(event));
}

/** A document to save; refusals are JSON like everywhere else. */
export function giveAttachment(answer: (event: RequestEvent) => Promise<Attachment>): RequestHandler {
	return (event) => respond(async () => attachment(await answer(event)));
}

/** A document that is made while it is read. What fails before its first part is a refusal like everywhere else. */
export function giveStream(answer: (event: RequestEvent) => Promise<Flow>): RequestHandler {
	return (event) =>
		respond(async () => {
			const { name, mediaType, parts } = await answer(event);
			const first = await parts.next();
			return attachment({ name, mediaType, bytes: streamOf(first, parts) });
		});
}

type Flow = {
	readonly name: string;
	readonly mediaType: string;
	readonly parts: AsyncGenerator<Uint8Array>;
};

/** As fast as it is read; a failure in the middle breaks it off, so that half of it never looks whole. */
function streamOf(
	first: IteratorResult<Uint8Array, unknown>,
	parts: AsyncGenerator<Uint8Array>
): ReadableStream<Uint8Array> {
	let next: IteratorResult<Uint8Array, unknown> | null = first;
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = next ?? (await parts.next());
			next = null;
			if (done) controller.close();
			else controller.enqueue(value);
		},
		async cancel() {
			await parts.return(undefined);
		}
	});
}

async function respond(work: () => Promise<Answer | Response>): Promise<Response> {
	try {
		const answer = await work();
		return answer instanceof Response ? answer : json(answer);
	} catch (failure) {
		if (!(failure instanceof Refusal)) {
			const id = requestId();
			log('error', 'failed', { request: id, ...failureFields(failure) });
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
function refuseForeignOrigin({ request, url }: RequestEvent, contentType: string | null): void {
	if (request.headers.get('origin') !== url.origin) throw new Refusal('not_allowed', 403);
	if (contentType !== null && !request.headers.get('content-type')?.startsWith(contentType))
		throw new Refusal('payload_invalid', 415);
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
	if (Number(request.headers.get('content-length') ?? 0) > maxBytes)
		throw new Refusal('payload_invalid', 413);
	const bytes = new Uint8Array(await request.arrayBuffer());
	if (bytes.length > maxBytes) throw new Refusal('payload_invalid', 413);
	return bytes;
}

async function readJson(request: Request): Promise<unknown> {
	const text = new TextDecoder().decode(await readBytes(request, maxBodyBytes));
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
