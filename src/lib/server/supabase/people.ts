import { peopleSchema, type MemberRole, type People } from '../../core/api/people';
import { invitationMail } from '../mail/invitation';
import { post } from '../mail/post';
import { consume } from '../security/limits';
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

/**
 * The invitation stands before the mail is tried, and whatever becomes of the mail: it is claimed at the next sign-in with
 * that address. `isMailed` false is for the inviter, who then tells the person.
 */
export async function invite(
	client: Client,
	id: string,
	asked: Asked,
	origin: string
): Promise<{ isMailed: boolean }> {
	const { email: inviter } = await requirePerson(client);
	const to = asked.email.trim().toLowerCase();
	dataOf(
		await client.rpc('invite_person', {
			p_application: id,
			p_email: to,
			p_role: asked.role,
			p_until: asked.until
		})
	);
	if ((await consume('invitation_to_email', to)) !== null) return { isMailed: false };
	const { role, until, locale } = asked;
	return { isMailed: await post(invitationMail({ to, role, until, inviter, origin, locale })) };
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
