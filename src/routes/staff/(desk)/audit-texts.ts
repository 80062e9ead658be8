import { isState } from '$lib/core/application/states';
import { formatCents } from '$lib/i18n/format';
import { m } from '$lib/i18n/generated/staff/messages';
import { choiceText } from '$lib/i18n/office-texts';
import type { StaffLocale } from '$lib/i18n/locales';
import { stateText } from '$lib/ui/case/state-texts';
import { isOutcome } from '$lib/ui/decision/decision-forms';
import { outcomeWords } from '$lib/ui/decision/outcome-texts';
import { roundChanges } from './round-changes';
import { isViewCode, markWords, viewWords } from './view-texts';

/** Every action the migrations write; a test compares. */
export const auditActions: Readonly<Record<string, () => string>> = {
	draft_created: m.audit_draft_created,
	draft_deleted: m.audit_draft_deleted,
	submitted: m.audit_submitted,
	state_changed: m.audit_state_changed,
	decision_proposed: m.audit_decision_proposed,
	decision_countersigned: m.audit_decision_countersigned,
	decision_discarded: m.audit_decision_discarded,
	decision_reopened: m.audit_decision_reopened,
	decision_kept: m.audit_decision_kept,
	staff_invitation_claimed: m.audit_staff_invitation_claimed,
	staff_invitation_changed: m.audit_staff_invitation_changed,
	staff_member_changed: m.audit_staff_member_changed,
	setting_changed: m.audit_setting_changed,
	clarification_asked: m.audit_clarification_asked,
	clarification_answered: m.audit_clarification_answered,
	file_announced: m.audit_file_announced,
	file_completed: m.audit_file_completed,
	file_refused: m.audit_file_refused,
	file_removed: m.audit_file_removed,
	invitation_claimed: m.audit_invitation_claimed,
	member_role_changed: m.audit_member_role_changed,
	letter_opened: m.audit_letter_opened,
	letter_printed: m.audit_letter_printed,
	letter_template_saved: m.audit_letter_template_saved,
	message_written: m.audit_message_written,
	person_invited: m.audit_person_invited,
	note_added: m.audit_note_added,
	case_assigned: m.audit_case_assigned,
	conflict_declared: m.audit_conflict_declared,
	reviewer_asked: m.audit_reviewer_asked,
	reviewer_removed: m.audit_reviewer_removed,
	review_submitted: m.audit_review_submitted,
	formal_check_signed: m.audit_formal_check_signed,
	reminder_set: m.audit_reminder_set,
	staff_named: m.audit_staff_named,
	sessions_ended: m.audit_sessions_ended,
	second_factor_reset: m.audit_second_factor_reset,
	round_created: m.audit_round_created,
	round_changed: m.audit_round_changed,
	round_deleted: m.audit_round_deleted,
	exported: m.audit_exported,
	land_report_made: m.audit_land_report_made,
	payer_account_proposed: m.audit_payer_account_proposed,
	payer_account_set: m.audit_payer_account_set,
	grant_accepted: m.audit_grant_accepted,
	remedies_waived: m.audit_remedies_waived,
	bank_account_given: m.audit_bank_account_given,
	bank_account_confirmed: m.audit_bank_account_confirmed,
	bank_account_refused: m.audit_bank_account_refused,
	change_notified: m.audit_change_notified,
	change_withdrawn: m.audit_change_withdrawn,
	change_signed: m.audit_change_signed,
	change_decided: m.audit_change_decided,
	change_proposal_discarded: m.audit_change_proposal_discarded,
	payout_requested: m.audit_payout_requested,
	payout_withdrawn: m.audit_payout_withdrawn,
	return_booked: m.audit_return_booked,
	return_discarded: m.audit_return_discarded,
	ruling_signed: m.audit_ruling_signed,
	ruling_countersigned: m.audit_ruling_countersigned,
	ruling_discarded: m.audit_ruling_discarded,
	application_erased: m.audit_application_erased,
	account_erased: m.audit_account_erased,
	account_kept: m.audit_account_kept,
	objects_erased: m.audit_objects_erased,
	barriers_erased: m.audit_barriers_erased,
	retention_period_set: m.audit_retention_period_set,
	legal_hold_set: m.audit_legal_hold_set,
	legal_hold_lifted: m.audit_legal_hold_lifted,
	erasure_asked: m.audit_erasure_asked,
	erasure_taken_back: m.audit_erasure_taken_back,
	payout_checked: m.audit_payout_checked,
	payout_released: m.audit_payout_released,
	payout_release_undone: m.audit_payout_release_undone,
	payout_refused: m.audit_payout_refused,
	payout_bounced: m.audit_payout_bounced,
	payout_bounce_noted: m.audit_payout_bounce_noted,
	payout_bounce_discarded: m.audit_payout_bounce_discarded,
	payouts_ordered: m.audit_payouts_ordered,
	payment_file_made: m.audit_payment_file_made,
	payment_run_settled: m.audit_payment_run_settled,
	payment_run_confirmed: m.audit_payment_run_confirmed,
	payment_run_discarded: m.audit_payment_run_discarded,
	recovery_proposed: m.audit_recovery_proposed,
	recovery_countersigned: m.audit_recovery_countersigned,
	recovery_discarded: m.audit_recovery_discarded,
	money_returned: m.audit_money_returned,
	barrier_reported: m.audit_barrier_reported,
	barrier_settled: m.audit_barrier_settled,
	proof_submitted: m.audit_proof_submitted,
	proof_query_answered: m.audit_proof_query_answered,
	receipts_judged: m.audit_receipts_judged,
	proof_check_signed: m.audit_proof_check_signed,
	proof_check_countersigned: m.audit_proof_check_countersigned,
	proof_check_unsigned: m.audit_proof_check_unsigned,
	proof_concluded: m.audit_proof_concluded,
	proof_query_asked: m.audit_proof_query_asked,
	proof_query_ended: m.audit_proof_query_ended,
	mail_sent_again: m.audit_mail_sent_again,
	mail_told_otherwise: m.audit_mail_told_otherwise
};

const entities: Readonly<Record<string, () => string>> = {
	application: m.entity_application,
	decision: m.entity_decision,
	file: m.entity_file,
	letter: m.entity_letter,
	message: m.entity_message,
	funding_round: m.entity_funding_round,
	staff_invitation: m.entity_staff_invitation,
	staff_member: m.entity_staff_member,
	setting: m.entity_setting,
	export: m.entity_export,
	payout: m.entity_payout,
	payment_run: m.entity_payment_run,
	recovery: m.entity_recovery,
	account: m.entity_account,
	storage: m.entity_storage,
	accessibility_report: m.entity_accessibility_report
};

/** An unknown action is shown by its code: the log must not hide what the screens cannot name. */
export function actionText(action: string): string {
	return auditActions[action]?.() ?? action;
}

export function entityText(entity: string): string {
	return (entities[entity] ?? m.entity_other)();
}

/** What was taken out, by the kinds of `begin_export`. */
const exported: Readonly<Record<string, () => string>> = {
	applications: m.export_applications,
	land: m.export_land,
	statistics: m.nav_statistics,
	audit: m.nav_audit,
	queue: m.export_queue
};

export function exportedText(kind: string): string {
	return exported[kind]?.() ?? kind;
}

type Told = {
	readonly detail: Readonly<Record<string, unknown>>;
	/** In words, where the entry is about one. */
	readonly role: string | null;
	/** Whose name was said by somebody else. */
	readonly named?: string | null;
};

/** What exactly was done, as far as the entry says it in codes: from where to where, how much, which role. */
export function detailText({ detail, role, named }: Told, locale: StaffLocale): string {
	if (named) return m.audit_named({ person: named });
	const { from, to, outcome, amount_cents, changed } = detail;
	if (typeof from === 'number' && typeof to === 'number') return `${from} → ${to}`;
	if (isState(from) && isState(to)) return m.audit_from_to({ from: stateText(from), to: stateText(to) });
	const amount = typeof amount_cents === 'number' ? formatCents(amount_cents, locale) : '';
	if (isOutcome(outcome)) return [outcomeWords[outcome].noun(), amount].filter(Boolean).join(', ');
	if (amount !== '') return amount;
	if (role !== null)
		return [role, detail['is_active'] === false ? m.audit_deactivated() : ''].filter(Boolean).join(', ');
	if (typeof detail['kind'] === 'string' && typeof detail['format'] === 'string')
		return [
			exportedText(detail['kind']),
			detail['format'].toUpperCase(),
			filterText(detail['filter'], locale)
		]
			.filter(Boolean)
			.join(', ');
	if (!Array.isArray(changed)) return '';
	return roundChanges(detail, locale) || changed.join(', ');
}

/** What the list was narrowed by; the codes of a round's own lists stay codes. */
function filterText(filter: unknown, locale: StaffLocale): string {
	const value = (part: unknown) => (isState(part) ? stateText(part) : String(part));
	const money = (part: unknown) => (typeof part === 'number' ? formatCents(part, locale) : '');
	const words: Readonly<Record<string, (part: unknown) => string>> = {
		states: (part) => (Array.isArray(part) ? part.map(value).join(', ') : ''),
		view: (part) => (isViewCode(part) ? viewWords[part].text() : ''),
		state: (part) => `${m.filter_state()}: ${value(part)}`,
		district: (part) => `${m.filter_district()}: ${value(part)}`,
		area: (part) => `${m.filter_area()}: ${value(part)}`,
		kind: (part) => `${m.filter_kind()}: ${choiceText('legal_form', String(part), locale)}`,
		min_cents: (part) => `${m.filter_min()}: ${money(part)}`,
		max_cents: (part) => `${m.filter_max()}: ${money(part)}`,
		older_than_days: (part) => `${m.filter_age()}: ${m.filter_age_days({ days: String(part) })}`,
		due_within_days: (part) => `${m.filter_due()}: ${part === 0 ? m.filter_due_over() : m.filter_due_week()}`,
		mark: (part) => markWords[String(part)]?.() ?? '',
		text: () => m.export_searched()
	};
	return Object.entries(Object(filter) as Record<string, unknown>)
		.flatMap(([key, part]) => words[key]?.(part) ?? [])
		.filter(Boolean)
		.join(', ');
}
