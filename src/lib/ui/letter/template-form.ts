import * as z from 'zod/mini';
import { exchanged, type Move } from '../../core/order/order';
import { explainedIn, letterKinds, type LetterTemplate } from '../../core/letter/template';

/** Far beyond what a template may hold: what is too long is said, not cut. */
const ENDLESS = 100_000;
const text = z.string().check(z.maxLength(ENDLESS));
const MOST_BLOCKS = 100;

/** A template as its form posts it: headings and texts as two lists, so that it works without scripts too. */
export const templateFormSchema = z.object({
	kind: z.enum(letterKinds),
	version: z.int(),
	subject: text,
	heading: z.array(text).check(z.maxLength(MOST_BLOCKS)),
	text: z.array(text).check(z.maxLength(MOST_BLOCKS)),
	/** In the order of `explainedIn`. */
	explanation: z.array(text).check(z.maxLength(explainedIn.length)),
	/** A step of one part, see `readMove`; empty where the template is to be saved. */
	move: text
});
export type TemplateForm = z.infer<typeof templateFormSchema>;

/** Parts that were left empty are no parts; line ends are those of the web. */
export function templateOf(form: TemplateForm): LetterTemplate {
	const plain = (value: string | undefined) => (value ?? '').replace(/\r\n?/g, '\n').trim();
	return {
		subject: plain(form.subject),
		blocks: form.text
			.map((value, index) => ({ heading: plain(form.heading[index]), text: plain(value) }))
			.filter(({ heading, text }) => heading !== '' || text !== ''),
		explanations: Object.fromEntries(
			explainedIn.map((locale, index) => [locale, plain(form.explanation[index])])
		)
	};
}

export function formOf(kind: TemplateForm['kind'], version: number, template: LetterTemplate): TemplateForm {
	return {
		kind,
		version,
		subject: template.subject,
		heading: [...template.blocks.map(({ heading }) => heading), ''],
		text: [...template.blocks.map(({ text }) => text), ''],
		explanation: explainedIn.map((locale) => template.explanations[locale] ?? ''),
		move: ''
	};
}

/** The same form with two parts exchanged. */
export function movedBlock(form: TemplateForm, move: Move): TemplateForm {
	return { ...form, heading: exchanged(form.heading, move), text: exchanged(form.text, move), move: '' };
}
