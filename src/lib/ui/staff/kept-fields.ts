import { states } from '../../core/application/states';
import { sections, type Section } from '../../core/application/fields';
import type { StaffLocale } from '../../i18n/locales';
import { fieldText, sectionText } from '../../i18n/office-texts';
import { m } from '../../i18n/generated/staff/messages';
import { judgementTexts } from '../case/check-texts';
import { stateText } from '../case/state-texts';
import { outcomeWords } from '../decision/outcome-texts';
import { causeTexts, outcomeTexts } from '../grant/grant-texts';
import { textTexts } from '../round-editing/round-texts';
import { contact, dates, money, retention, rules, usualDays } from '../round-editing/terms-fields';

type Texts = Readonly<Record<string, () => string>>;

/** What a form carries for the program: ids, versions, fingerprints. Nobody typed it, nobody can judge it. */
const carried =
	/^(?:__superform_id|drawn_for|id|was|seen|letter|revision|version|account|payer_drawn|payer_seen|decision_id|from_page|code|kind|line|note_of|move)$/;

const TERMS = /^\/staff\/rounds\/[^/]+\/terms$/;
const LETTERS = /^\/staff\/rounds\/[^/]+\/letters$/;

/** Names that mean something else on a page of their own. */
const ownLabels: readonly (readonly [page: RegExp, Texts])[] = [
	[TERMS, Object.fromEntries([...contact, ...rules].map(({ field, label }) => [field, label]))],
	[LETTERS, { subject: m.template_subject, text: m.kept_field_part }],
	[/^\/staff\/rounds$/, { from: m.round_copy_from }],
	[/^\/staff$/, { name: m.saved_name }]
];

const labels: Texts = {
	may_empty: m.round_emptied_confirm,
	...Object.fromEntries(
		[...dates, ...money, ...contact, ...rules, ...usualDays, ...retention].map(({ field, label }) => [
			field,
			label
		])
	),
	...textTexts,
	text: m.kept_field_text,
	note: m.kept_field_text,
	message: m.kept_field_text,
	own_message: m.kept_field_text,
	question: m.ask_kind_question,
	chosen: m.kept_field_choice,
	statement: m.review_statement,
	reason: m.decision_reason,
	amount: m.plan_amount,
	approved: m.cuts_approved,
	cut_reason: m.kept_field_cut_reason,
	waiting_rank: m.decision_rank,
	recommended: m.review_recommended,
	interest: m.return_interest,
	excess: m.return_excess,
	conditions: m.decision_conditions,
	outcome: m.export_outcome,
	choice: m.kept_field_choice,
	judgement: m.kept_field_choice,
	points: m.kept_field_points,
	intent: m.kept_field_intent,
	to: m.kept_field_to,
	reviewer: m.kept_field_colleague,
	on: m.kept_field_day,
	due_on: m.kept_field_day,
	remind_on: m.ask_remind,
	from: m.recovery_interest_from,
	days: m.retention_days,
	case: m.retention_reference,
	name: m.people_name,
	video: m.video_slot_video,
	transcript: m.video_slot_transcript,
	email: m.people_address,
	roles: m.people_roles,
	heading: m.kept_field_heading,
	explanation: m.kept_field_explanation,
	is_open_ended: m.round_open_ended,
	not_asked: m.round_not_asked,
	also_required: m.round_also_required,
	contact_name: m.round_contact_name,
	request_opening: m.round_request_opening,
	request_closing: m.round_request_closing,
	delivery_days: m.round_delivery_days,
	remedy_months: m.round_remedy_months,
	most_payouts: m.round_most_payouts,
	need_months: m.round_need_months,
	tolerance_percent: m.round_tolerance,
	proof_days: m.round_proof_days,
	proof_remind_days: m.round_proof_remind,
	sample_percent: m.round_sample,
	financing: m.round_financing,
	interest_points: m.round_interest_points,
	budget_year: m.round_budget_year,
	base_rates: m.round_base_rates,
	payer_name: m.account_holder,
	payer_iban: m.account_iban,
	payer_bic: m.account_bic,
	label: m.kept_field_label,
	hint: m.round_hints,
	eligible: m.round_eligible,
	required: m.round_required,
	cap: m.round_category_cap,
	weight: m.round_weight,
	shown: m.round_shown_if,
	taken_out: m.round_remove
};

const yesNo: Texts = { yes: m.yes, no: m.no, on: m.yes, true: m.yes, false: m.no };
/** What a code of a field says. */
const values: Readonly<Record<string, Texts>> = {
	outcome: Object.fromEntries(Object.entries(outcomeWords).map(([code, { verb }]) => [code, verb])),
	judgement: judgementTexts,
	choice: {
		...outcomeTexts,
		...causeTexts,
		right: m.account_judge_right,
		wrong: m.account_judge_wrong,
		full: m.proof_check_scope_full,
		sample: m.kept_value_sample
	},
	intent: {
		sign: m.kept_value_sign,
		preview: m.proposal_read,
		save: m.review_save,
		submit: m.review_submit,
		send: m.kept_value_send
	},
	to: Object.fromEntries(states.map((state) => [state, () => stateText(state)])),
	roles: { clerk: m.role_clerk, decider: m.role_decider, admin: m.role_admin, auditor: m.role_auditor },
	financing: {
		shortfall: m.round_financing_shortfall,
		share: m.round_financing_share,
		fixed: m.round_financing_fixed
	},
	signature: { typed_name: m.round_signature_typed_name, signed_page: m.round_signature_signed_page },
	is_open_ended: yesNo,
	eligible: { yes: m.round_eligible_yes, no: m.round_eligible_no },
	required: { yes: m.round_required_yes, no: m.round_required_no },
	taken_out: yesNo
};

const askedKinds: Texts = {
	document: m.ask_kind_document,
	translation: m.ask_kind_translation,
	question: m.ask_kind_question
};
const isSection = (code: string): code is Section => (sections as readonly string[]).includes(code);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** What a field of a form is called; undefined for what nobody has named here. */
export function keptLabel(name: string, to: string): string | undefined {
	const [page = ''] = to.split('?');
	const own = ownLabels.find(([known, texts]) => known.test(page) && name in texts)?.[1];
	return (own ?? labels)[name]?.();
}

export function isCarried(name: string, to: string): boolean {
	// What a letter is about is typed; elsewhere it is an id.
	return carried.test(name) || (name === 'subject' && keptLabel(name, to) === undefined);
}

type Reading = { readonly people: Readonly<Record<string, string>>; readonly locale: StaffLocale };

/** What was typed or chosen, in words: a code as its form says it, a colleague by name, a question by its label. */
export function keptValue([name, value]: readonly [string, string], { people, locale }: Reading): string {
	// Names of texts, which the tick is bound to.
	if (name === 'may_empty') return m.yes();
	if (name === 'not_asked' || name === 'also_required') return fieldText(value, locale);
	return people[value] ?? values[name]?.[value]?.() ?? (name === 'chosen' ? askedText(value, locale) : value);
}

/** What the items of a request are called by their code, see `askables`. */
function askedText(key: string, locale: StaffLocale): string {
	const [kind = '', code = ''] = key.split(/:(.*)/s);
	if (kind === 'section' && isSection(code)) return sectionText(code, locale);
	const kindText = askedKinds[kind]?.();
	return kindText === undefined ? key : [kindText, fieldText(code, locale)].join(': ');
}

export type Typed = { readonly label: string; readonly value: string };

/** Everything somebody typed or chose in a form, as they would say it. */
export function typedIn(
	fields: readonly (readonly [string, string])[],
	{ to, ...reading }: Reading & { readonly to: string }
): readonly Typed[] {
	return fields.flatMap(([name, value]) => {
		if (value.trim() === '' || isCarried(name, to)) return [];
		const text = keptValue([name, value], reading);
		// Rows of a list: which they are says no id.
		if (text === value && UUID.test(value)) return [];
		return [{ label: keptLabel(name, to) ?? name, value: text }];
	});
}
