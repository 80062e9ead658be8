import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { readMove } from '$lib/core/order/order';
import { formatAmountInput } from '$lib/i18n/format';
import { languages, type StaffLocale } from '$lib/i18n/locales';
import { choiceText } from '$lib/i18n/office-texts';
import { staffLocale } from '$lib/server/staff/locale';
import {
	conditions,
	filledList,
	listSchema,
	movedRow,
	readList,
	type ListForm
} from '$lib/ui/round-editing/list-form';
import { roundProblemText, type RoundFormMessage } from '$lib/ui/round-editing/round-texts';
import { roundTitle } from '../../../../round-title';
import { roundToEdit, saveRound } from '../../../round-page';

const locales = languages.map(({ code }) => code);

export async function load(event) {
	const { round } = await roundToEdit(event);
	const locale = staffLocale(event.locals);
	const { list } = event.params;
	const filled = filledList(round, list, locales, (cents) => formatAmountInput(cents, locale));
	return {
		form: await superValidate<ListForm, RoundFormMessage>(filled, zod4(listSchema), { errors: false }),
		title: roundTitle(round, locale),
		id: round.id,
		list,
		isPublished: round.status !== 'draft',
		versions:
			list === 'declarations'
				? Object.fromEntries(round.declarations.map(({ code, version }) => [code, version ?? '']))
				: {},
		answers: list === 'documents' ? answerTexts(locale) : {}
	};
}

export const actions = {
	default: async (event) => {
		const { me, round } = await roundToEdit(event);
		const locale = staffLocale(event.locals);
		const { list } = event.params;
		const form = await superValidate<ListForm, RoundFormMessage>(event.request, zod4(listSchema));
		if (!form.valid)
			return message(
				form,
				{ problems: [{ id: 'list', text: roundProblemText('too_long', {}, locale) }] },
				{ status: 422 }
			);
		const move = readMove(form.data.move, form.data.code.length);
		if (move) return { form: { ...form, data: movedRow(form.data, move) } };
		const { value, places, problems } = readList(form.data, { round, list, locales });
		if (problems.length > 0) {
			const told = problems.map(({ place, code }) => ({
				id: code === 'not_an_amount' ? `cap-${place}` : `label-${place}-0`,
				text: roundProblemText(code, {}, locale)
			}));
			return message(form, { problems: told }, { status: 422 });
		}
		return saveRound(event, me, {
			form,
			round,
			changes: { [list]: value },
			locale,
			fieldOf: (path) => fieldOf(path, list, places)
		});
	}
};

/** `areas.2.labels.tr` is on the screen where the third kept row is. */
function fieldOf(path: string, list: string, places: readonly number[]): string | null {
	const [part, index, kind, locale] = path.split('.');
	if (part !== list) return null;
	const place = places[Number(index)];
	if (place === undefined) return 'list';
	if (kind === 'cap_cents') return `cap-${place}`;
	if (kind === 'weight') return `weight-${place}`;
	const language = locales.findIndex((code) => code === locale);
	return `${kind === 'hints' ? 'hint' : 'label'}-${place}-${Math.max(0, language)}`;
}

function answerTexts(locale: StaffLocale): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(conditions).flatMap(([path, options]) =>
			options.map((option) => [`${path}:${option}`, choiceText(path, option, locale)])
		)
	);
}
