import type { Person } from '../../core/api/people';
import { failureText } from '../../i18n/failure-text';
import { formatShortDate } from '../../i18n/format';
import { m } from '../../i18n/generated/people/messages';
import type { Locale } from '../../i18n/locales';

/** What somebody may do, in words instead of a title. */
export function roleText({ role, until }: Pick<Person, 'role' | 'until'>, locale: Locale): string {
	switch (role) {
		case 'owner':
			return m.role_owner();
		case 'editor':
			return m.role_editor();
		case 'reader':
			return m.role_reader();
		case 'helper':
			return m.role_helper({ date: formatShortDate(until ?? '', locale) });
	}
}

const failures: Readonly<Record<string, () => string>> = {
	already_member: m.failure_already_member,
	last_owner: m.failure_last_owner,
	too_many_invitations: m.failure_too_many_invitations,
	too_many_attempts: m.failure_too_many_today,
	not_found: m.failure_not_here,
	not_allowed: m.failure_not_owner,
	not_reachable: m.failure_no_answer
};

/** What happened on this screen, where nothing is tried again by itself. */
export function peopleFailureText(code: string): string {
	return (failures[code] ?? (() => failureText(code)))();
}
