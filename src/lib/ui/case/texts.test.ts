import { describe, expect, it } from 'vitest';
import {
	answerLanguages,
	type Field,
	form,
	isRowList,
	rowLists,
	sections,
	translators
} from '../../core/application/fields';
import { states } from '../../core/application/states';
import { overwriteGetLocale } from '../../i18n/generated/staff/runtime';
import {
	choiceText,
	columnText,
	fieldText,
	germanVersionText,
	languageText,
	listText,
	sectionText
} from '../../i18n/office-texts';
import { nextText, stateText } from './state-texts';
import { consequence, duringRequest, officeSteps, stepText } from './step-texts';

const locales = ['de', 'en'] as const;

it('ending a request needs a reason as long as the group has time, and no other step does for that', () => {
	for (const step of officeSteps) {
		expect(duringRequest(step, false)).toEqual(step);
		expect(duringRequest(step, true).needsReason).toBe(step.needsReason || step.from === 'clarification');
	}
});

describe.each(locales)('the words of the office in %s', (locale) => {
	const speak = () => overwriteGetLocale(() => locale);

	it('name every state and what comes next', () => {
		speak();
		for (const state of states) {
			expect(stateText(state)).not.toBe('');
			expect(nextText(state, {})).not.toBe('');
		}
	});

	it('name the step that leads on once what comes before it is done', () => {
		speak();
		for (const state of ['formal_check', 'clarification', 'assessment', 'decision'] as const)
			expect(nextText(state, { isReady: true })).not.toBe(nextText(state, {}));
	});

	it('name every step of the workflow that staff take, and what the group will see', () => {
		speak();
		for (const step of officeSteps) {
			expect(stepText(step), `${step.from} to ${step.to}`).not.toBe('');
			expect(consequence(step)).not.toBe('');
		}
	});

	it('name every section, list, field, column and choice of the form', () => {
		for (const section of sections) {
			expect(sectionText(section, locale)).not.toBe(section);
			for (const [path, field] of Object.entries<Field>(form[section])) {
				expect(fieldText(path, locale)).not.toBe(path);
				for (const code of fixedCodes(field))
					expect(choiceText(path, code, locale), `${path} ${code}`).not.toBe(code);
			}
		}
		for (const [list, { columns }] of Object.entries(rowLists)) {
			if (!isRowList(list)) continue;
			expect(listText(list, locale)).not.toBe(list);
			for (const [column, field] of Object.entries<Field>(columns)) {
				expect(columnText(list, column, locale)).not.toBe(column);
				for (const code of fixedCodes(field))
					expect(choiceText(`${list}.${column}`, code, locale), `${list}.${column} ${code}`).not.toBe(code);
			}
		}
	});

	it('name every language an answer may be in, and who translated it', () => {
		for (const code of answerLanguages) expect(languageText(code, locale), code).not.toBe(code);
		const makers = translators.map((by) => germanVersionText(by, locale));
		expect(new Set([...makers, germanVersionText(null, locale)]).size).toBe(translators.length + 1);
	});
});

function fixedCodes({ options = [] }: Field): readonly string[] {
	return typeof options === 'string' ? [] : options;
}
