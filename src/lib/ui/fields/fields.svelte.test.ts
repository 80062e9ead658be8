import { beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Component } from 'svelte';
import { expectNoAxeViolation } from '../axe.sample';
import ChoiceField from './ChoiceField.svelte';
import ChoicesField from './ChoicesField.svelte';
import CodeField from './CodeField.svelte';
import CountField from './CountField.svelte';
import DateField from './DateField.svelte';
import DeclarationField from './DeclarationField.svelte';
import IbanField from './IbanField.svelte';
import LongTextField from './LongTextField.svelte';
import MoneyField from './MoneyField.svelte';
import SelectField from './SelectField.svelte';
import TextField from './TextField.svelte';

const options = [
	{ value: 'one', label: 'First', hint: 'About the first' },
	{ value: 'two', label: 'Second' }
];
const texts = {
	label: 'Name of it',
	official: 'Amtlicher Name',
	hint: 'A hint',
	example: 'For example',
	error: 'Something is missing'
};
const single = (component: unknown, more: object = {}) => ({ component: component as Component, more });

/** Fields with one control of their own. */
const controls = {
	TextField: single(TextField),
	'TextField of an address': single(TextField, { type: 'email' }),
	LongTextField: single(LongTextField, { max: 100, remaining: (left: number) => `${left} left` }),
	MoneyField: single(MoneyField),
	CountField: single(CountField, { unit: 'people' }),
	DateField: single(DateField),
	IbanField: single(IbanField),
	CodeField: single(CodeField),
	SelectField: single(SelectField, { options, placeholder: 'Please choose' })
};
const groups = {
	ChoiceField: single(ChoiceField, { options }),
	ChoicesField: single(ChoicesField, { options })
};

/** A field whose value the test holds, as a screen does. */
async function fieldWith(component: unknown, props: object, first: unknown) {
	const held = $state({ value: first });
	const bound = {
		...props,
		get value() {
			return held.value;
		},
		set value(next: unknown) {
			held.value = next;
		}
	};
	const screen = await render(component as Component, { props: bound });
	return { screen, held };
}

beforeEach(() => {
	document.documentElement.lang = 'en';
	document.documentElement.dir = 'ltr';
	document.title = 'Test';
});

describe.each(Object.entries(controls))('%s', (_, { component, more }) => {
	it('has its label, and everything said about it in reading order', async () => {
		const { screen } = await fieldWith(component, { ...more, ...texts, id: 'it' }, '');
		const control = screen.getByLabelText('Name of it');
		await expect.element(control).toHaveAttribute('id', 'it');
		await expect
			.element(control)
			.toHaveAccessibleDescription('Amtlicher Name A hint For example Something is missing');
		await expect.element(control).toHaveAttribute('aria-invalid', 'true');
		await expectNoAxeViolation(screen.container);
	});

	it('says nothing of an error that is not there, and tells it once it is', async () => {
		const { screen } = await fieldWith(component, { ...more, label: 'Name of it', id: 'it' }, '');
		const control = screen.getByLabelText('Name of it');
		await expect.element(control).not.toHaveAttribute('aria-invalid');
		await expect.element(control).not.toHaveAttribute('aria-describedby');
		await expectNoAxeViolation(screen.container);
		await screen.rerender({ error: 'Something is missing' });
		await expect.element(control).toHaveAccessibleDescription('Something is missing');
		await expect.element(screen.getByText('Something is missing')).toBeVisible();
	});

	it('finds an id of its own where none is given, and keeps two fields apart', async () => {
		await render(component, { props: { ...more, label: 'One' } as never });
		const screen = await render(component, { props: { ...more, label: 'Two' } as never });
		const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		await expect.element(screen.getByLabelText('Two')).toBeVisible();
	});

	it('reads well from right to left', async () => {
		document.documentElement.dir = 'rtl';
		const { screen } = await fieldWith(component, { ...more, ...texts }, '');
		await expectNoAxeViolation(screen.container);
	});
});

describe.each(Object.entries(groups))('%s', (name, { component, more }) => {
	const empty = name === 'ChoicesField' ? [] : '';
	const role = name === 'ChoicesField' ? 'checkbox' : 'radio';

	it('has its label as the name of the group, and everything said about it', async () => {
		const { screen } = await fieldWith(component, { ...more, ...texts, id: 'it' }, empty);
		const group = screen.getByRole(name === 'ChoicesField' ? 'group' : 'radiogroup', { name: 'Name of it' });
		await expect
			.element(group)
			.toHaveAccessibleDescription('Amtlicher Name A hint For example Something is missing');
		await expect.element(screen.getByRole(role, { name: /^First/ })).toHaveAttribute('id', 'it');
		await expect
			.element(screen.getByRole(role, { name: /^First/ }))
			.toHaveAccessibleDescription('About the first');
		const invalid = name === 'ChoicesField' ? screen.getByRole(role, { name: /^First/ }) : group;
		await expect.element(invalid).toHaveAttribute('aria-invalid', 'true');
		await expectNoAxeViolation(screen.container);
	});

	it('gives what was chosen, and shows what is given', async () => {
		const { screen, held } = await fieldWith(component, { ...more, label: 'Name of it' }, empty);
		await screen.getByText('Second').click();
		expect(held.value).toEqual(name === 'ChoicesField' ? ['two'] : 'two');
		held.value = name === 'ChoicesField' ? ['one'] : 'one';
		await expect.element(screen.getByRole(role, { name: /^First/ })).toBeChecked();
		await expect.element(screen.getByRole(role, { name: /^Second/ })).not.toBeChecked();
	});
});

describe('what is typed', () => {
	it.each([
		['a text', TextField, {}, 'Zoë Öztürk'],
		['words over lines', LongTextField, {}, 'one\ntwo'],
		['an amount, however it is written', MoneyField, {}, '1.234,5'],
		['a number, however it is written', CountField, {}, 'etwa 20']
	])('is held as it was typed: %s', async (_, component, more, words) => {
		const { screen, held } = await fieldWith(component, { ...more, label: 'L' }, '');
		await userEvent.fill(screen.getByLabelText('L'), words);
		expect(held.value).toBe(words);
		held.value = 'from elsewhere';
		await expect.element(screen.getByLabelText('L')).toHaveValue('from elsewhere');
	});

	it('is a day, and an impossible one is told only on leaving', async () => {
		const told = vi.fn();
		const { screen, held } = await fieldWith(DateField, { label: 'L', oninvaliddate: told }, '');
		const field = screen.getByLabelText('L');
		await userEvent.fill(field, '2027-05-01');
		expect(held.value).toBe('2027-05-01');
		await field.click();
		await userEvent.keyboard('{Backspace}');
		expect(told).not.toHaveBeenCalled();
		await userEvent.tab({ shift: true });
		await userEvent.tab({ shift: true });
		expect(told.mock.calls).toEqual([[true]]);
	});

	it('is an IBAN in blocks of four, kept without them and in capitals', async () => {
		const { screen, held } = await fieldWith(IbanField, { label: 'L' }, 'DE89370400440532013000');
		const field = screen.getByLabelText('L');
		await expect.element(field).toHaveValue('DE89 3704 0044 0532 0130 00');
		await userEvent.clear(field);
		await userEvent.type(field, 'nl91abna0417164300');
		expect(held.value).toBe('NL91ABNA0417164300');
		await expect.element(field).toHaveValue('NL91 ABNA 0417 1643 00');
	});

	it('takes an IBAN that comes in blocks as it is', async () => {
		const { screen } = await fieldWith(IbanField, { label: 'L' }, 'DE89 3704 0044 0532 0130 00');
		await expect.element(screen.getByLabelText('L')).toHaveValue('DE89 3704 0044 0532 0130 00');
	});

	it('leaves the caret where somebody mends the middle of an IBAN', async () => {
		const { screen, held } = await fieldWith(IbanField, { label: 'L' }, 'DE89370400440532013000');
		const field = screen.getByLabelText('L');
		await field.click();
		const input = field.element();
		if (!(input instanceof HTMLInputElement)) throw new Error('no input');
		input.setSelectionRange(6, 6);
		await userEvent.keyboard('9');
		expect(held.value).toBe('DE893970400440532013000');
		expect(input.selectionStart).toBe(7);
	});

	it('is a code of six digits from any keyboard, and is told once when it is complete', async () => {
		const told = vi.fn();
		const { screen, held } = await fieldWith(CodeField, { label: 'L', oncomplete: told }, '');
		const field = screen.getByLabelText('L');
		await userEvent.fill(field, '12-3 ٤٥');
		expect(held.value).toBe('12345');
		expect(told).not.toHaveBeenCalled();
		await userEvent.fill(field, '12 34 ۵۶ 7');
		expect(held.value).toBe('123456');
		expect(told.mock.calls).toEqual([['123456']]);
		await expect.element(field).toHaveAttribute('autocomplete', 'one-time-code');
		await expect.element(field).toHaveAttribute('inputmode', 'numeric');
	});

	it('is a choice from a list', async () => {
		const { screen, held } = await fieldWith(SelectField, { label: 'L', options, placeholder: 'Please' }, '');
		const list = screen.getByLabelText('L');
		await userEvent.selectOptions(list, 'First');
		await userEvent.selectOptions(list, 'Second');
		expect(held.value).toBe('two');
		// From elsewhere, also where somebody had picked it here before.
		held.value = 'one';
		await expect.element(list).toHaveValue('one');
		// What was chosen once and is no longer offered.
		held.value = 'gone';
		await expect.element(list).toHaveValue('');
		expect(held.value).toBe('gone');
	});

	it('counts what is left by what Postgres counts, says it near the end, and cuts nothing off', async () => {
		const remaining = (left: number) => `${left} left`;
		const { screen, held } = await fieldWith(LongTextField, { label: 'L', max: 100, remaining }, 'x');
		const spoken = screen.getByRole('status');
		await expect.element(spoken).toHaveTextContent('');
		held.value = '👍'.repeat(60) + 'x'.repeat(35);
		await expect.element(screen.getByText('5 left')).toBeVisible();
		await expect.element(spoken).toHaveTextContent('10 left');
		await userEvent.fill(screen.getByLabelText('L'), 'x'.repeat(120));
		expect(held.value).toHaveLength(120);
		await expect.element(spoken).toHaveTextContent('-20 left');
	});
});

describe('DeclarationField', () => {
	it('says what is declared, shows the binding text, and gives the answer', async () => {
		const held = $state({ checked: false });
		const props = {
			label: 'All is true',
			hint: 'Since 2027',
			error: 'Please agree',
			original: 'Alles stimmt',
			originalTitle: 'The German text',
			id: 'it',
			get checked() {
				return held.checked;
			},
			set checked(next: boolean) {
				held.checked = next;
			}
		};
		const screen = await render(DeclarationField, { props });
		const box = screen.getByRole('checkbox', { name: /^All is true/ });
		await expect.element(box).toHaveAccessibleDescription('Since 2027 Please agree');
		await expect.element(box).toHaveAttribute('aria-invalid', 'true');
		await box.click();
		expect(held.checked).toBe(true);
		await screen.getByText('The German text').click();
		await expect.element(screen.getByText('Alles stimmt')).toHaveAttribute('lang', 'de');
		await expectNoAxeViolation(screen.container);
	});
});
