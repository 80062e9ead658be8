import { formatCents, formatDate } from '../../i18n/format';
import type { StaffLocale } from '../../i18n/locales';
import { m } from '../../i18n/generated/staff/messages';
import { failureFields, log } from '../operations/log';
import { Refusal } from '../supabase/failure';

type Details = { readonly locale: StaffLocale; readonly detail: unknown };

const texts: Readonly<Record<string, (details: Details) => string>> = {
	not_allowed: () => m.refusal_not_allowed(),
	not_found: () => m.refusal_not_found(),
	already_decided: () => m.refusal_already_decided(),
	not_in_state: () => m.refusal_not_in_state(),
	transition_not_allowed: () => m.refusal_transition_not_allowed(),
	same_person: () => m.refusal_same_person(),
	conflict_of_interest: () => m.refusal_conflict_of_interest(),
	first_signer_partial: () => m.refusal_first_signer_partial(),
	budget_exceeded: ({ locale, detail }) => {
		const free = numberIn(detail, 'free_cents');
		// Less than nothing is free where the pot itself would become smaller than what is bound.
		return free < 0
			? m.refusal_budget_below_bound({ missing: formatCents(-free, locale) })
			: m.refusal_budget_exceeded({ free: formatCents(free, locale) });
	},
	decider_required: () => m.refusal_decider_required(),
	name_required: () => m.refusal_name_required(),
	name_borne: () => m.refusal_name_borne(),
	name_hides_signs: () => m.refusal_name_hides_signs(),
	reason_required: () => m.refusal_reason_required(),
	purpose_required: () => m.refusal_purpose_required(),
	amount_invalid: () => m.refusal_amount_invalid(),
	letter_template_invalid: () => m.refusal_letter_template_invalid(),
	letter_template_moved_on: () => m.refusal_letter_template_moved_on(),
	letter_moved_on: () => m.refusal_letter_moved_on(),
	case_moved_on: () => m.refusal_case_moved_on(),
	check_required: () => m.refusal_check_required(),
	check_incomplete: () => m.refusal_check_incomplete(),
	reviews_open: () => m.refusal_reviews_open(),
	reviews_missing: ({ detail }) =>
		m.refusal_reviews_missing({ needed: numberIn(detail, 'needed'), there: numberIn(detail, 'there') }),
	review_incomplete: () => m.refusal_review_incomplete(),
	review_not_asked: () => m.refusal_review_not_asked(),
	review_counts: () => m.refusal_review_counts(),
	has_read_reviews: () => m.refusal_has_read_reviews(),
	already_submitted: () => m.refusal_already_submitted(),
	rank_taken: () => m.refusal_rank_taken(),
	payload_invalid: () => m.refusal_payload_invalid(),
	too_many_attempts: ({ detail }) =>
		m.refusal_too_many_attempts({
			minutes: Math.max(1, Math.ceil(numberIn(detail, 'retry_after_seconds') / 60))
		}),
	code_not_valid: () => m.refusal_code_not_valid(),
	mail_not_sent: () => m.refusal_mail_not_sent(),
	signed_out: () => m.refusal_signed_out(),
	round_moved_on: () => m.refusal_round_moved_on(),
	round_in_use: () => m.refusal_round_in_use(),
	round_invalid: () => m.refusal_round_invalid(),
	factor_exists: () => m.refusal_factor_exists(),
	cases_open: ({ detail }) => m.refusal_cases_open({ count: numberIn(detail, 'count') }),
	last_admin: () => m.refusal_last_admin(),
	too_many_files: () => m.refusal_too_many_files(),
	already_staff: () => m.refusal_already_staff(),
	letter_not_there: () => m.refusal_letter_not_there(),
	payout_blocked: ({ detail }) => m.refusal_payout_blocked({ blocks: blocksIn(detail) }),
	run_disturbed: () => m.refusal_run_disturbed(),
	payment_under_way: () => m.refusal_payment_under_way(),
	nothing_to_pay: () => m.refusal_nothing_to_pay(),
	payer_missing: () => m.refusal_payer_missing(),
	iban_invalid: () => m.refusal_iban_invalid(),
	file_changed: () => m.refusal_file_changed(),
	claim_open: () => m.refusal_claim_open(),
	more_than_owed: () => m.refusal_more_than_owed(),
	claim_first: () => m.refusal_claim_first(),
	owed_first: () => m.refusal_owed_first(),
	lapse_needed: () => m.refusal_lapse_needed(),
	base_rate_missing: () => m.refusal_base_rate_missing(),
	iban_not_sepa: () => m.refusal_iban_not_sepa(),
	holder_not_latin: () => m.refusal_holder_not_latin(),
	holder_too_long: () => m.refusal_holder_too_long(),
	own_rights: () => m.refusal_own_rights(),
	due_day_missing: () => m.refusal_due_day_missing(),
	before_execution: () => m.refusal_before_execution(),
	run_not_given_out: () => m.run_not_given_out(),
	due_day_past: () => m.refusal_due_day_past(),
	interest_day_to_come: () => m.refusal_interest_day_to_come(),
	interest_day_early: ({ locale, detail }) =>
		m.refusal_interest_day_early({ day: formatDate(textIn(detail, 'day'), locale) }),
	period_too_short: () => m.refusal_period_too_short(),
	change_open: () => m.refusal_change_open(),
	receipts_open: ({ detail }) => m.refusal_receipts_open({ count: numberIn(detail, 'count') })
};

/** Every refusal the office's actions can meet; a test holds it against the codes the migrations raise. */
export const knownRefusals = Object.keys(texts);

export function refusalText({ code, detail }: Pick<Refusal, 'code' | 'detail'>, locale: StaffLocale): string {
	return (texts[code] ?? (() => m.refusal_unexpected()))({ locale, detail });
}

/** A foreign failure as a refusal: logged here, because whoever shows a sentence swallows the failure. */
export function asRefusal(failure: unknown): Refusal {
	if (failure instanceof Refusal) return failure;
	log('error', 'failed', failureFields(failure));
	return new Refusal('unexpected', 500);
}

function numberIn(detail: unknown, key: string): number {
	const value: unknown = Object(detail)[key];
	return typeof value === 'number' ? value : 0;
}

function textIn(detail: unknown, key: string): string {
	const value: unknown = Object(detail)[key];
	return typeof value === 'string' ? value : '';
}

const blocks: Readonly<Record<string, () => string>> = {
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

function blocksIn(detail: unknown): string {
	return Array.isArray(detail) ? detail.map((code) => blocks[String(code)]?.() ?? '').join(' ') : '';
}
