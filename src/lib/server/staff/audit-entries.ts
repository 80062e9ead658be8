import { applicationOf, type AuditEntry } from '../supabase/audit';
import type { Directory } from '../supabase/staff';
import type { StaffPerson } from './guard';
import { nameOf, roleText } from './person-texts';

/** Entries as the screens need them: with the name of the person and, where there is one, the case to open. */
export function readableEntries(
	entries: readonly AuditEntry[],
	people: Directory,
	{ me, references }: { me: StaffPerson; references: ReadonlyMap<string, string | null> }
) {
	return entries.map((entry) => {
		const { id, at, action, entity, entity_id, hash, detail, actor_id, actor_role } = entry;
		const application = applicationOf(entry);
		const reference = application === null ? undefined : references.get(application);
		return {
			id,
			at,
			action,
			entity,
			hash,
			detail,
			role: typeof detail['role'] === 'string' ? roleText(detail['role']) : null,
			// An application without a number was never sent: staff cannot open it.
			about: application !== null && reference ? { id: application, reference } : null,
			person:
				actor_role === 'applicant' || actor_id === null
					? roleText(actor_role)
					: nameOf(actor_id, people, me, at),
			/** Whose name it is, where it was said. */
			named: action === 'staff_named' && entity_id !== actor_id ? nameOf(entity_id, people, me, at) : null
		};
	});
}
