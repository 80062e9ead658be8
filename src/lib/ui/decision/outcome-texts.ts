import { m } from '../../i18n/generated/staff/messages';
import type { IconName } from '../parts/icons';
import type { Outcome } from './decision-forms';

type Words = {
	/** To choose. */
	readonly verb: () => string;
	readonly hint: () => string;
	/** What was chosen. */
	readonly noun: () => string;
	readonly tone: 'success' | 'warning' | 'danger';
	readonly icon: IconName;
};

export const outcomeWords: Readonly<Record<Outcome, Words>> = {
	approved: {
		verb: m.outcome_approved,
		hint: m.outcome_hint_approved,
		noun: m.outcome_done_approved,
		tone: 'success',
		icon: 'done'
	},
	waitlisted: {
		verb: m.outcome_waitlisted,
		hint: m.outcome_hint_waitlisted,
		noun: m.outcome_done_waitlisted,
		tone: 'warning',
		icon: 'clock'
	},
	rejected: {
		verb: m.outcome_rejected,
		hint: m.outcome_hint_rejected,
		noun: m.outcome_done_rejected,
		tone: 'danger',
		icon: 'close'
	}
};
