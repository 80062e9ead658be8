import { describe, expect, it } from 'vitest';
import { form, sections } from '../../core/application/fields';
import { states } from '../../core/application/states';
import { overwriteGetLocale } from '../../i18n/generated/staff/runtime';
import { choiceText, fieldText, sectionTexts } from './form-texts';
import { nextText, stateText } from './state-texts';
import { consequence, officeSteps, stepText } from './step-texts';

const locales = ['de', 'en'] as const;

describe.each(locales)('the words of the office in %s', (locale) => {
	const speak = () => overwriteGetLocale(() => locale);

	it('name every state and what comes next', () => {
		speak();
		for (const state of states) {
			expect(stateText(state)).not.toBe('');
			expect(nextText(state, false)).not.toBe('');
		}
	});

	it('name every step of the workflow that staff take, and what the group will see', () => {
		speak();
		for (const step of officeSteps) {
			expect(stepText(step), `${step.from} to ${step.to}`).not.toBe('');
			expect(consequence(step)).not.toBe('');
		}
	});

	it('name every section, field and choice of the form', () => {
		speak();
		for (const section of sections) {
			expect(sectionTexts[section]()).not.toBe('');
			for (const [path, field] of Object.entries(form[section])) {
				expect(fieldText(path)).not.toBe(path);
				const codes = 'options' in field && Array.isArray(field.options) ? field.options : [];
				for (const code of codes) expect(choiceText(path, code, locale), `${path} ${code}`).not.toBe(code);
			}
		}
	});
});
