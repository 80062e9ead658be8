import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Grant } from '../../core/api/grant';
import { ApplicationGrant } from '../../state/grant.svelte';
import { m } from '../../i18n/generated/grant/messages';
import AccountForm from './AccountForm.svelte';
import ChangeForm from './ChangeForm.svelte';
import PayoutForm from './PayoutForm.svelte';

const { device } = vi.hoisted(() => ({
	device: { applications: { isOnline: true }, clock: { nowMs: Date.parse('2027-03-01T11:00:00Z') } }
}));
vi.mock('../../state/device', () => ({ useDevice: () => device }));
vi.mock('$app/navigation', () => ({ goto: () => undefined }));

const id = '11111111-1111-4111-8111-111111111111';
type Terms = NonNullable<Grant['terms']>;
const agreedFirst: Terms = {
	amount_cents: 100_000,
	period_from: '2027-04-01',
	period_until: '2027-09-30',
	purpose: null,
	lines: [
		{ id: 'aaaaaaaa', label: 'Raum', cents: 80_000 },
		{ id: 'bbbbbbbb', label: 'Essen', cents: 40_000 }
	]
};
const agreedSince: Terms = {
	...agreedFirst,
	period_from: '2027-05-01',
	lines: [
		{ id: 'aaaaaaaa', label: 'Raum', cents: 70_000 },
		{ id: 'bbbbbbbb', label: 'Essen', cents: 50_000 }
	]
};

function grantOf(terms: Terms): Grant {
	return {
		state: 'accepted',
		may_act: true,
		legal_form: 'initiative',
		terms,
		letter: null,
		waived_at: null,
		account: null,
		may_give_account: true,
		form_account: { iban: '', holder: '' },
		deeds: [],
		promised_cents: 0,
		paid_cents: 0,
		unpaid_cents: 0,
		payouts_left: 2,
		terms_of_round: { most_payouts: 2, need_months: 2, tolerance_percent: 20 },
		payouts: [],
		changes: [],
		claims: [],
		returns: []
	};
}

/** The server: what is in force there, what it was sent, and how it answers. */
const server = {
	terms: agreedFirst,
	sent: [] as Record<string, unknown>[],
	refusal: null as string | null
};
const fetch = async (_: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
	if (init?.method !== 'POST') return Response.json(grantOf(server.terms));
	server.sent.push(JSON.parse(String(init.body)));
	return server.refusal === null
		? Response.json({ ok: true })
		: Response.json({ code: server.refusal }, { status: 409 });
};
const opened = (terms: Terms) => ({
	id,
	grant: grantOf(terms),
	store: new ApplicationGrant(fetch, id),
	locale: 'de' as const,
	doneHref: ''
});

beforeEach(() => {
	localStorage.clear();
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
	Object.assign(server, { terms: agreedFirst, sent: [], refusal: null });
});

async function openChange(terms: Terms) {
	const screen = await render(ChangeForm, { props: { ...opened(terms), terms } });
	const type = async (name: string, text: string) => {
		await expect.element(screen.getByLabelText(name)).toBeVisible();
		await screen.getByLabelText(name).fill(text);
	};
	return {
		screen,
		type,
		choose: (kind: string) => screen.getByText(kind, { exact: true }).click(),
		send: async () => {
			await screen.getByLabelText(m.change_words()).fill('Es kommt anders.');
			await screen.getByRole('button', { name: m.change_send() }).click();
		}
	};
}

describe('a notice of a change', () => {
	it('that was begun before another was agreed asks for nothing nobody typed', async () => {
		const before = await openChange(agreedFirst);
		await before.choose(m.change_period());
		await before.type(m.change_until(), '2027-10-31');
		before.screen.unmount();
		server.terms = agreedSince;
		const after = await openChange(agreedSince);
		await expect.element(after.screen.getByLabelText(m.change_from())).toHaveValue('2027-05-01');
		await expect.element(after.screen.getByLabelText(m.change_until())).toHaveValue('2027-10-31');
		await after.send();
		await expect
			.poll(() => server.sent)
			.toMatchObject([{ wish: { period_from: '2027-05-01', period_until: '2027-10-31' } }]);
	});

	it('leaves lines as they are by now, too', async () => {
		const before = await openChange(agreedFirst);
		await before.choose(m.change_plan());
		await before.type(m.change_line({ name: 'Essen', amount: '400,00\u00a0€' }), '300,00');
		before.screen.unmount();
		server.terms = agreedSince;
		const after = await openChange(agreedSince);
		await after.send();
		await expect
			.poll(() => server.sent)
			.toMatchObject([{ wish: { lines: [{ line: 'bbbbbbbb', cents: 30_000 }] } }]);
	});

	it('is compared with what is in force when it is sent, not when it was opened', async () => {
		const { screen, choose, type, send } = await openChange(agreedFirst);
		const props = opened(agreedFirst);
		await choose(m.change_period());
		await type(m.change_until(), '2027-10-31');
		server.terms = agreedSince;
		// As the screen around it does with what the store has read.
		props.store.load = async () => {
			await screen.rerender({ grant: grantOf(server.terms), terms: server.terms });
		};
		await screen.rerender({ store: props.store });
		await send();
		await expect
			.poll(() => server.sent)
			.toMatchObject([{ wish: { period_from: '2027-05-01', period_until: '2027-10-31' } }]);
	});
});

describe('what arrived before, in other words', () => {
	const day = '2027-03-20';
	const forms = {
		'a change': async () => {
			const { choose, send, screen } = await openChange(agreedFirst);
			await choose(m.change_purpose());
			await send();
			return { screen, send };
		},
		'a request for money': async () => {
			const screen = await render(PayoutForm, { props: opened(agreedFirst) });
			const send = async () => {
				await screen.getByLabelText(m.payout_amount()).fill('300');
				await screen.getByLabelText(m.payout_needed()).fill(day);
				await screen.getByRole('button', { name: m.payout_send() }).click();
			};
			await send();
			return { screen, send };
		},
		'another account': async () => {
			const screen = await render(AccountForm, { props: opened(agreedFirst) });
			const send = async () => {
				await screen.getByLabelText(m.account_iban()).fill('DE02120300000000202051');
				await screen.getByLabelText(m.account_holder()).fill('Komsular');
				await screen.getByRole('button', { name: m.account_save() }).click();
			};
			await send();
			return { screen, send };
		}
	};

	it.each(Object.entries(forms))('is told, and sent again it is a deed of its own: %s', async (_, fill) => {
		server.refusal = 'sent_otherwise';
		const { screen, send } = await fill();
		await expect.element(screen.getByRole('alert')).toHaveTextContent(m.failure_sent_otherwise());
		server.refusal = null;
		await send();
		await expect.poll(() => server.sent.length).toBe(2);
		const [first, second] = server.sent.map(({ id: own, account }) => own ?? account);
		expect(second).not.toBe(first);
	});

	it('is not where no answer came: the same deed is tried again', async () => {
		server.refusal = 'change_open';
		const { send } = await forms['a request for money']();
		await expect.poll(() => server.sent.length).toBe(1);
		await send();
		await expect.poll(() => server.sent.length).toBe(2);
		const [first, second] = server.sent.map(({ id: own }) => own);
		expect(second).toBe(first);
	});
});
