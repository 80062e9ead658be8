import { randomUUID } from 'node:crypto';
import type { Person, Row, TestDatabase } from './database.ts';

/** A signed-in person with a confirmed address. */
export async function signUp(
	database: TestDatabase,
	name = 'person'
): Promise<Person & { id: string; email: string }> {
	const id = randomUUID();
	const email = `${name}.${id.slice(0, 8)}@example.org`;
	await database.owner(`insert into auth.users (id, email, email_confirmed_at) values ($1, $2, now())`, [
		id,
		email
	]);
	return { id, email, role: 'authenticated' };
}

export async function signUpStaff(database: TestDatabase, ...roles: readonly string[]) {
	const person = await signUp(database, roles.join('-'));
	// Whoever has no name signs nothing.
	await database.owner(`insert into public.staff_names (user_id, name) values ($1, 'Ruth Becker')`, [
		person.id
	]);
	for (const role of roles) {
		await database.owner(`insert into public.staff_members (user_id, role) values ($1, $2)`, [
			person.id,
			role
		]);
	}
	return person;
}

export async function join(database: TestDatabase, person: Person, applicationId: string, role: string) {
	await database.owner(
		`insert into public.organisation_members (organisation_id, user_id, role)
		select organisation_id, $1, $2 from public.applications where id = $3`,
		[person.id, role, applicationId]
	);
}

export async function one(database: TestDatabase, sql: string, params: unknown[] = []): Promise<Row> {
	const [row] = await database.owner(sql, params);
	if (!row) throw new Error(`no row: ${sql}`);
	return row;
}
