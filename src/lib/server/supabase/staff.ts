import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const roles = ['clerk', 'decider', 'admin', 'auditor'] as const;

const memberRow = z.object({
	user_id: z.string(),
	role: z.enum(roles),
	created_at: instant,
	is_active: z.boolean()
});

const invitationRow = z.object({
	id: z.string(),
	email: z.string(),
	role: z.enum(roles),
	created_at: instant,
	expires_at: instant
});

const nameRow = z.object({
	user_id: z.string(),
	email: z.string(),
	name: z.nullable(z.string()),
	named_by: z.nullable(z.string()),
	former: z.array(z.object({ name: z.string(), until: instant }))
});

export type StaffMember = Readonly<z.infer<typeof memberRow>>;
export type Invitation = Readonly<z.infer<typeof invitationRow>>;
/** By account id; ids that are missing belong to people outside the office or to deleted accounts. */
export type Directory = Readonly<
	Record<
		string,
		{
			readonly email: string;
			/** Null where they have said none. */
			readonly name: string | null;
			/** Who said it; null where nobody knows. */
			readonly namedBy?: string | null;
			/** What they were called before, the oldest first. */
			readonly former?: readonly { readonly name: string; readonly until: string }[];
		}
	>
>;

export async function members(client: Client): Promise<readonly StaffMember[]> {
	const answer = await client
		.from('staff_members')
		.select('user_id, role, created_at, is_active')
		.order('created_at');
	return z.array(memberRow).parse(dataOf(answer));
}

/** Invitations nobody has claimed yet, expired ones too. Empty for everybody but admins. */
export async function openInvitations(client: Client): Promise<readonly Invitation[]> {
	const answer = await client
		.from('staff_invitations')
		.select('id, email, role, created_at, expires_at')
		.is('claimed_at', null)
		.order('created_at');
	return z.array(invitationRow).parse(dataOf(answer));
}

/** Who works, or has worked, here: signatures and steps are told with a name or an address, not with an id. */
export async function directory(client: Client): Promise<Directory> {
	const answer = await client.rpc('staff_directory');
	// During a rolling deploy the database may be the older one; ids stand in for the addresses then.
	if (answer.error?.code === 'PGRST202') return {};
	const rows = z.array(nameRow).parse(dataOf(answer));
	return Object.fromEntries(
		rows.map(({ user_id, named_by: namedBy, ...person }) => [user_id, { ...person, namedBy }])
	);
}

/** Opens an invitation for 30 days. Throws `Refusal` (see `invite_staff` in SQL), as the two below. */
export async function invite(client: Client, email: string, invited: readonly string[]): Promise<void> {
	dataOf(await client.rpc('invite_staff', { p_email: email, p_roles: invited }));
}

export async function revokeInvitation(client: Client, email: string): Promise<void> {
	dataOf(await client.rpc('revoke_staff_invitation', { p_email: email }));
}

/** Exactly these roles from now on; none takes every right with the next request. */
export async function setRoles(client: Client, userId: string, wanted: readonly string[]): Promise<void> {
	dataOf(await client.rpc('set_staff_roles', { p_user: userId, p_roles: wanted }));
}

/** What somebody of the office is called; nothing where it is empty. Throws `Refusal` (see `set_staff_name` in SQL). */
export async function setName(client: Client, userId: string, name: string): Promise<void> {
	const { error, status } = await client.rpc('set_staff_name', { p_user: userId, p_name: name });
	if (error) dataOf({ data: null, error, status });
}
