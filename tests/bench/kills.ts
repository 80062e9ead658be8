/**
 * Kills the embedded server while people save, upload and send, and looks afterwards whether anything is missing that it
 * had acknowledged: `node tests/bench/kills.ts [count] [--writing]` after a build, 300 unless told. Every third kill meets a
 * server that is just starting, with the data of the kill before; with `--writing` none does, each waits until something is
 * on its way, and only those count that left a write without an answer. SIGTERM ends it early, with the figures until then.
 * Ends with 1 if anything acknowledged was lost.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { PGlite } from '@electric-sql/pglite';
import { verifyChain, type ExportedEntry } from '../../src/run/audit-chain.ts';
import { completeFields, openRound } from '../support/applications.ts';
import { Account } from '../support/account.ts';
import { Server } from '../support/server.ts';
import { sessionCookie } from '../support/session.ts';

const PEOPLE = 6;
const PART_BYTES = 64 * 1024;
const DOCUMENT_BYTES = 100_000;
const WRITE_MS = { from: 500, until: 4000 };
/** With `--writing`: long enough for each to have begun. */
const BUSY_MS = { from: 150, until: 1200 };
/** After it began a write is somewhere between the network and the disk. */
const UNDER_WAY_MS = { from: 0, until: 40 };
const START_MS = { from: 200, until: 6000 };
const SAVES_EACH = 3;
/** Two of them carry the number of a save: a save is there whole or not at all. */
const NUMBERED = ['project_title', 'aims'] as const;

interface Upload {
	readonly id: string;
	readonly bytes: Buffer;
	readonly sha256: string;
	isAcknowledged: boolean;
}

/** What one application was told, and what was said to it without an answer. */
interface Work {
	readonly id: string;
	readonly key: string;
	revision: number;
	acknowledgedSave: number;
	offeredSave: number;
	upload: Upload | null;
	isSendingOffered: boolean;
	receipt: Receipt | null;
}

interface Receipt {
	readonly reference_number: string;
	readonly received_at: string;
	readonly sha256: string;
}

interface Answer {
	readonly revision: number;
	readonly fields: Readonly<Record<string, unknown>>;
	readonly receipt: Receipt | null;
	readonly files: readonly { readonly id: string; readonly is_complete: boolean }[];
}

const counts = {
	'killed while writing': 0,
	'of these, writes left without an answer': 0,
	'killed while nobody wrote (not counted)': 0,
	'killed while starting': 0,
	'acknowledged saves': 0,
	'acknowledged parts of documents': 0,
	'acknowledged documents': 0,
	'acknowledged submissions': 0,
	'looked at afterwards': 0,
	'repeated after a kill': 0
};
const losses: string[] = [];
const lost = (work: Work, what: string) => {
	losses.push(`${work.id}: ${what}`);
	console.log(`LOST ${work.id}: ${what}`);
};

/** The connection ended in the middle: nobody knows what became of the request. */
class Unanswered extends Error {}

class Person {
	readonly works: Work[] = [];
	/** Something is to be written, and no answer has come. */
	isWriting = false;
	readonly #cookie: () => string;
	readonly #server: Server;

	static async of(server: Server, email: string): Promise<Person> {
		const account = await Account.of(server.origin, email);
		const id = await account.personId();
		await account.dispose();
		const secret = await server.sessionSecret();
		return new Person(server, () => sessionCookie(secret, { id, email }));
	}

	private constructor(server: Server, cookie: () => string) {
		this.#server = server;
		this.#cookie = cookie;
	}

	/** Writes one application after the other, until the server is gone. */
	async goOn(): Promise<void> {
		try {
			for (;;) await this.#nextStep();
		} catch (failure) {
			if (!(failure instanceof Unanswered)) throw failure;
		}
	}

	async #nextStep(): Promise<void> {
		const last = this.works.at(-1);
		if (!last || last.receipt) this.works.push(newWork());
		const work = this.works.at(-1) as Work;
		if (work.acknowledgedSave < SAVES_EACH) return this.#save(work);
		if (!work.upload?.isAcknowledged) return this.#upload(work);
		await this.#send(work);
	}

	async #save(work: Work): Promise<void> {
		work.offeredSave = work.acknowledgedSave + 1;
		const numbered = Object.fromEntries(NUMBERED.map((path) => [path, `Stand ${work.offeredSave}`]));
		const saved = await this.#json('PUT', `/${work.id}`, {
			round: openRound,
			base_revision: work.revision,
			changes: work.offeredSave === 1 ? completeFields(numbered) : numbered,
			schema_version: 2
		});
		work.revision = Number(saved['revision']);
		work.acknowledgedSave = work.offeredSave;
		counts['acknowledged saves'] += 1;
	}

	/** From where the server says it is, as the sync engine does after an interruption. */
	async #upload(work: Work): Promise<void> {
		work.upload ??= await newUpload();
		const { id, bytes, sha256 } = work.upload;
		const address = `/${work.id}/files/${id}`;
		const body = { document: 'statutes', name: `${id}.pdf`, size: bytes.length, sha256, language: 'de' };
		let progress = await this.#json('PUT', address, body);
		while (!progress['is_complete']) {
			const offset = Number(progress['received_bytes']);
			const part = bytes.subarray(offset, offset + PART_BYTES);
			progress = await this.#json('PUT', `${address}/parts/${offset}`, part);
			counts['acknowledged parts of documents'] += 1;
		}
		work.upload.isAcknowledged = true;
		counts['acknowledged documents'] += 1;
	}

	async #send(work: Work): Promise<void> {
		work.isSendingOffered = true;
		const { id, key, revision } = work;
		const sent = await this.#json('POST', `/${id}/submit`, {
			key,
			revision,
			prepared_at: new Date().toISOString()
		});
		work.receipt = sent as unknown as Receipt;
		counts['acknowledged submissions'] += 1;
	}

	/** Compares what is there with what was acknowledged, and offers again what got no answer. */
	async lookAt(work: Work): Promise<void> {
		counts['looked at afterwards'] += 1;
		const answer = await this.#ask('GET', `/${work.id}`);
		if (answer.status === 404) {
			if (work.acknowledgedSave > 0) lost(work, 'the application is gone');
			return;
		}
		const there = (await answer.json()) as Answer;
		this.#lookAtWords(work, there);
		await this.#lookAtUpload(work, there);
		if (work.receipt) {
			if (!isSame(there.receipt, work.receipt)) lost(work, 'another receipt, or none');
		} else if (work.isSendingOffered) await this.#repeatSending(work, there);
		work.revision = there.revision;
	}

	#lookAtWords(work: Work, { fields, revision }: Answer): void {
		const [one, other] = NUMBERED.map((path) => fields[path]);
		const possible = [work.acknowledgedSave, work.offeredSave].map((save) => `Stand ${save}`);
		if (one !== other || !possible.includes(String(one)))
			lost(work, `words: ${one}, ${other}, of ${possible}`);
		if (revision < work.revision) lost(work, `revision ${revision} after ${work.revision}`);
		if (one === `Stand ${work.offeredSave}`) work.acknowledgedSave = work.offeredSave;
	}

	async #lookAtUpload(work: Work, { files }: Answer): Promise<void> {
		if (!work.upload?.isAcknowledged) return;
		const { id, sha256 } = work.upload;
		const isThere = files.some((file) => file.id === id && file.is_complete);
		if (!isThere) return lost(work, 'the file is not there');
		const bytes = Buffer.from(await (await this.#ask('GET', `/${work.id}/files/${id}`)).arrayBuffer());
		if (hashOf(bytes) !== sha256) lost(work, 'the file has other bytes');
	}

	async #repeatSending(work: Work, { receipt }: Answer): Promise<void> {
		counts['repeated after a kill'] += 1;
		await this.#send(work);
		if (receipt && !isSame(receipt, work.receipt)) lost(work, 'the repetition made another receipt');
	}

	async #json(method: string, path: string, body: object): Promise<Record<string, unknown>> {
		this.isWriting = true;
		const answer = await this.#ask(method, path, body);
		const text = await answer.text().catch(() => {
			throw new Unanswered();
		});
		this.isWriting = false;
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
		return JSON.parse(text);
	}

	async #ask(method: string, path: string, body?: object): Promise<Response> {
		const isBytes = Buffer.isBuffer(body);
		const type = isBytes ? 'application/octet-stream' : 'application/json';
		const { origin } = this.#server;
		return fetch(`${origin}/api/v1/applications${path}`, {
			method,
			headers: { cookie: this.#cookie(), origin, 'content-type': type },
			body: body === undefined ? null : isBytes ? new Uint8Array(body) : JSON.stringify(body)
		}).catch(() => {
			throw new Unanswered();
		});
	}
}

const isWritingOnly = process.argv.includes('--writing');
const count = Number(process.argv.slice(2).find((argument) => /^\d+$/.test(argument)) ?? 300);
const server = await Server.start();
const people: Person[] = [];
for (let index = 0; index < PEOPLE; index += 1)
	people.push(await Person.of(server, `mensch${index}@example.test`));
const began = Date.now();
let isEnough = false;
process.once('SIGTERM', () => (isEnough = true));
for (let kills = 0; kills < count && !isEnough;) {
	const before = people.map(({ works }) => Math.max(0, works.length - 1));
	for (const person of people) person.isWriting = false;
	const writing = people.map((person) => person.goOn());
	await Promise.race([pause(between(isWritingOnly ? BUSY_MS : WRITE_MS)), ...writing]);
	if (isWritingOnly) await somethingIsWritten();
	await server.stop('SIGKILL');
	await Promise.all(writing);
	// Whoever got no answer still says so.
	const unanswered = people.filter((person) => person.isWriting).length;
	counts['of these, writes left without an answer'] += unanswered;
	if (isWritingOnly && unanswered === 0) counts['killed while nobody wrote (not counted)'] += 1;
	else {
		counts['killed while writing'] += 1;
		kills += 1;
	}
	if (!isWritingOnly && kills % 3 === 2 && kills < count) {
		await killWhileStarting();
		kills += 1;
	}
	await server.start();
	// Whatever was touched since the last kill.
	await Promise.all(
		people.map(async (person, index) => {
			for (const work of person.works.slice(before[index])) await person.lookAt(work);
		})
	);
	if (kills % 30 < 2) console.log(`${minutes()} min, ${kills} kills, ${losses.length} lost`);
}
for (const person of people) for (const work of person.works) await person.lookAt(work);
await server.whileStopped(lookAtDatabase);
for (const [what, times] of Object.entries(counts)) console.log(`| ${what} | ${times} |`);
console.log(`| lost | ${losses.length} |`);
await server.remove();
process.exit(losses.length === 0 ? 0 : 1);

/** A write is on its way, and has been for a moment. */
async function somethingIsWritten(): Promise<void> {
	const end = Date.now() + 10_000;
	while (!people.some((person) => person.isWriting) && Date.now() < end) await pause(1);
	await pause(between(UNDER_WAY_MS));
}

async function killWhileStarting(): Promise<void> {
	const starting = server.start().catch(() => undefined);
	await pause(between(START_MS));
	await server.stop('SIGKILL');
	await starting;
	counts['killed while starting'] += 1;
}

/** One submission for each receipt, no number twice, and a trail that verifies without the database's own help. */
async function lookAtDatabase(folder: string): Promise<void> {
	const database = await PGlite.create(folder);
	const rows = async (sql: string) => (await database.query<Record<string, unknown>>(sql)).rows;
	const works = people.flatMap((person) => person.works);
	const sent = await rows(
		'select application_id as id, count(*)::int as times from public.submissions group by 1'
	);
	const timesOf = new Map(sent.map(({ id, times }) => [id, times]));
	for (const work of works)
		if ((timesOf.get(work.id) ?? 0) !== (work.receipt ? 1 : 0))
			lost(work, `${timesOf.get(work.id)} submissions`);
	const numbers = works.flatMap(({ receipt }) => receipt?.reference_number ?? []);
	if (new Set(numbers).size !== numbers.length) losses.push('a number was given twice');
	const entries = await rows(
		`select id::int, to_jsonb(at) #>> '{}' as at, (extract(epoch from at) * 1000000)::bigint::text as at_us, actor_id, actor_role, action, entity,
			entity_id, detail, previous_hash, hash
		from public.audit_log order by id`
	);
	const chain = entries.map(
		(entry) => ({ ...entry, at_us: Number(entry['at_us']) }) as unknown as ExportedEntry
	);
	const { isIntact, checked, firstBroken } = verifyChain(chain);
	console.log(`| entries of the audit trail that verify | ${checked} |`);
	if (!isIntact) losses.push(`the trail is broken at ${firstBroken}`);
	await database.close();
}

function newWork(): Work {
	return {
		id: randomUUID(),
		key: randomUUID(),
		revision: 0,
		acknowledgedSave: 0,
		offeredSave: 0,
		upload: null,
		isSendingOffered: false,
		receipt: null
	};
}

/** A document of a few parts whose bytes nobody else has. */
async function newUpload(): Promise<Upload> {
	const id = randomUUID();
	const document = await PDFDocument.create();
	document.addPage();
	document.setTitle(randomBytes(DOCUMENT_BYTES).toString('base64'));
	const bytes = Buffer.from(await document.save());
	return { id, bytes, sha256: hashOf(bytes), isAcknowledged: false };
}

function hashOf(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function isSame(one: Receipt | null, other: Receipt | null): boolean {
	return (
		one?.reference_number === other?.reference_number &&
		one?.sha256 === other?.sha256 &&
		Date.parse(String(one?.received_at)) === Date.parse(String(other?.received_at))
	);
}

function between({ from, until }: { readonly from: number; readonly until: number }): number {
	return from + Math.random() * (until - from);
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

function minutes(): number {
	return Math.round((Date.now() - began) / 60_000);
}
