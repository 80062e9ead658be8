import * as z from 'zod/mini';
import { roundTexts, type EditableRound } from '../../core/round/editing';

/** The words of a call in one language, as their form posts them. */
const words = z.string().check(z.trim(), z.maxLength(5000, 'too_long'));

/** A request has no placeholders: what looks like one would reach the group as it is. */
const requestWords = z.string().check(z.trim(), z.maxLength(2000, 'too_long'), z.regex(/^[^{}]*$/, 'braces'));

export const textsSchema = z.object({
	revision: z.number(),
	title: z.string().check(z.trim(), z.maxLength(300, 'too_long')),
	summary: z.string().check(z.trim(), z.maxLength(300, 'too_long')),
	purpose: words,
	who: words,
	what: words,
	how_much: words,
	when: words,
	needs: words,
	after: words,
	contact_note: words,
	interpreters: words,
	/** What the office calls itself in this language. */
	contact_name: z.string().check(z.trim(), z.maxLength(300, 'too_long')),
	/** Around the list of what a request for missing items asks for. */
	request_opening: requestWords,
	request_closing: requestWords,
	/** Texts that may go, as they were asked about. */
	may_empty: z._default(z.string(), '')
});

export type TextsForm = z.infer<typeof textsSchema>;

export function filledTexts(round: EditableRound, locale: string): TextsForm {
	const own = round.texts[locale] ?? {};
	const values = Object.fromEntries(roundTexts.map((part) => [part, own[part] ?? '']));
	return {
		may_empty: '',
		...(values as Record<(typeof roundTexts)[number], string>),
		revision: round.revision,
		contact_name: round.contact.name?.[locale] ?? '',
		request_opening: round.settings.request_texts?.[locale]?.opening ?? '',
		request_closing: round.settings.request_texts?.[locale]?.closing ?? ''
	};
}

/** Texts the public reads now that would be gone, and that nobody has agreed to yet. */
export function emptiedTexts(form: TextsForm, round: EditableRound, locale: string): readonly string[] {
	if (round.status === 'draft') return [];
	const agreed = form.may_empty.split(' ');
	const now: Readonly<Record<string, unknown>> = filledTexts(round, locale);
	const after: Readonly<Record<string, unknown>> = form;
	return [...roundTexts, 'contact_name'].filter(
		(part) => now[part] !== '' && after[part] === '' && !agreed.includes(part)
	);
}

/** The columns that change; a text that was emptied is no text. Browsers post line ends in two characters. */
export function readTexts(
	form: TextsForm,
	round: EditableRound,
	locale: string
): { texts: unknown; contact: unknown; settings: unknown } {
	const plain = (text: string) => text.replaceAll('\r\n', '\n');
	const own = Object.fromEntries(
		roundTexts.map((part) => [part, plain(form[part])]).filter(([, text]) => text !== '')
	);
	const { [locale]: _own, ...others } = round.texts;
	const { [locale]: _name, ...names } = round.contact.name ?? {};
	const { [locale]: _request, ...requests } = round.settings.request_texts ?? {};
	const request = { opening: plain(form.request_opening), closing: plain(form.request_closing) };
	return {
		texts: Object.keys(own).length > 0 ? { ...others, [locale]: own } : others,
		contact: {
			...round.contact,
			name: form.contact_name === '' ? names : { ...names, [locale]: form.contact_name }
		},
		settings: {
			...round.settings,
			request_texts:
				request.opening === '' && request.closing === '' ? requests : { ...requests, [locale]: request }
		}
	};
}
