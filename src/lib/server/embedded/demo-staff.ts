import type { PgliteConnection } from '@supabase/lite/pglite';

/** The people of the embedded office. Addresses under `.test` can never receive mail (RFC 2606). */
export const demoStaff = [
	['sachbearbeitung@kofei.test', 'clerk', 'Özge Demir'],
	['leitung@kofei.test', 'decider', 'Ruth Becker'],
	['verwaltung@kofei.test', 'admin', 'Karim Haddad'],
	['verwaltung@kofei.test', 'decider', 'Karim Haddad'],
	['pruefung@kofei.test', 'auditor', 'Ines Brandt']
] as const;

/** Invites them once; the roles come with the first sign-in, as in production. */
export async function inviteDemoStaff(connection: PgliteConnection): Promise<void> {
	for (const [email, role, name] of demoStaff) {
		await connection.exec(`
			insert into public.staff_invitations (email, role, name)
			select '${email}', '${role}', '${name}'
			where not exists (select from public.staff_invitations where email = '${email}' and role = '${role}')`);
	}
}
