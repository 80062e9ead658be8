import type { ChangeKind } from '../../core/grant/change';
import { m } from '../../i18n/generated/staff/messages';
import type { IconName } from '../parts/icons';

type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'accent';

/** The states of `payouts.state` in SQL. */
export const payoutWords = {
	requested: { text: m.payout_requested, tone: 'accent', icon: 'alert' },
	checked: { text: m.payout_checked, tone: 'info', icon: 'started' },
	released: { text: m.payout_released, tone: 'info', icon: 'done' },
	ordered: { text: m.payout_ordered, tone: 'info', icon: 'sending' },
	paid: { text: m.payout_paid, tone: 'success', icon: 'check' },
	refused: { text: m.payout_refused, tone: 'neutral', icon: 'close' },
	bounced: { text: m.payout_bounced, tone: 'danger', icon: 'warning' },
	withdrawn: { text: m.change_withdrawn, tone: 'neutral', icon: 'close' }
} as const satisfies Readonly<
	Record<string, { readonly text: () => string; readonly tone: Tone; readonly icon: IconName }>
>;

/** The codes of `private.payout_blocks` in SQL. */
export const blockTexts: Readonly<Record<string, () => string>> = {
	not_final: m.block_not_final,
	change_open: m.block_change_open,
	account_missing: m.block_account_missing,
	account_not_sepa: m.block_account_not_sepa,
	account_bounced: m.block_account_bounced,
	holder_not_latin: m.block_holder_not_latin,
	account_unconfirmed: m.block_account_unconfirmed,
	amount_exceeded: m.block_amount_exceeded,
	wrong_state: m.block_wrong_state
};

export const changeWords: Readonly<Record<ChangeKind, () => string>> = {
	period: m.change_period,
	purpose: m.change_purpose,
	plan: m.change_plan,
	further_grant: m.change_further_grant,
	cancellation: m.change_cancellation
};

export const outcomeTexts: Readonly<Record<string, () => string>> = {
	noted: m.change_noted,
	agreed: m.change_agreed,
	refused: m.change_refused,
	withdrawn: m.change_withdrawn
};

/** The codes of `recoveries.cause` in SQL. */
export const causeTexts: Readonly<Record<string, () => string>> = {
	unspent: m.cause_unspent,
	not_for_purpose: m.cause_not_for_purpose,
	cancelled: m.cause_cancelled,
	changed: m.cause_changed,
	overpaid: m.cause_overpaid,
	revoked: m.cause_revoked
};

/** The kinds of `grant_rulings` in SQL. */
export const rulingTexts = {
	revocation: m.ruling_revocation,
	waiver: m.ruling_waiver,
	interest_waiver: m.ruling_interest_waiver,
	correction: m.ruling_correction,
	lapse: m.ruling_lapse
} as const;
