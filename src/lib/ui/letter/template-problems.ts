import {
	explainedIn,
	headingMax,
	subjectMax,
	templateProblems,
	textMax,
	type TemplateProblem
} from '../../core/letter/template';
import { m } from '../../i18n/generated/staff/messages';
import type { StaffLocale } from '../../i18n/locales';
import { languageText } from '../../i18n/office-texts';
import { templateOf, type TemplateForm } from './template-form';

/** A sentence, and the field of the form it leads to; `isOfField` where that field is what is wrong, and not the letter as a whole. */
export type PlacedProblem = {
	readonly text: string;
	/** `subject`, or `heading`, `text` and `explanation` with their place. */
	readonly place: string;
	readonly isOfField: boolean;
};

/** What keeps a template from being saved, each with its place in the form: parts that were left empty count there too. */
export function placedProblems(form: TemplateForm, locale: StaffLocale): readonly PlacedProblem[] {
	const parts = form.text.flatMap((text, index) =>
		text.trim() === '' && (form.heading[index] ?? '').trim() === '' ? [] : [index]
	);
	return templateProblems(form.kind, templateOf(form)).flatMap((problem): PlacedProblem[] => {
		const at = (place: string, isOfField = true) => ({
			text: templateProblemText(problem, locale),
			place,
			isOfField
		});
		switch (problem.code) {
			case 'subject_missing':
				return [at('subject')];
			case 'blocks_missing':
				return [at('text-0')];
			case 'too_long': {
				const long = tooLong(form);
				return long.length > 0 ? long.map((place) => at(place)) : [at('text-0', false)];
			}
			case 'text_missing': {
				const block = parts[problem.block] ?? 0;
				return [{ ...at(`text-${block}`), text: templateProblemText({ ...problem, block }, locale) }];
			}
			case 'explanation_missing':
				return [at(`explanation-${explainedIn.findIndex((code) => code === problem.locale)}`)];
			case 'placeholder_unknown':
				return placesOf(form, problem.name).map((place) => at(place));
			case 'placeholder_missing':
				return [at('text-0', false)];
			case 'remedies_missing': {
				const named = form.heading.findIndex((heading) => /rechtsbehelf/i.test(heading));
				return [at(`text-${named === -1 ? Math.max(0, form.text.length - 1) : named}`, false)];
			}
		}
	});
}

function fieldsOf({ subject, heading, text, explanation }: TemplateForm) {
	return [
		{ place: 'subject', value: subject, most: subjectMax },
		...heading.map((value, index) => ({ place: `heading-${index}`, value, most: headingMax })),
		...text.map((value, index) => ({ place: `text-${index}`, value, most: textMax })),
		...explanation.map((value, index) => ({ place: `explanation-${index}`, value, most: textMax }))
	];
}

function tooLong(form: TemplateForm): readonly string[] {
	return fieldsOf(form).flatMap(({ place, value, most }) => (value.trim().length > most ? [place] : []));
}

/** Where what stands between braces, or only looks like it, was typed. */
function placesOf(form: TemplateForm, name: string): readonly string[] {
	const [first = 'subject'] = fieldsOf(form).flatMap(({ place, value }) =>
		value
			.replace(/\{\{\s*/g, '{{')
			.replace(/\s*\}\}/g, '}}')
			.includes(/[{}]/.test(name) ? name : shown(name))
			? [place]
			: []
	);
	return [first];
}

/** What keeps a template from being saved, as sentences. */
function templateProblemText(problem: TemplateProblem, locale: StaffLocale): string {
	switch (problem.code) {
		case 'subject_missing':
			return m.template_problem_subject_missing();
		case 'blocks_missing':
			return m.template_problem_blocks_missing();
		case 'too_long':
			return m.template_problem_too_long();
		case 'remedies_missing':
			return m.template_problem_remedies_missing();
		case 'text_missing':
			return m.template_problem_text_missing({ number: String(problem.block + 1) });
		case 'explanation_missing':
			return m.template_problem_explanation_missing({ language: languageText(problem.locale, locale) });
		case 'placeholder_unknown':
			return /[{}]/.test(problem.name)
				? m.template_problem_placeholder_broken({ text: problem.name, example: meant(problem.name) })
				: m.template_problem_placeholder_unknown({ name: shown(problem.name) });
		case 'placeholder_missing':
			return m.template_problem_placeholder_missing({ name: shown(problem.name) });
	}
}

/** As it is typed. */
function shown(name: string): string {
	return `{{${name}}}`;
}

/** The placeholder that what only looks like one could have been. */
function meant(text: string): string {
	const [name = 'reference_number'] = /[a-z_]+/.exec(text.toLowerCase()) ?? [];
	return shown(name);
}
