import * as z from 'zod/mini';
import { peopleSchema, type MemberRole, type People } from '../../core/api/people';
import { canPost } from '../mail/post';
import { requirePerson, type Client } from './clients';
import { dataOf } from './failure';

/** Who takes part in an application. The database decides who may ask for what; see supabase/migrations/…_people.sql. */
export async function people(client: Client, id: string): Promise<People> {
	await requirePerson(client);
	return peopleSchema.parse(dataOf(await client.rpc('application_people', { p_application: id })));
}

interface Asked {
	readonly email: string;
	readonly role: 'editor' | 'reader' | 'helper';
	readonly until: string | null;
	readonly locale: string;
}

const invited = z.object({ is_mailed: z.boolean() });

/**
 * The invitation stands with its mail in the outbox, and whatever becomes of the mail: it is claimed at the next sign-in with
 * that address. `isMailed` false is for the inviter, who then tells the person.
 */
export async function invite(client: Client, id: string, asked: Asked): Promise<{ isMailed: boolean }> {
	await requirePerson(client);
	const answer = await client.rpc('invite_person', {
		p_application: id,
		p_email: asked.email,
		p_role: asked.role,
		p_until: asked.until,
		p_locale: asked.locale
	});
	return { isMailed: invited.parse(dataOf(answer)).is_mailed && (await canPost()) };
}

/** Takes out a member, a helper or an open invitation. */
export async function remove(client: Client, id: string, person: string): Promise<void> {
	await requirePerson(client);
	dataOf(await client.rpc('remove_person', { p_application: id, p_person: person }));
}

export async function changeRole(
	client: Client,
	id: string,
	person: string,
	role: MemberRole
): Promise<void> {
	await requirePerson(client);
	dataOf(await client.rpc('change_member_role', { p_application: id, p_person: person, p_role: role }));
}

export async function leave(client: Client, id: string): Promise<void> {
	await requirePerson(client);
	dataOf(await client.rpc('leave_application', { p_application: id }));
}
