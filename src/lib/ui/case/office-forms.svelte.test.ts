import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { completeFields } from '../../core/application/application.sample';
import { sampleRound } from '../../core/round/round.sample';
import { expectNoAxeViolation } from '../axe.sample';
import CheckForm from './CheckForm.svelte';

const values = {
	revision: 1,
	code: ['eligibility', 'documents'],
	judgement: ['', ''],
	reason: ['', ''],
	note: '',
	intent: ''
};
const shown = (changes: Partial<typeof values> = {}, message?: string) =>
	render(CheckForm, {
		initial: {
			id: 'check',
			valid: message === undefined,
			posted: message !== undefined,
			errors: {},
			data: { ...values, ...changes },
			message
		},
		action: '?/check',
		findings: [
			{ code: 'eligibility', finding: 'ok', params: {} },
			{ code: 'documents', finding: 'problem', params: {} }
		],
		sent: { fields: completeFields, schemaVersion: 2, round: sampleRound },
		keptAs: 'test-check',
		writtenBy: null,
		locale: 'de'
	});
const save = () => page.getByRole('button', { name: 'Zwischenspeichern' });
const note = () => page.getByRole('textbox', { name: /Bemerkung zum Prüfvermerk/ });
const choice = (place: number) => page.getByRole('combobox').nth(place);

beforeEach(() => {
	document.documentElement.lang = 'de';
	document.title = 'Test';
	sessionStorage.clear();
});
afterEach(() => vi.unstubAllGlobals());

describe('a form that could not be sent', () => {
	const answers = (fetch: () => Promise<Response>) => vi.stubGlobal('fetch', fetch);
	const refusal = (status: number, error: object) =>
		Promise.resolve(new Response(JSON.stringify({ type: 'error', error }), { status }));

	it.each([
		['without a network', () => Promise.reject(new TypeError('Failed to fetch')), /kein Netz/],
		['without the right any more', () => refusal(403, { message: 'no' }), /Ihre Rechte haben sich geändert/],
		[
			'for a reason nobody knows',
			() => refusal(500, { message: 'no', id: '1a2b3c4d' }),
			/Nummer für die Technik: 1a2b3c4d/
		]
	])('%s says so, keeps the words and can be sent again', async (_, fetch, words) => {
		await shown();
		answers(fetch);
		await userEvent.fill(note(), 'Mein Vermerk');
		await userEvent.click(save());
		await expect.element(page.getByRole('alert').getByRole('link', { name: words })).toBeVisible();
		await expect.element(page.getByRole('alert')).toHaveFocus();
		await expect.element(note()).toHaveValue('Mein Vermerk');
		await expect.element(page.getByRole('button', { name: 'Wird ausgeführt' })).not.toBeInTheDocument();
		const again = vi.fn(fetch);
		answers(again);
		await userEvent.click(save());
		await expect.poll(() => again.mock.calls.length).toBe(1);
	});
});

describe('what two people wrote', () => {
	/** B's page before the reload. */
	async function writtenByMe() {
		const { unmount } = await shown({ note: 'Alt' });
		await userEvent.fill(note(), 'Von mir');
		await userEvent.selectOptions(choice(0), 'met');
		await unmount();
	}

	it('comes back where nobody else wrote', async () => {
		await writtenByMe();
		await shown({ note: 'Alt' });
		await expect.element(note()).toHaveValue('Von mir');
		await expect.element(choice(0)).toHaveValue('met');
		await expect.element(page.getByText('Ihre Fassung')).not.toBeInTheDocument();
	});

	it('stands beside what somebody else wrote meanwhile, until it is taken or dropped', async () => {
		await writtenByMe();
		const { container, unmount } = await shown({
			note: 'Von ihr',
			judgement: ['not_met', 'met'],
			revision: 2
		});
		await expect.element(note()).toHaveValue('Von ihr');
		await expect.element(choice(0)).toHaveValue('not_met');
		await expect.element(choice(1)).toHaveValue('met');
		await expect.element(page.getByText('Von mir')).toBeVisible();
		await expectNoAxeViolation(container);
		await userEvent.click(page.getByRole('button', { name: /^Meine Fassung übernehmen.*Bemerkung/ }));
		await expect.element(note()).toHaveValue('Von mir');
		await unmount();

		await shown({ note: 'Von ihr', judgement: ['not_met', 'met'], revision: 2 });
		await expect.element(note()).toHaveValue('Von mir');
		await userEvent.click(page.getByRole('button', { name: /^Verwerfen/ }));
		await expect.element(choice(0)).toHaveValue('not_met');
		await expect.element(page.getByText('Ihre Fassung')).not.toBeInTheDocument();
	});
});

describe('a record that cannot be signed yet', () => {
	it('marks the items that lack something and leads to them', async () => {
		const { container } = await shown(
			{ intent: 'sign', judgement: ['', 'met'] },
			'Der Prüfvermerk ist noch nicht vollständig.'
		);
		await expect.element(choice(0)).toHaveAttribute('aria-invalid', 'true');
		await expect.element(choice(1)).not.toHaveAttribute('aria-invalid');
		expect(container.querySelector('#check-reason-1')?.getAttribute('aria-invalid')).toBe('true');
		const links = [...container.querySelectorAll('[role="alert"] a')].map((link) =>
			link.getAttribute('href')
		);
		expect(links).toEqual(['#check-eligibility', '#check-eligibility', '#check-reason-1']);
		await expectNoAxeViolation(container);
	});
});
