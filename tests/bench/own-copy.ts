/**
 * Two hundred people, each with a mark of their own in everything they wrote, fetch their copies at the same time:
 * `node tests/bench/own-copy.ts [downloads] [people] [minutes]` after a build, 10,000 in 12 minutes unless told. Each has two
 * letters: the receipt and a decision. SIGTERM ends it early, with the figures until then. Ends with 1 if an answer carries anything of somebody else's, may be kept by a shared cache, or lacks
 * what it should carry (the search for it would prove nothing).
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { textOfPdf } from '../../src/lib/server/documents/pdf-text.sample.ts';
import { TestDatabase } from '../database/support/database.ts';
import { assess, signCheck } from '../database/support/applications.ts';
import { decide } from '../database/support/letters.ts';
import { signUp, signUpStaff } from '../database/support/people.ts';
import { completeFields, openRound } from '../support/applications.ts';
import { Server } from '../support/server.ts';
import { sessionCookie } from '../support/session.ts';

const AT_ONCE = 24;
const PRINTED_WITHIN_MS = 1_800_000;
/** In documents people hand in, before their mark. */
const PEOPLES_OWN = '% handed in by ';
const MARK = /zq[0-9a-f]{12}qz/g;
const NUMBER = /KOFEI-\d{4}-\d{4}/g;
/** Where people write what they like. */
const WORDS = [
	...['organisation_name', 'street', 'city', 'contact_first_name', 'contact_last_name', 'project_title'],
	...[
		'project_summary',
		'need',
		'aims',
		'empowerment',
		'prevention',
		'format',
		'account_holder',
		'signed_name'
	]
];

interface Person {
	readonly id: string;
	readonly email: string;
	readonly mark: string;
	readonly application: string;
	readonly file: string;
	readonly fileHash: string;
	readonly number: string;
	letter: string;
	/** The letter about what was decided. */
	decision: string;
}

/** `own`: carries the mark of whoever asks. `none`: carries nobody's. `refused`: is somebody else's, and there is none. */
interface Kind {
	readonly weight: number;
	readonly carries: 'own' | 'none' | 'refused';
	readonly address: (me: Person, other: Person) => string;
	readonly body?: object;
}

const api = '/api/v1/applications';
const kinds: Readonly<Record<string, Kind>> = {
	'list of applications': { weight: 12, carries: 'own', address: () => api },
	application: { weight: 20, carries: 'own', address: (me) => `${api}/${me.application}` },
	'application as PDF': {
		weight: 4,
		carries: 'own',
		address: (me) => `${api}/${me.application}/application.pdf`
	},
	correspondence: {
		weight: 12,
		carries: 'own',
		address: (me) => `${api}/${me.application}/correspondence`
	},
	'receipt as PDF': {
		weight: 14,
		carries: 'own',
		address: (me) => `${api}/${me.application}/letters/${me.letter}`
	},
	'receipt in words': {
		weight: 6,
		carries: 'own',
		address: (me) => `${api}/${me.application}/letters/${me.letter}/open`,
		body: { locale: 'de' }
	},
	'decision as PDF': {
		weight: 8,
		carries: 'own',
		address: (me) => `${api}/${me.application}/letters/${me.decision}`
	},
	'decision in words': {
		weight: 4,
		carries: 'own',
		address: (me) => `${api}/${me.application}/letters/${me.decision}/open`,
		body: { locale: 'de' }
	},
	document: {
		weight: 12,
		carries: 'own',
		address: (me) => `${api}/${me.application}/files/${me.file}`
	},
	session: { weight: 4, carries: 'none', address: () => '/api/v1/session' },
	'what is kept of me': { weight: 2, carries: 'own', address: () => '/api/v1/account/retention' },
	page: { weight: 4, carries: 'none', address: (me) => `/de/apply/${me.application}` },
	'application of somebody else': {
		weight: 4,
		carries: 'refused',
		address: (_, other) => `${api}/${other.application}`
	},
	'PDF of somebody else': {
		weight: 2,
		carries: 'refused',
		address: (_, other) => `${api}/${other.application}/application.pdf`
	},
	'letter of somebody else': {
		weight: 2,
		carries: 'refused',
		address: (me, other) => `${api}/${me.application}/letters/${other.letter}`
	},
	'decision of somebody else': {
		weight: 2,
		carries: 'refused',
		address: (me, other) => `${api}/${me.application}/letters/${other.decision}`
	},
	'document of somebody else': {
		weight: 2,
		carries: 'refused',
		address: (me, other) => `${api}/${me.application}/files/${other.file}`
	}
};
const lots = Object.entries(kinds).flatMap(([name, { weight }]) =>
	Array.from({ length: weight }, () => name)
);

const total = Number(process.argv[2] ?? 10_000);
const peopleCount = Number(process.argv[3] ?? 200);
const end = Date.now() + 60_000 * Number(process.argv[4] ?? 12);
let isEnough = false;
process.once('SIGTERM', () => (isEnough = true));
const server = await Server.start();
const secret = await server.sessionSecret();
const accounts: { id: string; email: string }[] = [];
await server.whileStopped(async (folder) => {
	const database = await TestDatabase.in(folder);
	for (let index = 0; index < peopleCount; index += 1)
		accounts.push(await signUp(database, `mensch${index}`));
	await database.stop();
});
const people: Person[] = [];
await inParallel(accounts.length, async (index) => {
	people.push(await apply(accounts[index] as (typeof accounts)[number]));
});
await Promise.all(people.map((person) => waitForLetters(person, 1)));
console.log(`${people.length} people have written, sent and got their receipt.`);
await server.whileStopped(refuseAll);
await Promise.all(people.map((person) => waitForLetters(person, 2)));
console.log('Each has the letter about what was decided.');

const fetched: Record<string, number> = {};
const faults: string[] = [];
let sentAway = 0;
await inParallel(total, async () => {
	const [name, me] = [anyOf(lots), anyOf(people)];
	const other = anyOf(people.filter((person) => person !== me));
	const kind = kinds[name] as Kind;
	await download(name, kind, { me, other });
	fetched[name] = (fetched[name] ?? 0) + 1;
	const sum = Object.values(fetched).reduce((all, times) => all + times, 0);
	if (sum % 1000 === 0) console.log(`${sum} fetched, ${faults.length} faults`);
});
for (const [name, times] of Object.entries(fetched)) console.log(`| ${name} | ${times} |`);
console.log(`| all | ${Object.values(fetched).reduce((sum, times) => sum + times, 0)} |`);
console.log(`| sent away and asked again | ${sentAway} |`);
console.log(`| faults | ${faults.length} |`);
for (const fault of faults.slice(0, 20)) console.log(fault);
await server.remove();
process.exit(faults.length === 0 ? 0 : 1);

async function download(
	name: string,
	{ carries, address, body }: Kind,
	{ me, other }: { me: Person; other: Person }
): Promise<void> {
	const answer = await ask(me, body ? 'POST' : 'GET', address(me, other), body);
	const fault = (what: string) => void faults.push(`${name} of ${me.mark}: ${what}`);
	const bytes = Buffer.from(await answer.arrayBuffer());
	if (answer.status !== (carries === 'refused' ? 404 : 200)) fault(`status ${answer.status}`);
	if (answer.headers.get('cache-control') !== 'no-store')
		fault(`cache-control ${answer.headers.get('cache-control')}`);
	const text = await textOf(bytes);
	const marks = text.match(MARK) ?? [];
	if (marks.some((mark) => mark !== me.mark)) fault('the mark of somebody else');
	if (marks.length > 0 !== (carries === 'own')) fault(`${marks.length} marks`);
	if ((text.match(NUMBER) ?? []).some((number) => number !== me.number)) fault('the number of somebody else');
	if (text.includes(other.email)) fault('the address of somebody else');
	if (name === 'document' && hashOf(bytes) !== me.fileHash) fault('other bytes');
	if (name === 'session' && !text.includes(me.email)) fault('another session');
}

/** All that can be read in it; of a PDF of ours what is drawn, which is packed, and what lies open in its bytes. */
async function textOf(bytes: Buffer): Promise<string> {
	const open = bytes.toString('utf8');
	if (!open.startsWith('%PDF') || open.includes(PEOPLES_OWN)) return open;
	// A mark may stand at the end of a line, and be parted there.
	return (
		textOfPdf(await PDFDocument.load(bytes)).replace(/(?<=zq[0-9a-f]*)[-\u2010](?=[0-9a-f]*qz)/g, '') + open
	);
}

async function apply({ id, email }: { id: string; email: string }): Promise<Person> {
	const mark = `zq${randomBytes(6).toString('hex')}qz`;
	const document = await PDFDocument.create();
	document.addPage().drawText('x');

	const bytes = Buffer.from(await document.save({ useObjectStreams: false }));
	// Outside of any stream, so that it is found without a font.
	const marked = Buffer.concat([bytes, Buffer.from(`${PEOPLES_OWN}${mark}\n`)]);
	const me = { id, email, mark, application: randomUUID(), file: randomUUID(), fileHash: hashOf(marked) };
	const asPerson = { ...me, number: '', letter: '', decision: '' };
	const plain = completeFields();
	const words = Object.fromEntries(WORDS.map((path) => [path, `${plain[path] ?? ''} ${mark}`.trim()]));
	const lines = {
		'cost_lines.aaaaaaaa.label': `Salon ${mark}`,
		'responsible_persons.11111111.last_name': mark
	};
	const here = `${api}/${me.application}`;
	const changes = completeFields({ ...words, ...lines });
	await done(asPerson, 'PUT', here, { round: openRound, base_revision: 0, changes, schema_version: 2 });
	const announced = { document: 'statutes', name: `${mark}.pdf`, size: marked.length, sha256: me.fileHash };
	await done(asPerson, 'PUT', `${here}/files/${me.file}`, { ...announced, language: 'de' });
	await done(asPerson, 'PUT', `${here}/files/${me.file}/parts/0`, marked);
	const sending = { key: randomUUID(), revision: 1, prepared_at: new Date().toISOString() };
	const receipt = await done(asPerson, 'POST', `${here}/submit`, sending);
	await done(asPerson, 'POST', `${here}/messages`, { id: randomUUID(), text: `Frage ${mark}`, files: [] });
	return { ...asPerson, number: String(receipt['reference_number']) };
}

/** The office decides about all of them, with a reason that names what is theirs. */
async function refuseAll(folder: string): Promise<void> {
	const database = await TestDatabase.in(folder);
	const [clerk, decider] = [await signUpStaff(database, 'clerk'), await signUpStaff(database, 'decider')];
	for (const { id, email, mark, application } of people) {
		const [row] = await database.owner('select round_id from public.applications where id = $1', [
			application
		]);
		const applicant = { id, email, role: 'authenticated' } as const;
		await database.call(clerk, 'transition_application', [application, 'formal_check', null]);
		await signCheck(database, clerk, application);
		await database.call(clerk, 'transition_application', [application, 'assessment', null]);
		await assess(database, clerk, { id: application, applicant, roundId: String(row?.['round_id']) });
		await database.call(clerk, 'transition_application', [application, 'decision', null]);
		await decide(database, { clerk, decider }, application, {
			outcome: 'rejected',
			reason: `Wegen ${mark}.`
		});
	}
	await database.stop();
}

/** The server prints letters when it comes to it; the receipt is the first. */
async function waitForLetters(person: Person, count: number): Promise<void> {
	const patienceEnd = Date.now() + PRINTED_WITHIN_MS;
	while (Date.now() < patienceEnd) {
		const { letters } = await done(person, 'GET', `${api}/${person.application}/correspondence`);
		const ids = (letters as readonly { readonly id: string }[]).map(({ id }) => id);
		if (count === 1) person.letter = ids[0] ?? '';
		else person.decision = ids.find((id) => id !== person.letter) ?? '';
		if (ids.length >= count) return;
		await pause(2000);
	}
	throw new Error('the letters were not printed');
}

async function done(
	person: Person,
	method: string,
	address: string,
	body?: object
): Promise<Record<string, unknown>> {
	const answer = await ask(person, method, address, body);
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${text}`);
	return JSON.parse(text);
}

/** Whoever is sent away for a while comes again, as the app does. */
async function ask(person: Person, method: string, address: string, body?: object): Promise<Response> {
	const isBytes = Buffer.isBuffer(body);
	for (;;) {
		const answer = await fetch(server.origin + address, {
			method,
			headers: {
				cookie: sessionCookie(secret, person),
				origin: server.origin,
				'content-type': isBytes ? 'application/octet-stream' : 'application/json'
			},
			body: body === undefined ? null : isBytes ? new Uint8Array(body) : JSON.stringify(body)
		});
		if (answer.status !== 503) return answer;
		sentAway += 1;
		await pause(1000 * Number(answer.headers.get('retry-after') ?? 2));
	}
}

async function inParallel(times: number, work: (index: number) => Promise<void>): Promise<void> {
	let next = 0;
	const one = async () => {
		while (next < times && !isEnough && (times !== total || Date.now() < end)) await work(next++);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, one));
}

function anyOf<T>(list: readonly T[]): T {
	return list[Math.floor(Math.random() * list.length)] as T;
}

function hashOf(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
