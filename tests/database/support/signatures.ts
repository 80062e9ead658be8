import type { Person, Row, TestDatabase } from './database.ts';

type Wish = readonly unknown[];
/** The deeds of `private.sign_first` by the function that does each, with its arguments in the order of `sign_letter`. */
const deeds = {
	propose_change: ([change, choice, reason, cents, seen, purpose]: Wish) => [
		'change',
		change,
		null,
		choice,
		reason,
		cents,
		null,
		null,
		seen,
		purpose
	],
	claim_recovery: ([application, id, cause, reason, cents, due, from, seen]: Wish) => [
		'claim',
		id,
		application,
		cause,
		reason,
		cents,
		due,
		from,
		seen
	],
	propose_ruling: ([application, id, kind, subject, cents, reason, due, from]: Wish) => [
		kind,
		id,
		application,
		null,
		reason,
		cents,
		due,
		from,
		null,
		null,
		subject
	],
	sign_proof_check: ([submission, reason, due, from, seen]: Wish) => [
		'check',
		submission,
		null,
		null,
		reason,
		null,
		due,
		from,
		seen
	]
} as const satisfies Readonly<Record<string, (wish: Wish) => Wish>>;

/** First signature, under the letter as it is now: gives and refuses what the function of the deed does, whose arguments `wish` are. */
export async function signFirst(
	database: TestDatabase,
	person: Person,
	deed: keyof typeof deeds,
	wish: Wish
): Promise<Row> {
	const all = deeds[deed](wish).map((value) => value ?? null);
	const letter = (await database.call(person, 'preview_signature', all)) as Row | null;
	return database.call(person, 'sign_letter', [letter?.['sha256'] ?? null, ...all]);
}

/** The same under a decision; `wish` are the arguments of `propose_decision`. */
export async function proposeDecision(database: TestDatabase, person: Person, wish: Wish): Promise<Row> {
	const defaults = [null, null, null, null, null, '[]', null, null];
	const all = defaults.map((value, place) => wish[place] ?? value);
	const letter = await database.call(person, 'preview_proposal', all.slice(0, -1));
	return database.call(person, 'propose_decision', [...all, letter['sha256']]);
}

/** Second signature under what was signed first, for the letter that it was signed for; a waiver and a correction have none. */
export async function countersign(database: TestDatabase, person: Person, source: unknown): Promise<Row> {
	const [signed] = await database.owner(`select sha256 from private.signed_letters where source_id = $1`, [
		source
	]);
	return database.call(person, 'countersign_letter', [source, signed?.['sha256'] ?? null]);
}

/** The same under a decision. */
export async function countersignDecision(
	database: TestDatabase,
	person: Person,
	decision: unknown
): Promise<Row> {
	const [signed] = await database.owner(`select letter_sha256 from public.decisions where id = $1`, [
		decision
	]);
	return database.call(person, 'countersign_decision', [decision, signed?.['letter_sha256'] ?? null]);
}
