import type { TemplateProblem } from '../../core/letter/template';
import { m } from '../../i18n/generated/staff/messages';
import type { StaffLocale } from '../../i18n/locales';
import { languageText } from '../../i18n/office-texts';

/** What keeps a template from being saved, as sentences. */
export function templateProblemText(problem: TemplateProblem, locale: StaffLocale): string {
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
