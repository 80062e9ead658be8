import { m } from '../../i18n/generated/staff/messages';
import { stateText } from '../case/state-texts';
import { waitingStates, type TermsField } from './terms-form';

export type TermsEntry = {
	readonly field: Exclude<TermsField, 'revision' | 'is_open_ended' | 'not_asked' | 'also_required'>;
	readonly kind:
		| 'day'
		| 'time'
		| 'money'
		| 'text'
		| 'email'
		| 'tel'
		| 'address'
		| 'code'
		| 'number'
		| 'signature'
		| 'lines';
	readonly label: () => string;
	readonly hint?: () => string;
	readonly isOptional?: true;
	/** An address people know already. */
	readonly isFixedOnceSeen?: true;
};

/** What the form asks for, part by part. */
export const dates: readonly TermsEntry[] = [
	{ field: 'opens_day', kind: 'day', label: m.round_opens_day },
	{ field: 'opens_time', kind: 'time', label: m.round_opens_time },
	{ field: 'closes_day', kind: 'day', label: m.round_closes_day, hint: m.round_closes_hint },
	{ field: 'closes_time', kind: 'time', label: m.round_closes_time },
	{ field: 'project_from', kind: 'day', label: m.round_project_from },
	{ field: 'project_until', kind: 'day', label: m.round_project_until }
];

export const money: readonly TermsEntry[] = [
	{ field: 'total_budget_cents', kind: 'money', label: m.round_total_budget_cents },
	{ field: 'min_cents', kind: 'money', label: m.round_min_cents },
	{ field: 'cap_cents', kind: 'money', label: m.round_cap_cents },
	{ field: 'offers_from_cents', kind: 'money', label: m.round_offers_from_cents, isOptional: true }
];

export const contact: readonly TermsEntry[] = [
	{ field: 'person', kind: 'text', label: m.round_person, isOptional: true },
	{ field: 'email', kind: 'email', label: m.round_email },
	{ field: 'phone', kind: 'tel', label: m.round_phone },
	{ field: 'address', kind: 'text', label: m.round_address, isOptional: true }
];

export const rules: readonly TermsEntry[] = [
	{ field: 'slug', kind: 'address', label: m.round_slug, hint: m.round_slug_hint, isFixedOnceSeen: true },
	{
		field: 'reference_prefix',
		kind: 'code',
		label: m.round_reference_prefix,
		hint: m.round_reference_prefix_hint
	},
	{ field: 'signature', kind: 'signature', label: m.round_signature },
	{
		field: 'reviews_needed',
		kind: 'number',
		label: m.round_reviews_needed,
		hint: m.round_reviews_needed_hint
	},
	{ field: 'postal_from', kind: 'number', label: m.round_postal_from, isOptional: true },
	{ field: 'postal_until', kind: 'number', label: m.round_postal_until, isOptional: true },
	{
		field: 'participants_per_volunteer',
		kind: 'number',
		label: m.round_participants_per_volunteer,
		hint: m.round_participants_per_volunteer_hint,
		isOptional: true
	},
	{ field: 'quarters', kind: 'lines', label: m.round_quarters, hint: m.round_quarters_hint, isOptional: true }
];

export const usualDays: readonly TermsEntry[] = waitingStates.map((state) => ({
	field: `${state}_days`,
	kind: 'number',
	label: () => stateText(state)
}));

export const retention: readonly TermsEntry[] = [
	{ field: 'draft_retention_days', kind: 'number', label: m.round_draft_retention_days },
	{ field: 'refused_retention_years', kind: 'number', label: m.round_refused_retention_years },
	{ field: 'approved_retention_years', kind: 'number', label: m.round_approved_retention_years }
];
