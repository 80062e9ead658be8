import { m } from '$lib/i18n/generated/staff/messages';
import type { IconName } from '$lib/ui/parts/icons';

/** The views of the desk as the rail and the queue name them. */
export const viewWords = {
	mine: { text: m.view_mine, icon: 'person' },
	unassigned: { text: m.view_unassigned, icon: 'todo' },
	new: { text: m.view_new, icon: 'mail' },
	check: { text: m.view_check, icon: 'document' },
	assess: { text: m.view_assess, icon: 'search' },
	decide: { text: m.view_decide, icon: 'people' },
	decided: { text: m.view_decided, icon: 'done' },
	withdrawn: { text: m.view_withdrawn, icon: 'back' },
	all: { text: m.view_all, icon: 'menu' }
} as const satisfies Readonly<Record<string, { text: () => string; icon: IconName }>>;

/** What a list is narrowed to besides. */
export const markWords: Readonly<Record<string, () => string>> = {
	late: m.filter_mark_late,
	incomplete: m.filter_mark_incomplete,
	unsigned: m.filter_mark_unsigned,
	signed_by_other: m.filter_mark_signed_by_other
};

export type ViewCode = keyof typeof viewWords;
export const viewCodes: readonly ViewCode[] = [
	'mine',
	'unassigned',
	'new',
	'check',
	'assess',
	'decide',
	'decided',
	'withdrawn',
	'all'
];

export function isViewCode(value: unknown): value is ViewCode {
	return viewCodes.some((code) => code === value);
}
