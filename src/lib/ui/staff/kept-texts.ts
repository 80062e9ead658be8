import { m } from '../../i18n/generated/staff/messages';

type Texts = Readonly<Record<string, () => string>>;

/** What a form of the office would do, by the page it was posted to and the name of its action. */
const deeds: readonly (readonly [page: RegExp, Texts])[] = [
	[
		/^\/staff\/applications\/[^/]+$/,
		{
			step: m.kept_deed_step,
			note: m.notes_add,
			check: m.view_check,
			ask_reviewer: m.kept_deed_ask_reviewer,
			remove_reviewer: m.kept_deed_remove_reviewer,
			review: m.review_mine,
			conflict: m.conflict_title,
			assign: m.assign_case_do,
			ask: m.step_formal_check_clarification,
			propose: m.decision_sign_first,
			countersign: m.kept_deed_countersign,
			discard: m.discard_title,
			keep: m.step_decision_kept,
			own_name: m.people_save_name,
			message: m.message_send,
			read: m.message_mark_read,
			mail_again: m.mail_again,
			mail_told: m.mail_told
		}
	],
	[
		/^\/staff\/applications\/[^/]+\/grant$/,
		{
			own_name: m.people_save_name,
			release: m.payout_release_second,
			refuse: m.payout_refuse,
			bounce: m.payout_bounce,
			account: m.account_judge,
			propose_change: m.kept_deed_change,
			countersign_change: m.change_countersign,
			discard_change: m.change_discard,
			claim: m.kept_deed_claim,
			countersign_recovery: m.kept_deed_claim_second,
			discard_recovery: m.kept_deed_claim_discard,
			return: m.return_record,
			confirm_return: m.return_confirm,
			discard_return: m.return_discard,
			confirm_bounce: m.payout_bounce_confirm,
			discard_bounce: m.payout_bounce_discard,
			revoke: m.ruling_revoke,
			waive: m.ruling_waive,
			waive_interest: m.ruling_waive_interest,
			correct: m.ruling_correct,
			lapse: m.ruling_lapse_do,
			countersign_ruling: m.ruling_countersign,
			discard_ruling: m.ruling_discard
		}
	],
	[
		/^\/staff\/applications\/[^/]+\/proof$/,
		{
			own_name: m.people_save_name,
			accept: m.proof_check_accept,
			accept_rest: m.kept_deed_accept_rest,
			cut: m.proof_check_cut_summary,
			reopen: m.proof_check_reopen,
			scope: m.proof_check_scope_do,
			sign: m.proof_check_sign,
			countersign: m.proof_check_countersign,
			unsign: m.proof_check_unsign,
			end_query: m.proof_check_query_end,
			ask: m.proof_check_ask
		}
	],
	[/^\/staff$/, { assign: m.assign_title, save: m.kept_deed_save_view, forget: m.kept_deed_forget_view }],
	[/^\/staff\/barriers$/, { settle: m.barriers_settle, video: m.video_slot_save }],
	[/^\/staff\/retention$/, { period: m.retention_save, hold: m.retention_hold, lift: m.retention_lift }],
	[/^\/staff\/audit$/, { verify: m.audit_verify }],
	[/^\/staff\/rounds$/, { copy: m.round_copy }],
	[/^\/staff\/rounds\/[^/]+$/, { step: m.kept_deed_round_step, delete: m.round_delete }],
	[/^\/staff\/rounds\/[^/]+\/letters$/, { '': m.kept_deed_template }],
	[/^\/staff\/rounds\/[^/]+\/.+$/, { '': m.round_save }],
	[
		/^\/staff\/payments$/,
		{
			confirm_payer: m.kept_deed_payer,
			confirm_run: m.run_confirm,
			discard_run: m.run_discard,
			order: m.kept_deed_order,
			settle: m.run_settle
		}
	],
	[/^\/staff\/devices$/, { end: m.devices_end, everywhere: m.devices_everywhere }],
	[/^\/staff\/people$/, { invite: m.people_invite_title, revoke: m.people_revoke }],
	[
		/^\/staff\/people\/[^/]+$/,
		{
			name: m.people_save_name,
			roles: m.people_save_roles,
			sign_out: m.people_sign_out,
			reset_factor: m.people_factor_reset,
			deactivate: m.people_deactivate
		}
	],
	[/^\/staff\/exports$|\/file$|^\/staff\/payments\/[^/]+$/, { '': m.export_title_section }]
];

/** Undefined for a page that posts nothing. */
export function deedText(to: string): string | undefined {
	const [path = '', query = ''] = to.split('?');
	const [, action = ''] = /^(?:\/|%2F)([a-z_]+)/i.exec(query) ?? [];
	const texts = deeds.find(([page, known]) => page.test(path) && action in known)?.[1];
	return texts?.[action]?.();
}
