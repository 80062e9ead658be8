import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RequestHandler } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applicationSchema } from '../../src/lib/core/api/applications.ts';
import { maxPartBytes } from '../../src/lib/core/api/limits.ts';
import { startEmbedded, type EmbeddedBackend } from '../../src/lib/server/embedded/backend.ts';
import { gradientHeic, grain, pdf, photo, setAction } from '../../src/lib/server/files/corpus.sample.ts';
import { attachment } from '../../src/lib/server/files/attachment.ts';
import { personClient } from '../../src/lib/server/supabase/clients.ts';
import { readForStaff } from '../../src/lib/server/supabase/files.ts';
import { GET as readApplication, PUT as save } from '../../src/routes/api/v1/applications/[id]/+server.ts';
import {
	DELETE as remove,
	GET as download,
	PUT as announce
} from '../../src/routes/api/v1/applications/[id]/files/[fileId=uuid]/+server.ts';
import { PUT as sendPart } from '../../src/routes/api/v1/applications/[id]/files/[fileId=uuid]/parts/[offset]/+server.ts';
import { POST as submit } from '../../src/routes/api/v1/applications/[id]/submit/+server.ts';
import { completeForm, slug } from './support/applications.ts';

/** Documents through our own API, on the backend as `npm start` runs it: what a phone sends is what the office opens. */

let backend: EmbeddedBackend;
vi.mock('../../src/lib/server/backend.ts', () => ({
	backend: () => Promise.resolve({ ...backend, codeType: 'magiclink' })
}));

let folder: string;
let amina: Person;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'kofei-files-'));
	backend = await startEmbedded(folder);
	amina = await signIn('amina@example.org');
});
afterAll(async () => {
	await backend.close();
	await rm(folder, { recursive: true });
});

const origin = 'https://kofei.example';
type Handler = RequestHandler | ((event: never) => Promise<Response> | Response);
type Person = Awaited<ReturnType<typeof signIn>>;
interface Sent {
	readonly id: string;
	readonly fileId: string;
	readonly bytes: Buffer;
	readonly name: string;
}

/** A browser: keeps its cookies, names its page. */
function browser() {
	const jar = new Map<string, string>();
	const cookies = {
		getAll: () => [...jar].map(([name, value]) => ({ name, value })),
		get: (name: string) => jar.get(name),
		set: (name: string, value: string) => void (value === '' ? jar.delete(name) : jar.set(name, value))
	};
	const url = new URL(origin);
	return {
		jar,
		event: { cookies, url } as never,
		async call(
			handler: Handler,
			method: string,
			params: Record<string, string>,
			{ body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}
		) {
			const isBytes = body instanceof Uint8Array;
			const request = new Request(`${origin}/api`, {
				method,
				headers: {
					origin,
					'content-type': isBytes ? 'application/octet-stream' : 'application/json',
					...headers
				},
				...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) })
			});
			return handler({ request, params, url, cookies } as never);
		}
	};
}

async function signIn(email: string) {
	const person = browser();
	const client = await personClient(person.event);
	await client.auth.signInWithOtp({ email });
	const message = backend.mailbox.messages.find(({ to }) => to === email);
	const token = /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? '';
	const { error } = await client.auth.verifyOtp({ email, token, type: 'magiclink' });
	expect(error).toBeNull();
	return person;
}

async function draft(person: Person, changes: object = {}): Promise<string> {
	const id = randomUUID();
	const body = { round: slug, base_revision: 0, changes, schema_version: 1 };
	expect((await person.call(save, 'PUT', { id }, { body })).status).toBe(200);
	return id;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const told = async (answer: Response | Promise<Response>) => {
	const response = await answer;
	return [response.status, await response.json()] as const;
};

function announced(person: Person, { id, fileId, bytes, name }: Sent, more: object = {}) {
	const body = {
		document: 'other',
		name,
		size: bytes.length,
		sha256: sha256(bytes),
		language: null,
		...more
	};
	return told(person.call(announce, 'PUT', { id, fileId }, { body }));
}

function part(person: Person, { id, fileId, bytes }: Sent, offset: number, length = maxPartBytes) {
	const params = { id, fileId, offset: String(offset) };
	return told(person.call(sendPart, 'PUT', params, { body: bytes.subarray(offset, offset + length) }));
}

/** Announces and sends all parts; gives the last answer. */
async function send(person: Person, file: Sent) {
	let last = await announced(person, file);
	for (let offset = 0; last[0] === 200 && offset < file.bytes.length; offset += maxPartBytes) {
		last = await part(person, file, offset);
	}
	return last;
}

const read = (person: Person, { id, fileId }: { id: string; fileId: string }) =>
	person.call(download, 'GET', { id, fileId });

/** How many objects lie in the folder of the backend. */
const objects = async () =>
	(await readdir(path.join(folder, 'files'), { recursive: true, withFileTypes: true })).filter((entry) =>
		entry.isFile()
	).length;

describe('a document on its way', () => {
	it('arrives in parts, goes on after a lost answer, and is read back as it is kept', async () => {
		const id = await draft(amina);
		const bytes = await pdf((document) => void document.setSubject('ä'.repeat(300_000)), false);
		const file = { id, fileId: randomUUID(), bytes, name: '../Satzung الجمعية.pdf' };
		expect(bytes.length).toBeGreaterThan(2 * maxPartBytes);
		expect(await announced(amina, file)).toEqual([200, { received_bytes: 0, is_complete: false }]);
		expect(await part(amina, file, 0)).toEqual([200, { received_bytes: maxPartBytes, is_complete: false }]);
		// The answer was lost: the phone sends the same part again, or asks where to go on.
		expect(await part(amina, file, 0)).toEqual([200, { received_bytes: maxPartBytes, is_complete: false }]);
		expect(await announced(amina, file)).toEqual([200, { received_bytes: maxPartBytes, is_complete: false }]);
		// It left one out: the server says which.
		expect(await part(amina, file, 2 * maxPartBytes)).toEqual([
			409,
			{ code: 'file_gap', params: { received_bytes: maxPartBytes } }
		]);
		const before = await objects();
		for (let offset = maxPartBytes; offset < bytes.length; offset += maxPartBytes) {
			await part(amina, file, offset);
		}
		const done = [200, { received_bytes: bytes.length, is_complete: true }];
		expect(await announced(amina, file)).toEqual(done);
		expect(await part(amina, file, 2 * maxPartBytes)).toEqual(done);
		// One object is kept, the first part is gone with the others.
		expect(await objects()).toBe(before);

		const answer = await read(amina, file);
		expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
		expect(Object.fromEntries(answer.headers)).toMatchObject({
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="Satzung _______.pdf"; filename*=UTF-8''Satzung%20%D8%A7%D9%84%D8%AC%D9%85%D8%B9%D9%8A%D8%A9.pdf`,
			'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
			'x-content-type-options': 'nosniff',
			'cache-control': 'no-store'
		});
		const [, application] = await told(amina.call(readApplication, 'GET', { id }));
		expect(applicationSchema.parse(application).files).toEqual([
			{
				id: file.fileId,
				document: 'other',
				name: 'Satzung الجمعية.pdf',
				size: bytes.length,
				sha256: sha256(bytes),
				media_type: 'application/pdf',
				language: null,
				received_bytes: bytes.length,
				is_complete: true,
				at: expect.stringMatching(/^20\d\d-\d\d-\d\dT/)
			}
		]);
	});

	it('goes on in a process that knows nothing of the one before, even between last part and verdict', async () => {
		const id = await draft(amina);
		const bytes = await photo({ width: 900, height: 700 });
		const file = { id, fileId: randomUUID(), bytes, name: 'Plakat.jpg' };
		await announced(amina, file);
		// As if the process had ended after the last part was counted and before anything was judged.
		const client = await personClient(amina.event);
		await client.storage
			.from('file-parts')
			.upload(`${id}/${file.fileId}/0`, bytes, { contentType: 'application/octet-stream' });
		await client.rpc('note_file_part', { p_id: file.fileId, p_offset: 0, p_length: bytes.length });
		await backend.close();
		backend = await startEmbedded(folder);
		expect(await announced(amina, file)).toEqual([200, { received_bytes: bytes.length, is_complete: true }]);
		expect((await read(amina, file)).status).toBe(200);
	});

	it('is handed in once when an impatient phone repeats the last part', async () => {
		const id = await draft(amina);
		const file = { id, fileId: randomUUID(), bytes: await photo(), name: 'x.jpg' };
		await announced(amina, file);
		const answers = await Promise.all([1, 2, 3, 4].map(() => part(amina, file, 0)));
		expect(answers).toEqual(Array(4).fill([200, { received_bytes: file.bytes.length, is_complete: true }]));
		expect((await read(amina, file)).status).toBe(200);
	});

	it('loses the place a photo was taken at, and becomes a JPEG when it is HEIC', async () => {
		const id = await draft(amina);
		const withPlace = { id, fileId: randomUUID(), bytes: await photo({ orientation: 3 }), name: 'IMG.jpg' };
		expect((await send(amina, withPlace))[0]).toBe(200);
		const bytes = Buffer.from(await (await read(amina, withPlace)).arrayBuffer());
		expect(withPlace.bytes.includes('Exif')).toBe(true);
		expect(bytes.includes('Exif')).toBe(false);
		const apple = { id, fileId: randomUUID(), bytes: await gradientHeic(), name: 'IMG_0001.HEIC' };
		expect((await send(amina, apple))[0]).toBe(200);
		const answer = await read(amina, apple);
		expect(answer.headers.get('content-type')).toBe('image/jpeg');
		expect(answer.headers.get('content-disposition')).toContain('IMG_0001.jpg');
	});

	it('may be many parts long', async () => {
		const id = await draft(amina);
		const picture = await grain(1800, 1800).png({ adaptiveFiltering: true, compressionLevel: 3 }).toBuffer();
		const file = { id, fileId: randomUUID(), bytes: picture, name: 'Plan.png' };
		expect(picture.length).toBeGreaterThan(10 * maxPartBytes);
		expect(await send(amina, file)).toEqual([200, { received_bytes: picture.length, is_complete: true }]);
	});

	it.each([
		['a PDF that acts', 'file_hostile', () => pdf((d) => setAction(d, { S: '/JavaScript', JS: 'x' }))],
		['a page under the name of a photo', 'file_type_refused', async () => Buffer.from('<html><p>x</p>')],
		['half a photo', 'file_damaged', async () => (await photo({ width: 900, height: 900 })).subarray(0, 3000)]
	])(
		'is refused when it is %s: %s, again for whoever lost the answer, and nothing is left',
		async (_, code, make) => {
			const id = await draft(amina);
			const bytes = await make();
			const file = { id, fileId: randomUUID(), bytes, name: bytes.includes('%PDF') ? 'x.pdf' : 'x.jpg' };
			const before = await objects();
			expect(await send(amina, file)).toEqual([422, { code }]);
			expect(await part(amina, file, 0)).toEqual([422, { code }]);
			expect(await announced(amina, file)).toEqual([422, { code }]);
			expect(await objects()).toBe(before);
			expect((await read(amina, file)).status).toBe(404);
			const [, application] = await told(amina.call(readApplication, 'GET', { id }));
			expect(application.files).toEqual([]);
		}
	);

	it('is refused when other bytes arrive than were announced', async () => {
		const id = await draft(amina);
		const bytes = await photo();
		const file = { id, fileId: randomUUID(), bytes, name: 'x.jpg' };
		await announced(amina, file);
		expect(await part(amina, { ...file, bytes: Buffer.alloc(bytes.length, 7) }, 0)).toEqual([
			422,
			{ code: 'file_damaged' }
		]);
	});

	it('is taken back with all its bytes, finished or not, and stays gone', async () => {
		const id = await draft(amina);
		const before = await objects();
		const whole = { id, fileId: randomUUID(), bytes: await photo(), name: 'x.jpg' };
		await send(amina, whole);
		const half = { id, fileId: randomUUID(), bytes: Buffer.alloc(2 * maxPartBytes, 1), name: 'y.jpg' };
		await announced(amina, half);
		await part(amina, half, 0);
		expect(await objects()).toBe(before + 2);
		for (const { fileId } of [whole, half]) {
			for (const _ of ['once', 'and again']) {
				expect(await told(amina.call(remove, 'DELETE', { id, fileId }))).toEqual([200, { ok: true }]);
			}
		}
		expect(await objects()).toBe(before);
		expect((await announced(amina, whole))[0]).toBe(404);
		expect((await read(amina, whole)).status).toBe(404);
	});
});

describe('the way of a document', () => {
	let id: string;
	let file: Sent;
	beforeAll(async () => {
		id = await draft(amina);
		file = { id, fileId: randomUUID(), bytes: await photo(), name: 'x.jpg' };
		await announced(amina, file);
	});

	it('is closed to strangers, as if nothing were there', async () => {
		const bruno = await signIn('bruno@example.org');
		expect(await announced(bruno, file)).toEqual([404, { code: 'not_found' }]);
		expect(await announced(bruno, { ...file, fileId: randomUUID() })).toEqual([404, { code: 'not_found' }]);
		expect(await part(bruno, file, 0)).toEqual([404, { code: 'not_found' }]);
		expect(await told(bruno.call(remove, 'DELETE', { id, fileId: file.fileId }))).toEqual([
			404,
			{ code: 'not_found' }
		]);
		const own = await draft(bruno);
		expect(await announced(bruno, { ...file, id: own })).toEqual([404, { code: 'not_found' }]);
		const mixed = { ...file, id: own, fileId: randomUUID() };
		await announced(bruno, mixed);
		expect(await part(bruno, { ...mixed, id }, 0)).toEqual([404, { code: 'not_found' }]);
		await part(amina, file, 0);
		expect((await read(amina, file)).status).toBe(200);
		expect((await read(bruno, file)).status).toBe(404);
		expect((await read(bruno, { ...file, id: own })).status).toBe(404);
	});

	it('asks whoever is signed out to sign in, and keeps nothing from them', async () => {
		const nobody = browser();
		for (const answer of [
			announced(nobody as Person, file),
			part(nobody as Person, file, 0),
			told(read(nobody as Person, file)),
			told(nobody.call(remove, 'DELETE', { id, fileId: file.fileId }))
		]) {
			expect(await answer).toEqual([401, { code: 'signed_out' }]);
		}
	});

	it('takes bytes from our own pages only, as bytes, and no more than a part', async () => {
		const params = { id, fileId: file.fileId, offset: '0' };
		const attempt = async (body: Uint8Array, headers: Record<string, string>, offset = '0') =>
			(await amina.call(sendPart, 'PUT', { ...params, offset }, { body, headers })).status;
		expect(await attempt(file.bytes, { origin: 'https://evil.example' })).toBe(403);
		expect(await attempt(file.bytes, { 'content-type': 'text/plain' })).toBe(415);
		expect(await attempt(file.bytes, { 'content-type': 'multipart/form-data; boundary=x' })).toBe(415);
		expect(await attempt(Buffer.alloc(maxPartBytes + 1), {})).toBe(413);
		for (const offset of ['-1', '1e3', '0x1', '', '999999999']) {
			expect(await attempt(file.bytes, {}, offset)).toBe(422);
		}
		const foreign = { headers: { origin: 'https://evil.example' } };
		expect((await amina.call(remove, 'DELETE', params, foreign)).status).toBe(403);
		expect((await read(amina, file)).status).toBe(200);
	});

	it('refuses what is too large or empty before a byte travels', async () => {
		const fresh = () => ({ ...file, fileId: randomUUID() });
		expect((await announced(amina, fresh(), { size: 0 }))[1]).toEqual({ code: 'file_empty' });
		expect((await announced(amina, fresh(), { size: 10 * 1024 * 1024 + 1 }))[1]).toMatchObject({
			code: 'file_too_large'
		});
		expect((await announced(amina, fresh(), { document: 'passport' }))[1]).toEqual({
			code: 'payload_invalid'
		});
		expect((await announced(amina, fresh(), { name: 'x'.repeat(300) }))[0]).toBe(200);
	});
});

describe('the office', () => {
	it('reads the documents of an application once it is sent, even those handed in later', async () => {
		const id = await draft(amina, completeForm);
		const early = { id, fileId: randomUUID(), bytes: await pdf(), name: 'Satzung.pdf' };
		await send(amina, early);
		const clerk = await signIn('sachbearbeitung@kofei.test');
		const client = await personClient(clerk.event);
		await client.rpc('claim_staff_invitations');
		await expect(readForStaff(client, early.fileId)).rejects.toMatchObject({ status: 404 });

		const body = { key: randomUUID(), revision: 1, prepared_at: new Date().toISOString() };
		expect((await amina.call(submit, 'POST', { id }, { body })).status).toBe(200);
		const later = { id, fileId: randomUUID(), bytes: await photo(), name: 'Plakat.jpg' };
		await send(amina, later);
		const opened = await readForStaff(client, early.fileId);
		expect(opened).toMatchObject({ applicationId: id, name: 'Satzung.pdf', size: early.bytes.length });
		expect(Buffer.from(await attachment(opened).arrayBuffer()).equals(early.bytes)).toBe(true);
		expect((await readForStaff(client, later.fileId)).mediaType).toBe('image/jpeg');

		expect(await told(amina.call(remove, 'DELETE', { id, fileId: early.fileId }))).toEqual([
			409,
			{ code: 'not_in_state' }
		]);
		const stranger = await personClient((await signIn('dora@example.org')).event);
		await expect(readForStaff(stranger, early.fileId)).rejects.toMatchObject({ status: 404 });
	});
});
