import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { defaults } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { expectNoAxeViolation } from '../axe.sample';
import TermsForm from './TermsForm.svelte';
import { termsSchema } from './terms-form';

const shown = () =>
	render(TermsForm, {
		initial: {
			...defaults(
				{
					...defaults(zod4(termsSchema)).data,
					opens_day: '2027-01-10',
					opens_time: '00:00',
					closes_day: '2027-02-28',
					closes_time: '18:00'
				},
				zod4(termsSchema)
			),
			id: 'terms'
		},
		isPublished: true,
		leaveOut: [],
		alsoRequire: []
	});

beforeEach(() => {
	document.documentElement.lang = 'de';
	document.title = 'Test';
});

describe('the terms of a round', () => {
	it('are not sent with a day or time that cannot be, and say so at the field', async () => {
		const { container } = await shown();
		const day = page.getByLabelText('Anträge bis');
		const time = page.getByLabelText('Uhrzeit der Frist');
		for (const field of [day, time]) {
			await field.click();
			await userEvent.keyboard('{Backspace}');
		}
		await userEvent.click(page.getByRole('button', { name: 'Änderungen speichern' }));
		await expect.element(day).toHaveAttribute('aria-invalid', 'true');
		await expect.element(time).toHaveAttribute('aria-invalid', 'true');
		expect(container.querySelector('[href="#round-closes_day"]')?.textContent).toContain(
			'Dieses Datum gibt es nicht'
		);
		expect(container.querySelector('[href="#round-closes_time"]')?.textContent).toContain('23:59');
		await userEvent.fill(day, '2027-03-01');
		await expect.element(day).not.toHaveAttribute('aria-invalid');
		await expect.element(time).toHaveAttribute('aria-invalid', 'true');
	});

	it('have no deadline only by a tick, which takes the day away', async () => {
		const { container } = await shown();
		await userEvent.click(page.getByRole('checkbox', { name: /Ohne Frist/ }));
		await expect.element(page.getByLabelText('Anträge bis')).toHaveValue('');
		const data = new FormData(container.querySelector('form') ?? undefined);
		expect(data.get('is_open_ended')).toBe('on');
		expect(data.get('closes_day')).toBe('');
		await expectNoAxeViolation(container);
	});
});
