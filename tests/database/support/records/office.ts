import { after, before, code, heavy, long, one, type Records, text, twoPeople, whole } from './records.ts';

const round = {
	...{ areas: [], districts: [], target_groups: [], cost_categories: [], income_kinds: [], declarations: [] },
	...{ criteria: [], documents: [], texts: {}, contact: {}, settings: {}, assumptions: {} }
};
const emails = [{ email: 'Ruth@example.org' }, { email: ' ruth@example.org' }, { email: 'example.org' }];
const names: Records[string] = [
	{ name: 'Ruth Becker' },
	{ name: ' Ruth' },
	{ name: '' },
	{ name: long(81) },
	{ name: 'Ruth\nBecker' }
];

/** The office, its people and its rounds. */
export const ofTheOffice: Records = {
	erasure_failures_count: [{ attempts: 1 }, { attempts: 0 }],
	settings_addresses_lead_somewhere: [
		{ key: 'sign_language_video', value: 'https://example.org/video.mp4' },
		{ value: 'https://example.org' },
		{ value: '//example.org/video.mp4' },
		{ value: 'javascript:alert(1)' },
		{ key: 'sign_language_transcript', value: 'video' }
	],
	settings_idle_limit_is_bearable: [
		{ key: 'staff_idle_minutes', value: 10 },
		{ value: 9 },
		{ value: 721 },
		{ value: 'ten' }
	],
	settings_known_keys: code('key', 'staff_requires_aal2'),
	settings_values_have_their_type: [
		{ key: 'staff_requires_aal2', value: true },
		{ value: 'true' },
		{ key: 'staff_idle_minutes', value: '30' },
		{ key: 'clock_override', value: 5 }
	],
	staff_members_known_roles: code('role', 'auditor'),
	staff_invitations_known_roles: code('role', 'decider'),
	staff_invitations_lower_case_email: [
		{ email: 'ruth@example.org' },
		...emails,
		{ email: `${long(320)}@example.org` }
	],
	staff_invitations_names_are_names: names,
	staff_names_are_names: names,
	audit_head_is_only_row_check: [{ is_only_row: true }, { is_only_row: false }],
	rate_limits_short_keys: [
		{ bucket: 'mail', subject_hash: 'a' },
		{ bucket: '' },
		{ bucket: long(61) },
		{ subject_hash: '' },
		{ subject_hash: long(129) }
	],
	exports_known_kinds: code('kind', 'audit'),
	saved_views_short: [
		{ name: 'Meine', query: 'view=all' },
		{ name: '' },
		{ name: long(81) },
		{ query: long(1001) },
		{ query: 'view= all' },
		{ query: 'view\u0007' }
	],
	account_languages_are_codes: [{ locale: 'de-simple' }, { locale: 'German' }, { locale: 'de-simplified-x' }],
	sessions_devices_are_codes: [{ device: 'phone/firefox' }, { device: 'Phone/Firefox' }, { device: 'phone' }],
	sessions_end_after_use: [{ seen_at: before, ended_at: after }, { ended_at: '2027-01-01T11:59:59+01:00' }],
	push_subscriptions_short_addresses: [
		{ endpoint: 'https://example.org' },
		{ endpoint: 'https://a' },
		{ endpoint: long(1001) }
	],
	accessibility_reports_done_by_somebody: whole({ done_at: after, done_by: one }),
	accessibility_reports_forget_addresses: [{ done_at: after, email: null }, { email: 'a@example.org' }],
	accessibility_reports_known_shape: [
		{ locale: 'de-simple', email: 'a@example.org' },
		{ locale: 'German' },
		{ email: 'example.org' },
		{ email: 'a b@example.org' }
	],
	accessibility_reports_some_text: [
		{ barrier: 'Der Knopf', wish: '', page: '/de' },
		{ barrier: '' },
		{ barrier: long(4001) },
		{ wish: long(4001) },
		{ page: long(301) }
	],
	retention_periods_known_kinds: code('kind', 'granted'),
	retention_periods_long_enough: [{ days: 30, least_days: 30 }, { days: 29 }, { days: 36_501 }],
	legal_holds_have_grounds: [
		{ reason: 'Prüfung', lift_reason: 'Geprüft' },
		{ reason: '' },
		{ reason: long(2001) },
		{ lift_reason: '' },
		{ lift_reason: long(2001) }
	],
	legal_holds_lifted_whole: whole({ lifted_by: one, lifted_at: after, lift_reason: 'Geprüft' }),

	funding_rounds_grant_settings: [
		{ settings: { grant: { delivery_days: 3 } } },
		{ settings: { grant: { delivery_days: 31 } } },
		{ settings: { grant: { something: 1 } } },
		{ settings: { grant: [] } }
	],
	funding_rounds_json_shapes: [
		round,
		...Object.entries(round).map(([column, value]) => ({ [column]: Array.isArray(value) ? {} : [] }))
	],
	funding_rounds_known_status: code('status', 'published'),
	funding_rounds_open_before_they_close: [{ opens_at: before, closes_at: after }, { closes_at: before }],
	funding_rounds_period_in_order: [
		{ project_from: '2027-02-01', project_until: '2027-02-01' },
		{ project_until: '2027-01-31' }
	],
	funding_rounds_short_prefix: [
		{ reference_prefix: 'KOFEI' },
		{ reference_prefix: 'K' },
		{ reference_prefix: 'kofei' },
		{ reference_prefix: 'KOFEI-27' },
		{ reference_prefix: 'K'.repeat(13) }
	],
	funding_rounds_slug_is_an_address: [
		{ slug: 'kofei-2027' },
		{ slug: 'Kofei' },
		{ slug: 'kofei--2027' },
		{ slug: 'kofei/2027' }
	],
	funding_rounds_sums_in_order: [
		{ min_cents: 2, cap_cents: 2, total_budget_cents: 2 },
		{ min_cents: 0 },
		{ min_cents: 3, total_budget_cents: 3 },
		{ cap_cents: 3 }
	],

	form_fields_have_a_section: [
		{ is_companion: false, section: 'project' },
		{ section: null },
		{ is_companion: true }
	],
	form_fields_have_options: [
		{ kind: 'choice', options: ['yes'], round_options: null },
		{ options: null },
		{ round_options: 'areas' },
		{ kind: 'text' }
	],
	form_fields_known_kinds: code('kind', 'money'),
	form_fields_whole_conditions: [
		{ shown_if: null, shown_if_one_of: null },
		{ shown_if: 'kind' },
		{ shown_if_one_of: ['yes'] }
	],

	case_notes_some_text: text('text', 20_000, 1),
	formal_checks_short: [
		{ note: long(20_000), judgements: {} },
		{ note: long(20_001) },
		{ judgements: heavy(100_000) }
	],
	formal_checks_signature_is_whole: whole({
		signed_by: one,
		signed_at: after,
		items: {},
		is_passed: false
	}),
	conflicts_have_grounds: text('reason', 4000, 1),
	reviews_removal_code_check: code('removal_code', 'conflict'),
	reviews_removed_for_one_reason: [
		{ removal_code: 'conflict', removal_reason: null },
		{ removal_reason: 'Krank' }
	],
	reviews_short: [
		{ statement: long(8000), scores: {}, removal_reason: '' },
		{ statement: long(8001) },
		{ scores: heavy(100_000) },
		{ removal_reason: long(4001) }
	],
	reviews_sum: [{ recommended_cents: 0 }, { recommended_cents: -1 }],

	decisions_amount_goes_with_approval: [
		{ outcome: 'approved', amount_cents: 1 },
		{ amount_cents: null },
		{ amount_cents: 0 },
		{ outcome: 'rejected' }
	],
	decisions_discard_code_check: code('discard_code', 'left_decision'),
	decisions_discarded_for_one_reason: [
		{ discard_code: 'left_decision', discard_reason: null },
		{ discard_reason: 'Verschrieben' }
	],
	decisions_known_outcomes: code('outcome', 'waitlisted'),
	decisions_rank_goes_with_waiting: [
		{ outcome: 'waitlisted', waiting_rank: 1 },
		{ outcome: 'approved' },
		{ waiting_rank: 0 }
	],
	decisions_refusal_has_grounds: [{ outcome: 'rejected', reason: 'Passt nicht' }, { reason: null }],
	decisions_second_signature_is_whole: whole({ second_signed_by: one, second_signed_at: after }),
	decisions_short_texts: [
		{ reason: long(4000), conditions: long(4000), discard_reason: long(4000) },
		{ reason: long(4001) },
		{ conditions: long(4001) },
		{ discard_reason: long(4001) }
	],
	decisions_signed_or_discarded: [{ second_signed_at: after, discarded_at: null }, { discarded_at: after }],
	decisions_small_plan: [{ cuts: {}, plan: {} }, { cuts: heavy(200_000) }, { plan: heavy(200_000) }],
	decisions_two_different_people: twoPeople('first_signed_by', 'second_signed_by'),
	decision_reopenings_known_outcomes: code('outcome', 'overtaken'),
	decision_reopenings_open_or_closed: [
		{ outcome: 'kept', closed_at: after, close_reason: 'War richtig' },
		{ closed_at: null },
		{ close_reason: null },
		{ outcome: 'decided' },
		{ outcome: null, close_reason: null }
	],
	decision_reopenings_small: [
		{ reason: long(4000), close_reason: long(4000) },
		{ reason: long(4001) },
		{ close_reason: long(4001) }
	]
};
