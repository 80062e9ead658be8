import type { Person, Row, TestDatabase } from './database.ts';

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
