import type { ComponentProps } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { completeFields } from '../../core/application/application.sample';
import { sampleRound } from '../../core/round/round.sample';
import { expectNoAxeViolation } from '../axe.sample';
import { defaults } from 'sveltekit-superforms/client';
import { zod4 } from 'sveltekit-superforms/adapters';
import ProposalForm from '../decision/ProposalForm.svelte';
import { proposalSchema } from '../decision/decision-forms';
import DeedForm from '../grant/DeedForm.svelte';
import { deedSchema } from '../grant/deed-form';
import InviteForm from '../staff/InviteForm.svelte';
import { inviteSchema } from '../staff/staff-forms';
import CheckForm from './CheckForm.svelte';
import ClickForm from './ClickForm.svelte';
import { forgetAllBut, forgetAllTyped } from './typist';

const values = {
	revision: 1,
	code: ['eligibility', 'documents'],
	judgement: ['', ''],
	reason: ['', ''],
	note: '',
	intent: ''
};
const shown = (changes: Partial<typeof values> = {}, message?: string) =>
	render(CheckForm, propsOf(changes, message));
function propsOf(changes: Partial<typeof values> = {}, message?: string): ComponentProps<typeof CheckForm> {
	return {
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
	};
}
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
		['with a document that is too large', () => refusal(413, { message: 'no', id: '1' }), /höchstens 10 MB/],
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
		await expect.poll(() => page.getByRole('alert').element().textContent).toMatch(words);
		await expect.element(page.getByRole('alert')).toHaveFocus();
		await expect.element(note()).toHaveValue('Mein Vermerk');
		await expect.element(page.getByRole('button', { name: 'Wird ausgeführt' })).not.toBeInTheDocument();
		const again = vi.fn(fetch);
		answers(again);
		await userEvent.click(save());
		await expect.poll(() => again.mock.calls.length).toBe(1);
	});
});

describe('a formal check', () => {
	const findings = ['eligibility', 'documents', 'signature'].map((code) => ({
		code,
		finding: code === 'documents' ? ('problem' as const) : ('ok' as const),
		params: {}
	}));
	const three = { code: findings.map(({ code }) => code), judgement: ['', '', ''], reason: ['', '', ''] };
	const agree = () => page.getByRole('button', { name: /2 Punkte als erfüllt eintragen/ });

	it('enters with one press what is in order, and leaves the rest to the person', async () => {
		const { container } = await render(CheckForm, { props: { ...propsOf(three), findings } });
		await userEvent.click(agree());
		await expect.element(choice(0)).toHaveValue('met');
		await expect.element(choice(1)).toHaveValue('');
		await expect.element(choice(2)).toHaveValue('met');
		await expect.element(choice(0)).toHaveFocus();
		await expect.element(agree()).not.toBeInTheDocument();
		await expectNoAxeViolation(container);
	});

	it('keeps what was entered so over a reload, like what is typed', async () => {
		const { unmount } = await render(CheckForm, { props: { ...propsOf(three), findings } });
		await userEvent.click(agree());
		await unmount();
		await render(CheckForm, { props: { ...propsOf(three), findings } });
		await expect.element(choice(2)).toHaveValue('met');
	});

	it('changes nothing of what somebody has judged', async () => {
		const judged = { ...three, judgement: ['not_applicable', '', ''] };
		await render(CheckForm, { props: { ...propsOf(judged), findings } });
		await expect.element(choice(0)).toHaveValue('not_applicable');
		await expect.element(page.getByRole('button', { name: /als erfüllt eintragen/ })).not.toBeInTheDocument();
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

	it('comes back where nobody else wrote, and says that it is not saved', async () => {
		await writtenByMe();
		const { container } = await shown({ note: 'Alt' });
		await expect.element(note()).toHaveValue('Von mir');
		await expect.element(choice(0)).toHaveValue('met');
		await expect.element(page.getByText('Ihre Fassung')).not.toBeInTheDocument();
		const told = page.getByRole('status').filter({ hasText: 'Noch nicht gespeichert' });
		await expect.poll(() => told.element().textContent).toMatch(/Bemerkung zum Prüfvermerk\s+Vorher:\s+Alt/);
		await expectNoAxeViolation(container);
	});

	it('that came back is dropped at once, and stays dropped', async () => {
		await writtenByMe();
		const { unmount } = await shown({ note: 'Alt' });
		await userEvent.click(page.getByRole('button', { name: 'Verwerfen' }));
		await expect.element(note()).toHaveValue('Alt');
		await expect.element(choice(0)).toHaveValue('');
		await expect.element(page.getByText('Noch nicht gespeichert')).not.toBeInTheDocument();
		await unmount();
		await shown({ note: 'Alt' });
		await expect.element(note()).toHaveValue('Alt');
	});

	it('is nobody else’s: not of whoever signs in next, and of nobody after signing out', async () => {
		const as = (person: string) => {
			forgetAllBut(person);
			return render(CheckForm, {
				props: propsOf({ note: 'Alt' }),
				context: new Map([['typist', () => person]])
			});
		};
		const { unmount } = await as('kaya');
		await userEvent.fill(note(), 'Von Frau Kaya');
		await unmount();
		const again = await as('kaya');
		await expect.element(note()).toHaveValue('Von Frau Kaya');
		await again.unmount();
		const other = await as('leitung');
		await expect.element(note()).toHaveValue('Alt');
		expect(JSON.stringify(sessionStorage)).not.toContain('Frau Kaya');
		await userEvent.fill(note(), 'Von der Leitung');
		await other.unmount();
		expect(JSON.stringify(sessionStorage)).toContain('Von der Leitung');
		forgetAllTyped();
		await as('leitung');
		await expect.element(note()).toHaveValue('Alt');
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
		await userEvent.click(page.getByRole('button', { name: /^Verwerfen.*Antragsberechtigung/ }));
		await expect.element(choice(0)).toHaveValue('not_met');
		await expect.element(page.getByText('Ihre Fassung')).not.toBeInTheDocument();
	});
});

describe('what was chosen in a page that is loaded anew', () => {
	const proposal = (
		outcome = '',
		typed: object = {},
		lines: ComponentProps<typeof ProposalForm>['lines'] = []
	) =>
		render(ProposalForm, {
			initial: {
				id: 'proposal',
				valid: true,
				posted: false,
				errors: {},
				data: { ...defaults(zod4(proposalSchema)).data, outcome, ...typed } as never
			},
			action: '?/proposal',
			requestedCents: 100_000,
			capCents: 120_000,
			freeCents: 500_000,
			heldCents: 0,
			isUndoing: false,
			reservedCents: 0,
			lines,
			waitingListHref: '/staff',
			seen: 1,
			keptAs: 'test-proposal',
			locale: 'de'
		});
	const waiting = () => page.getByRole('radio', { name: /Warteliste/ });

	it.each([
		['all that may be granted follows a cut', '1.000,00', '820,00'],
		['an amount somebody chose stays', '700,00', '700,00']
	])('%s', async (_, before, after) => {
		const rent = { id: 'rent', label: 'Miete', cents: 38_000 };
		const typed = { amount: before, line: ['rent'], approved: ['380,00'], cut_reason: [''] };
		await proposal('approved', typed, [rent]);
		const amount = page.getByRole('textbox', { name: 'Betrag der Bewilligung' });
		await expect.element(amount).toHaveValue(before);
		await userEvent.click(page.getByText('Einzelne Kosten kürzen'));
		await userEvent.fill(page.getByRole('textbox', { name: /Miete/ }).first(), '200');
		await expect.element(amount).toHaveValue(after);
	});

	it('asks for conditions only where a letter brings them', async () => {
		await proposal('rejected');
		const conditions = page.getByRole('textbox', { name: /Nebenbestimmungen/ });
		await expect.element(conditions).not.toBeInTheDocument();
		await userEvent.click(page.getByRole('radio', { name: /Bewilligen/ }));
		await expect.element(conditions).toBeVisible();
	});

	it('is chosen again, one of several', async () => {
		const { unmount } = await proposal();
		await userEvent.click(waiting());
		await unmount();
		await proposal();
		await expect.element(waiting()).toBeChecked();
		await expect.element(page.getByRole('textbox', { name: /Platz/ })).toBeVisible();
	});

	it('stands beside what somebody else chose, in words', async () => {
		const { unmount } = await proposal();
		await userEvent.click(waiting());
		await unmount();
		const { container } = await proposal('rejected');
		await expect.element(waiting()).not.toBeChecked();
		await expect.poll(() => container.querySelector('blockquote')?.textContent).toMatch(/Warteliste/);
		await expectNoAxeViolation(container);
		await userEvent.click(page.getByRole('button', { name: /^Meine Fassung übernehmen/ }));
		await expect.element(waiting()).toBeChecked();
	});

	it('is ticked again, or not any more', async () => {
		const invite = (roles: readonly string[]) =>
			render(InviteForm, {
				initial: { ...defaults({ email: '', roles } as never, zod4(inviteSchema)), id: 'invite' } as never
			});
		const tick = (name: RegExp) => page.getByRole('checkbox', { name });
		const { unmount } = await invite(['clerk']);
		await userEvent.click(tick(/^Sachbearbeitung/));
		await userEvent.click(tick(/^Prüfung/));
		await userEvent.fill(page.getByRole('textbox'), 'neu@example.org');
		await unmount();
		await invite(['clerk']);
		await expect.element(tick(/^Sachbearbeitung/)).not.toBeChecked();
		await expect.element(tick(/^Prüfung/)).toBeChecked();
		await expect.element(page.getByRole('textbox')).toHaveValue('neu@example.org');
	});

	it('keeps its day, and the fold it is in stands open', async () => {
		const deed = () =>
			render(DeedForm, {
				initial: { ...defaults(zod4(deedSchema)), id: 'bounce' } as never,
				action: '?/bounce',
				button: 'Zurückgekommen',
				summary: 'Das Geld kam zurück',
				fields: [{ name: 'on', label: 'Am' }]
			});
		const { unmount } = await deed();
		await userEvent.click(page.getByText('Das Geld kam zurück'));
		await userEvent.fill(page.getByLabelText('Am'), '2027-04-01');
		await unmount();
		await deed();
		await expect.element(page.getByLabelText('Am')).toBeVisible();
		await expect.element(page.getByLabelText('Am')).toHaveValue('2027-04-01');
	});
});

describe('a fold that was opened', () => {
	it('stays open when the page around it is drawn anew', async () => {
		const parts = () => ({
			initial: { ...defaults(zod4(deedSchema)), id: 'claim' } as never,
			action: '?/claim',
			button: 'Fordern',
			summary: 'Geld zurückfordern',
			fields: [{ name: 'amount', label: 'Betrag' }] as const
		});
		const { rerender } = await render(DeedForm, parts());
		await userEvent.click(page.getByText('Geld zurückfordern'));
		await userEvent.fill(page.getByLabelText('Betrag'), '50');
		await rerender(parts());
		await expect.element(page.getByLabelText('Betrag')).toBeVisible();
		await expect.element(page.getByLabelText('Betrag')).toHaveValue('50');
	});
});

describe('a click that mails the group', () => {
	const mail = {
		locale: 'ar',
		to: ['amina@example.org'],
		subject: 'ننتظر منكم: KOFEI-2027-0001',
		text: 'السلام عليكم'
	} as const;

	it('says so before, and shows the mail in the language of its readers', async () => {
		const { container } = await render(DeedForm, {
			initial: { ...defaults(zod4(deedSchema)), id: 'account' } as never,
			action: '?/account',
			button: 'Prüfung festhalten',
			news: { mails: [{ event: 'bank_refused', when: 'if_no', mail }], locale: 'de' }
		});
		await expect.element(page.getByText(/^Bei „Nein“ bekommen alle/)).toBeVisible();
		const words = page.getByText(mail.text);
		await expect.element(words).not.toBeVisible();
		await userEvent.click(page.getByText('So sieht die E-Mail aus (Arabisch)'));
		await expect.element(words).toBeVisible();
		await expect.element(page.getByText(/amina@example.org/)).toBeVisible();
		expect(words.element().closest('[lang]')?.getAttribute('lang')).toBe('ar');
		expect(words.element().closest('[dir]')?.getAttribute('dir')).toBe('rtl');
		const button = page.getByRole('button', { name: 'Prüfung festhalten' }).element();
		expect(words.element().compareDocumentPosition(button)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
		await expectNoAxeViolation(container);
	});

	it('says once how many go out, with an example in each language', async () => {
		await render(DeedForm, {
			initial: { ...defaults(zod4(deedSchema)), id: 'settle' } as never,
			action: '?/settle',
			button: 'Als ausgezahlt vermerken',
			news: {
				mails: (['ar', 'tr'] as const).map((locale, place) => ({
					event: 'payout_paid',
					when: 'now' as const,
					mail: { ...mail, locale, to: [], exampleOf: 2 - place }
				})),
				said: 'Es gehen 3 E-Mails hinaus.',
				locale: 'de'
			}
		});
		await expect.element(page.getByText('Es gehen 3 E-Mails hinaus.')).toBeVisible();
		await userEvent.click(page.getByText('So sieht die E-Mail aus (Arabisch)'));
		await expect.element(page.getByText(/^Geht so 2-mal hinaus/)).toBeVisible();
		await expect.element(page.getByText('So sieht die E-Mail aus (Türkisch)')).toBeVisible();
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

describe('a click', () => {
	const shown = () =>
		render(ClickForm, {
			initial: { id: 'settle-1', valid: true, posted: false, errors: {}, data: { id: '' } },
			action: '?/settle',
			about: { id: '1' },
			button: 'Erledigt'
		});
	const click = () => page.getByRole('button', { name: 'Erledigt' });

	it('counts once, however often it is made', async () => {
		await shown();
		const fetch = vi.fn(() => new Promise<Response>(() => undefined));
		vi.stubGlobal('fetch', fetch);
		await userEvent.dblClick(click());
		await expect.element(page.getByRole('button', { name: /Wird ausgeführt/ })).toBeVisible();
		expect(fetch.mock.calls.length).toBe(1);
	});

	it('says that its answer was lost, and can be made again', async () => {
		const { container } = await shown();
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
		await userEvent.click(click());
		await expect.poll(() => page.getByRole('alert').element().textContent).toMatch(/kein Netz/);
		await expectNoAxeViolation(container);
		await expect.element(click()).toBeEnabled();
	});
});
