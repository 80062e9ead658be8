import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { form as fields, rowLists, sections, type Field } from '$lib/core/application/fields';
import { formatAmountInput } from '$lib/i18n/format';
import { fieldText, listText, sectionText } from '$lib/i18n/office-texts';
import type { StaffLocale } from '$lib/i18n/locales';
import { staffLocale } from '$lib/server/staff/locale';
import { roundProblemText, type RoundFormMessage } from '$lib/ui/round-editing/round-texts';
import { filledTerms, readTerms, termsSchema, type TermsForm } from '$lib/ui/round-editing/terms-form';
import { roundTitle } from '../../../round-title';
import { roundToEdit, saveRound } from '../../round-page';

export async function load(event) {
	const { round } = await roundToEdit(event);
	const locale = staffLocale(event.locals);
	const filled = filledTerms(round, {
		berlin: (instant) =>
			new Intl.DateTimeFormat('sv', {
				dateStyle: 'short',
				timeStyle: 'short',
				timeZone: 'Europe/Berlin'
			}).format(new Date(instant)),
		amount: (cents) => formatAmountInput(cents, locale)
	});
	return {
		form: await superValidate<TermsForm, RoundFormMessage>(filled, zod4(termsSchema), { errors: false }),
		title: roundTitle(round, locale),
		id: round.id,
		isPublished: round.status !== 'draft',
		...choices(locale)
	};
}

export const actions = {
	default: async (event) => {
		const { me, round } = await roundToEdit(event);
		const locale = staffLocale(event.locals);
		const form = await superValidate<TermsForm, RoundFormMessage>(event.request, zod4(termsSchema));
		if (!form.valid) return message(form, { problems: [] }, { status: 422 });
		const read = readTerms(form.data, round);
		if ('problems' in read) {
			const problems = read.problems.map(({ field, code }) => ({
				id: `round-${field}`,
				text: roundProblemText(code, {}, locale)
			}));
			return message(form, { problems }, { status: 422 });
		}
		return saveRound(event, me, { form, round, changes: read.changes, locale, fieldOf });
	}
};

/** What can be left out, and what can be demanded, in the words of the office. */
function choices(locale: StaffLocale) {
	const inSections = (isMeant: (isRequired: boolean) => boolean) =>
		sections.flatMap((section) =>
			Object.entries<Field>(fields[section])
				.filter(([, field]) => isMeant(field.isRequired === true))
				.map(([path]) => ({
					value: path,
					label: `${sectionText(section, locale)}: ${fieldText(path, locale)}`
				}))
		);
	const lists = (Object.keys(rowLists) as (keyof typeof rowLists)[])
		.filter((list) => list !== 'cost_lines')
		.map((list) => ({ value: list as string, label: listText(list, locale) }));
	const optional = inSections((isRequired) => !isRequired);
	return { leaveOut: [...lists, ...optional], alsoRequire: optional };
}

const fieldIds: Readonly<Record<string, string>> = {
	opens_at: 'opens_day',
	closes_at: 'closes_day',
	'contact.email': 'email',
	'contact.phone': 'phone',
	'contact.person': 'person',
	'contact.address': 'address',
	'settings.postal_codes': 'postal_from',
	'settings.usual_days': 'submitted_days',
	'settings.offers_from_cents': 'offers_from_cents'
};

const own = [
	'slug',
	'reference_prefix',
	'project_from',
	'project_until',
	'total_budget_cents',
	'min_cents',
	'cap_cents'
];

function fieldOf(path: string): string | null {
	const field =
		fieldIds[path] ?? (own.includes(path) ? path : path.startsWith('settings.') ? path.slice(9) : null);
	return field === null ? null : `round-${field}`;
}
