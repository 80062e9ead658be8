import type { PgliteConnection } from '@supabase/lite/pglite';

/** The people of the embedded office. Addresses under `.test` can never receive mail (RFC 2606). */
export const demoStaff = [
	['sachbearbeitung@kofei.test', 'clerk'],
	['leitung@kofei.test', 'decider'],
	['verwaltung@kofei.test', 'admin'],
	['verwaltung@kofei.test', 'decider'],
	['pruefung@kofei.test', 'auditor']
] as const;

/** Invites them once; the roles come with the first sign-in, as in production. */
export async function inviteDemoStaff(connection: PgliteConnection): Promise<void> {
	for (const [email, role] of demoStaff) {
		await connection.exec(`
			insert into public.staff_invitations (email, role)
			select '${email}', '${role}'
			where not exists (select from public.staff_invitations where email = '${email}' and role = '${role}')`);
	}
}
