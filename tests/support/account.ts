import { createHash, randomUUID } from 'node:crypto';
import { request, type APIRequestContext, type APIResponse } from '@playwright/test';
import { completeFields, openRound } from './applications.ts';
import { newestCode } from './mailbox.ts';

/** An applicant's account without a screen: what the app sends, for what happens before or beside a journey. */
export class Account {
	readonly email: string;
	readonly #api: APIRequestContext;

	static async of(origin: string, email: string): Promise<Account> {
		const api = await request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } });
		const asked = await api.post('/api/v1/sign-in/code', { data: { email, locale: 'de' } });
		if (!asked.ok()) throw new Error(`no code: ${asked.status()} ${await asked.text()}`);
		const code = await newestCode(origin, email);
		const verified = await api.post('/api/v1/sign-in/verify', { data: { email, code } });
		if (!verified.ok()) throw new Error(`not signed in: ${verified.status()} ${await verified.text()}`);
		return new Account(email, api);
	}

	private constructor(email: string, api: APIRequestContext) {
		this.email = email;
		this.#api = api;
	}

	/** A complete draft in the account; gives its id. */
	async write(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
		const id = randomUUID();
		const data = { round: openRound, base_revision: 0, changes: completeFields(changes), schema_version: 2 };
		const answer = await this.#api.put(`/api/v1/applications/${id}`, { data });
		if (!answer.ok()) throw new Error(`not saved: ${answer.status()} ${await answer.text()}`);
		return id;
	}

	async submit(id: string, revision = 1, key = randomUUID()): Promise<APIResponse> {
		const { clarification } = await this.read(id);
		const answers = clarification?.id;
		const data = { key, revision, prepared_at: new Date().toISOString(), answers };
		return this.#api.post(`/api/v1/applications/${id}/submit`, { data });
	}

	/** A complete application, sent; gives its id and number. */
	async apply(changes: Readonly<Record<string, unknown>> = {}): Promise<{ id: string; number: string }> {
		const id = await this.write(changes);
		const answer = await this.submit(id);
		if (!answer.ok()) throw new Error(`not sent: ${answer.status()} ${await answer.text()}`);
		return { id, number: String((await answer.json()).reference_number) };
	}

	/** Changes what is there already: a draft, or what the office asked for again. */
	async change(id: string, revision: number, changes: Readonly<Record<string, unknown>>): Promise<void> {
		const data = { round: openRound, base_revision: revision, changes, schema_version: 2 };
		const answer = await this.#api.put(`/api/v1/applications/${id}`, { data });
		if (!answer.ok()) throw new Error(`not saved: ${answer.status()} ${await answer.text()}`);
	}

	/** A draft, everywhere. */
	async delete(id: string): Promise<void> {
		const answer = await this.#api.delete(`/api/v1/applications/${id}`);
		if (!answer.ok()) throw new Error(`not deleted: ${answer.status()} ${await answer.text()}`);
	}

	/** Hands in a document of one part. */
	async handIn(
		id: string,
		document: string,
		{ name, bytes }: { name: string; bytes: Buffer }
	): Promise<string> {
		const file = randomUUID();
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const address = `/api/v1/applications/${id}/files/${file}`;
		const announced = await this.#api.put(address, {
			data: { document, name, size: bytes.length, sha256, language: 'de' }
		});
		const taken = await this.#api.put(`${address}/parts/0`, {
			data: bytes,
			headers: { 'content-type': 'application/octet-stream' }
		});
		if (!announced.ok() || !taken.ok()) throw new Error(`not handed in: ${await taken.text()}`);
		return file;
	}

	/** The application as its people get it on paper. */
	async pdf(id: string): Promise<APIResponse> {
		return this.#api.get(`/api/v1/applications/${id}/application.pdf`);
	}

	async correspondence(id: string): Promise<{ letters: readonly { id: string; kind: string }[] }> {
		return (await this.get(`/api/v1/applications/${id}/correspondence`)).json();
	}

	/** One thing a group does with its grant. */
	async act(id: string, deed: Readonly<Record<string, unknown>>): Promise<void> {
		const answer = await this.#api.post(`/api/v1/applications/${id}/grant`, { data: deed });
		if (!answer.ok()) throw new Error(`not done: ${answer.status()} ${await answer.text()}`);
	}

	/** Writes the proof of use and sends it. */
	async prove(id: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
		const address = `/api/v1/applications/${id}/proof`;
		const data = { round: openRound, base_revision: 0, changes, schema_version: 2 };
		const saved = await this.#api.put(address, { data });
		if (!saved.ok()) throw new Error(`not saved: ${saved.status()} ${await saved.text()}`);
		const { revision } = await saved.json();
		const sent = await this.#api.post(`${address}/submit`, {
			data: { key: randomUUID(), revision, prepared_at: new Date().toISOString() }
		});
		if (!sent.ok()) throw new Error(`not sent: ${sent.status()} ${await sent.text()}`);
	}

	async get(address: string): Promise<APIResponse> {
		return this.#api.get(address);
	}

	async list(): Promise<readonly { id: string; state: string; revision: number }[]> {
		return (await (await this.#api.get('/api/v1/applications')).json()).applications;
	}

	/** The person's id, by the session itself. */
	async personId(): Promise<string> {
		const { cookies } = await this.#api.storageState();
		const [session] = cookies.filter(({ name }) => /-auth-token(\.0)?$/.test(name));
		const kept = Buffer.from((session?.value ?? '').replace(/^base64-/, ''), 'base64url').toString();
		const [, claims = ''] = /"access_token":"[^."]+\.([^."]+)\./.exec(kept) ?? [];
		return JSON.parse(Buffer.from(claims, 'base64url').toString()).sub;
	}

	async read(id: string) {
		return (await this.#api.get(`/api/v1/applications/${id}`)).json();
	}

	async dispose(): Promise<void> {
		await this.#api.dispose();
	}
}
