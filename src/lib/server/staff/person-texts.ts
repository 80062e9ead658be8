import { m } from '../../i18n/generated/staff/messages';
import type { Directory } from '../supabase/staff';

const roleTexts: Readonly<Record<string, () => string>> = {
	clerk: m.role_clerk,
	decider: m.role_decider,
	admin: m.role_admin,
	auditor: m.role_auditor,
	applicant: m.role_applicant,
	visitor: m.role_visitor,
	system: m.role_system
};

export function roleText(role: string): string {
	return roleTexts[role]?.() ?? role;
}

/**
 * People of the office by the name they have said, otherwise by their address; with `at`, by the one they had then: what they
 * signed bears it. Whoever is not of the office stays without a name here.
 */
export function nameOf(
	id: string,
	directory: Directory,
	me: { readonly id: string; readonly email: string },
	at?: string | null
): string {
	const known = directory[id];
	const person = (at ? nameAt(known, at) : null) ?? known?.name ?? known?.email;
	if (id === me.id) return m.person_you({ person: person ?? me.email });
	return person ?? m.person_unknown({ id: id.slice(0, 8) });
}

function nameAt(known: Directory[string] | undefined, at: string): string | null {
	return known?.former?.find(({ until }) => Date.parse(until) > Date.parse(at))?.name ?? null;
}

/** The name somebody else gave this person, and who; null once they have said it themselves. */
export function givenName(directory: Directory, me: { readonly id: string; readonly email: string }) {
	const { name, namedBy } = directory[me.id] ?? {};
	return name && namedBy && namedBy !== me.id ? { name, person: nameOf(namedBy, directory, me) } : null;
}

type Deed = {
	readonly actor_id?: string | null;
	readonly actor_role?: string;
	readonly at?: string | null;
};

/** Who did something and in which role; the system acts in the name of the person whose step it completes. */
export function actorText(
	{ actor_id, actor_role, at }: Deed,
	directory: Directory,
	me: { id: string; email: string }
): string {
	if (actor_role === 'applicant') return m.person_applicant();
	if (!actor_id) return roleText(actor_role ?? 'system');
	const person = nameOf(actor_id, directory, me, at);
	return actor_role === undefined || actor_role === 'system'
		? person
		: m.history_by({ person, role: roleText(actor_role) });
}
