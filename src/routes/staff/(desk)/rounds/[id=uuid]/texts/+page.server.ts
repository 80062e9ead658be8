import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { isLocale, languages, type Locale } from '$lib/i18n/locales';
import { staffLocale } from '$lib/server/staff/locale';
import type { RoundFormMessage } from '$lib/ui/round-editing/round-texts';
import {
	emptiedTexts,
	filledTexts,
	readTexts,
	textsSchema,
	type TextsForm
} from '$lib/ui/round-editing/texts-form';
import { roundTitle } from '../../../round-title';
import { roundToEdit, saveRound } from '../../round-page';

export async function load(event) {
	const { round } = await roundToEdit(event);
	const language = languageAsked(event.url);
	const { revision: _, ...german } = filledTexts(round, 'de');
	return {
		form: await superValidate<TextsForm, RoundFormMessage>(filledTexts(round, language), zod4(textsSchema), {
			id: `texts-${language}`,
			errors: false
		}),
		title: roundTitle(round, staffLocale(event.locals)),
		id: round.id,
		slug: round.slug,
		isPublished: round.status !== 'draft',
		language,
		languages: languages.map(({ code, name }) => ({ code, name })),
		german: language === 'de' ? {} : german
	};
}

export const actions = {
	default: async (event) => {
		const { me, round } = await roundToEdit(event);
		const locale = staffLocale(event.locals);
		const language = languageAsked(event.url);
		const form = await superValidate<TextsForm, RoundFormMessage>(event.request, zod4(textsSchema), {
			id: `texts-${language}`
		});
		if (!form.valid) return message(form, { problems: [] }, { status: 422 });
		const emptied = emptiedTexts(form.data, round, language);
		if (emptied.length > 0) return message(form, { problems: [], emptied }, { status: 422 });
		return saveRound(event, me, {
			form,
			round,
			changes: readTexts(form.data, round, language),
			locale,
			fieldOf: (path) => fieldOf(path, language)
		});
	}
};

function languageAsked(url: URL): Locale {
	const wished = url.searchParams.get('language');
	return isLocale(wished) ? wished : 'de';
}

function fieldOf(path: string, language: Locale): string | null {
	if (path === 'settings.request_texts') return 'text-request_opening';
	const [part, key, locale] = path.split('.');
	if (locale !== language) return null;
	if (part === 'texts') return `text-${key}`;
	return part === 'contact' && key === 'name' ? 'text-contact_name' : null;
}
