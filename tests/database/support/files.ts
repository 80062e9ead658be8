import { createHash, randomUUID } from 'node:crypto';
import type { Applied } from './applications.ts';
import { type Person, type Row, service, type TestDatabase } from './database.ts';

export const partBytes = 262_144;
export const hash = (text: string) => createHash('sha256').update(text).digest('hex');

export interface Announcement {
	readonly id?: string;
	readonly document?: string;
	readonly name?: string;
	readonly size?: number;
	readonly sha256?: string;
	readonly language?: string | null;
}

export function announce(
	database: TestDatabase,
	person: Person,
	applicationId: string,
	{ id = randomUUID(), document = 'other', name = 'Satzung.pdf', size = 5, ...rest }: Announcement = {}
): Promise<Row> {
	const { sha256 = hash('bytes'), language = null } = rest;
	const args = [applicationId, id, document, name, size, sha256, language];
	return database.call(person, 'announce_file', args);
}

/** The verdict our server gives with the secret key: these bytes may be kept. */
export function pass(database: TestDatabase, id: string, name = 'Satzung.pdf'): Promise<Row> {
	return database.call(service, 'judge_file', [id, null, name, 4, hash('kept'), 'application/pdf']);
}

/** A document that has arrived. */
export async function handIn(
	database: TestDatabase,
	{ id: applicationId, applicant }: Applied,
	announcement: Announcement = {}
): Promise<string> {
	const { id = randomUUID(), size = 5 } = announcement;
	await announce(database, applicant, applicationId, { ...announcement, id });
	await database.call(applicant, 'note_file_part', [id, 0, size]);
	await pass(database, id);
	await database.call(applicant, 'complete_file', [id]);
	return id;
}
