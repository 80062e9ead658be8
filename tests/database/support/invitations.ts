import type { Applied } from './applications.ts';
import type { Person, Row, TestDatabase } from './database.ts';
import { signUp } from './people.ts';

export type Account = Person & { id: string; email: string };

export function invite(
	database: TestDatabase,
	owner: Person,
	id: string,
	email: string,
	role: string,
	until: string | null = null
): Promise<Row> {
	return database.call(owner, 'invite_person', [id, email, role, until]);
}

/** Somebody invited who has signed in since. */
export async function invited(
	database: TestDatabase,
	application: Applied,
	role: string,
	until: string | null = null
): Promise<Account> {
	const person = await signUp(database, role);
	await invite(database, application.applicant, application.id, person.email, role, until);
	await database.call(person, 'claim_invitations', []);
	return person;
}

export interface Listed {
	readonly id: string;
	readonly email: string;
	readonly role: string;
	readonly until: string | null;
	readonly is_me: boolean;
	readonly state: string;
}

export async function peopleOf(database: TestDatabase, reader: Person, id: string) {
	const answer = await database.call(reader, 'application_people', [id]);
	return answer as unknown as {
		me: string;
		people: Listed[];
		changes: { at: string; email: string | null; paths: string[] }[];
		removed: { at: string; email: string | null; document: string }[];
	};
}
