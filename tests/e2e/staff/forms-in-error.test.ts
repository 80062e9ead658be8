import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { newestCode, wrongCode } from '../../support/mailbox.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';

/** So many that grants are among them which are paid, changed and wait for an account. */
const EXAMPLES = 30;
/** Long for an answer, on a machine with other work. */
const ANSWER_MS = 8_000;
const bothSchemes = ['light', 'dark'] as const;
const desk = deskScreen.viewport;
const tablet = { width: 768, height: 1024 };
const tooLong = 'Viel zu lang. '.repeat(2500);

type Refused = {
	/** What the form is called in its page: its superform id, how that begins (…-), or a field of it (#…). */
	readonly form: string;
	/** What is written into it, by id or name; a choice by its value. What is posted unseen (`seen`, `letter`) as if the page were old. */
	readonly write?: Readonly<Record<string, string>>;
	/** Which of its buttons, by value; the last one unless told. */
	readonly press?: string;
	/** Ids of the fields that complain, without those of what they are about; undefined for some of many. */
	readonly complains?: readonly string[];
	/** Refused as a whole, with a link to the form: no field is wrong. */
	readonly isWhole?: true;
};

const round: Readonly<Record<string, readonly Refused[]>> = {
	'/terms': [
		{ form: '#round-person', write: { total_budget_cents: 'viel' }, complains: ['round-total_budget_cents'] },
		{ form: '#round-person', write: { person: tooLong }, complains: ['round-person'] }
	],
	'/texts?language=tr': [{ form: 'texts-tr', write: { title: tooLong }, complains: ['text-title'] }],
	'/grants': [
		{ form: '#round-delivery_days', write: { delivery_days: 'bald' }, complains: ['round-delivery_days'] }
	],
	'/letters': [
		{
			form: 'template-receipt',
			write: { 'receipt-explanation-0': '' },
			complains: ['receipt-explanation-0']
		},
		{
			form: 'template-rejected',
			write: { 'rejected-text-0': '{{nichts_davon}}' },
			complains: ['rejected-text-0']
		}
	],
	'/lists/areas': [{ form: '#label-0-0', write: { 'label-0-0': '' }, complains: ['label-0-0'] }],
	'/lists/cost_categories': [{ form: '#cap-0', write: { 'cap-0': 'viel' }, complains: ['cap-0'] }]
};
const ofManager: Readonly<Record<string, readonly Refused[]>> = {
	'/staff/retention': [
		{ form: 'hold', complains: ['hold-case', 'hold-reason'] },
		{ form: 'hold', write: { case: 'KOFEI-0000-0000', reason: 'Klage' }, isWhole: true },
		{ form: 'period-draft', write: { days: 'bald' }, complains: ['period-draft'] }
	],
	'/staff/barriers': [
		{
			form: 'video',
			write: { video: 'javascript:1', transcript: 'dort' },
			complains: ['video', 'transcript']
		}
	],
	'/staff/rounds': [{ form: '#copy-slug', write: { slug: 'ein jahr' }, complains: ['copy-slug'] }],
	'/staff/people': [
		{ form: '#invite-email', write: { email: 'niemand' }, complains: ['invite-email', 'roles'] }
	]
};
const ofPerson: readonly Refused[] = [{ form: 'name', write: { name: tooLong }, complains: ['person-name'] }];
const ofQueue: readonly Refused[] = [
	{ form: 'save', write: { name: tooLong }, complains: ['save-name'] },
	{ form: 'assign', complains: ['chosen'] }
];
/** By the view of the list and a form that the case is to have. */
const ofCases: readonly {
	readonly view: string;
	readonly at?: string;
	readonly forms: readonly Refused[];
}[] = [
	{
		view: 'check',
		forms: [
			{ form: 'check', press: 'sign' },
			{ form: 'check', press: 'save', write: { 'check-note': tooLong }, complains: ['check-note'] },
			{ form: 'ask', press: 'send', write: { message: '' }, complains: ['ask-message'] },
			{
				form: 'ask',
				press: 'send',
				write: { 'ask-question-0': 'Wie viele?', due_on: '' },
				complains: ['ask-due']
			},
			{ form: 'note', complains: ['note-text'] },
			{ form: 'conflict', complains: ['conflict-reason'] },
			{ form: 'message', write: { text: tooLong }, complains: ['message-text'] }
		]
	},
	{
		view: 'assess',
		forms: [
			{ form: 'review', press: 'submit' },
			{ form: 'review', press: 'save', write: { recommended: 'viel' }, complains: ['review-recommended'] },
			{ form: 'reviewer-remove', complains: ['reviewer-remove-reason'] },
			{ form: 'step-formal_check', complains: ['reason-formal_check'] },
			{ form: 'step-decision', write: { seen: '0' }, isWhole: true }
		]
	},
	{
		view: 'decide',
		forms: [
			{ form: 'proposal', complains: ['decision-outcome'] },
			{
				form: 'proposal',
				write: { outcome: 'approved', amount: 'viel', conditions: tooLong },
				complains: ['decision-conditions']
			},
			{ form: 'proposal', write: { conditions: '', 'cut-0': '1' }, complains: ['cut-reason-0'] },
			{ form: 'proposal', write: { 'cut-reason-0': 'Zu teuer' }, complains: ['decision-amount'] },
			{ form: 'step-assessment', complains: ['reason-assessment'] }
		]
	},
	{
		view: 'decide',
		forms: [
			{ form: 'discard', complains: ['discard-reason'] },
			{ form: 'countersign', write: { letter: '0'.repeat(64) }, isWhole: true }
		]
	},
	{
		view: 'decided',
		at: '/grant',
		forms: [
			{ form: 'propose_change-', complains: ['propose_change-choice'] },
			{ form: 'bounce-', complains: ['bounce-on', 'bounce-reason'] },
			{
				form: 'claim-',
				complains: ['claim--choice', 'claim--amount', 'claim--reason', 'claim--on']
			},
			{ form: 'return-', complains: ['return--amount'] },
			{ form: 'return-', write: { amount: '1', excess: '2' }, complains: ['return--reason'] },
			{ form: 'revoke-', complains: ['revoke--amount', 'revoke--reason'] }
		]
	},
	{
		view: 'decided',
		at: '/grant',
		forms: [{ form: 'account-', complains: ['account-choice', 'account-reason'] }]
	}
];

/** Forms of a proof and of payment runs are drawn by the same component as those of a grant: see `a-proof-of-use` and `a-grant-is-paid`. */
test('what the office typed and cannot be taken is said where it is wrong, and stays', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(900_000);
	await server.fillWithExamples(EXAMPLES);
	const { origin } = server;

	await test.step('before anybody is signed in', async () => {
		const page = await newWindow(deskScreen);
		await page.goto(`${origin}/staff/sign-in`);
		await refuse(page, { form: 'sign-in', write: { email: 'niemand' }, complains: ['email'] });
		await expectReadable(page);
		await page.locator('#email').fill(colleagues.auditor);
		await page.keyboard.press('Enter');
		await page.locator('#code').waitFor();
		const form = page.locator('form', { has: page.locator('#code') });
		await refuseIn(page, form, { form: 'sign-in', write: { code: '12' }, complains: ['code'] });
		const code = wrongCode(await newestCode(origin, colleagues.auditor));
		await refuseIn(page, form, { form: 'sign-in', write: { code }, isWhole: true });
		await expectReadable(page);
	});

	await test.step('the administration', async () => {
		const { page } = await signedIn(colleagues.manager);
		for (const [path, forms] of Object.entries(ofManager)) await refuseAll(page, path, forms);
		const [first = ''] = await hrefs(page, '/staff/rounds');
		for (const [part, forms] of Object.entries(round)) await refuseAll(page, first + part, forms);
		const [person = ''] = await hrefs(page, '/staff/people');
		await refuseAll(page, person, ofPerson);
	});

	await test.step('a text people read is emptied only by who wants that', async () => {
		const { page, say } = await signedIn(colleagues.manager);
		const [first = ''] = await hrefs(page, '/staff/rounds');
		const texts = `${origin}${first}/texts?language=fr`;
		const after = page.locator('#text-after');
		const save = () => page.getByRole('button', { name: say('round_save') }).click();
		await page.goto(texts);
		const before = await after.inputValue();
		expect(before).not.toBe('');
		await after.fill('');
		await save();
		await expect(page.locator('#emptied')).toBeFocused();
		await expect(after).toHaveValue('');
		// Not without the tick.
		await save();
		await expect(page.locator('#emptied')).toBeFocused();
		await page.goto(`${texts}&again`);
		await page.getByRole('button', { name: say('kept_words_drop') }).click();
		await expect(after).toHaveValue(before);
		await after.fill('');
		await save();
		await page.locator('[name="may_empty"]').check();
		await save();
		await expect(page.getByText(say('round_done_saved'))).toBeVisible();
		await page.goto(texts);
		await expect(after).toHaveValue('');
	});

	await test.step('at the desk, on cases and on grants', async () => {
		const { page } = await signedIn(colleagues.decider);
		await refuseAll(page, '/staff?view=all', ofQueue);
		for (const { view, at = '', forms } of ofCases) {
			for (const href of await hrefs(page, `/staff?view=${view}`)) {
				await page.goto(origin + href.replace('?', `${at}?`));
				const counts = await Promise.all(forms.map(({ form }) => formOf(page, form).count()));
				if (counts.every((count) => count > 0)) break;
			}
			// A grant has a dozen forms of one kind: each is refused on a page of its own.
			if (at === '') await refuseAll(page, null, forms);
			else for (const one of forms) await refuseAll(page, page.url().slice(origin.length), [one]);
		}
	});

	async function signedIn(email: string): Promise<Colleague> {
		const colleague = new Colleague(await newWindow(deskScreen), origin);
		await colleague.signIn(email);
		return colleague;
	}

	async function hrefs(page: Page, path: string): Promise<readonly string[]> {
		await page.goto(origin + path);
		return page
			.locator('tbody th a')
			.evaluateAll((links) => links.map((link) => String(link.getAttribute('href'))));
	}

	/** On one page one form after the other, and then all of them as they stand there. */
	async function refuseAll(page: Page, path: string | null, forms: readonly Refused[]): Promise<void> {
		if (path !== null) await page.goto(origin + path);
		for (const one of forms) await refuse(page, one);
		await expectReadable(page);
	}
});

function formOf(page: Page, name: string): Locator {
	if (name.startsWith('#')) return page.locator(`main form:has(${name})`);
	const id = name.endsWith('-') ? `[value^="${name}"]` : `[value="${name}"]`;
	return page.locator(`main form:has(> [name="__superform_id"]${id})`).first();
}

async function refuse(page: Page, refused: Refused): Promise<void> {
	await refuseIn(
		page,
		refused.form === 'sign-in'
			? page.locator('form', { has: page.locator('#email') })
			: formOf(page, refused.form),
		refused
	);
}

async function refuseIn(
	page: Page,
	form: Locator,
	{ form: name, write = {}, press, complains, isWhole }: Refused
) {
	await test.info().attach(`${page.url()} ${name}`, { body: JSON.stringify(Object.keys(write)) });
	const summary = page.locator('main [role="alert"]:focus');
	let written: [Locator, string][] = [];
	// Once more where the answer to the form before drew this one anew in the meantime.
	await expect(async () => {
		written = [];
		await form.evaluate((element) => {
			for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
				fold.open = true;
			for (const fold of element.querySelectorAll('details')) fold.open = true;
		});
		for (const [place, value] of Object.entries(write)) {
			const field = form.locator(`[id="${place}"], [name="${place}"]`).first();
			const kind = await field.getAttribute('type');
			if (kind === 'hidden')
				await field.evaluate((input, old) => ((input as HTMLInputElement).value = old), value);
			else if (kind === 'radio') await form.locator(`[name="${place}"][value="${value}"]`).check();
			else {
				await field.fill(value);
				written.push([field, value]);
			}
		}
		const button = press
			? form.locator(`button[value="${press}"]`)
			: form.locator('button[type="submit"]').last();
		// By the keyboard: the page may still be on its way to the field that complained before.
		await button.press('Enter');
		await expect(summary, `${name} of ${page.url()}`).toHaveCount(1, { timeout: ANSWER_MS });
	}).toPass();
	const links = await summary
		.locator('a')
		.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
	if (complains && !isWhole) expect(links.map(withoutIds)).toEqual(complains);
	else expect(links).not.toEqual([]);
	for (const link of links) {
		const field = page.locator(`[id="${link.slice(1)}"]`);
		await expect(field, `${link} of ${name}`).toHaveCount(1);
		if (!isWhole) await expectSaid(field, `${link} of ${name}`);
	}
	await summary.locator('a').first().click();
	await expect(page.locator(`[id="${String(links[0]).slice(1)}"]`)).toBeFocused();
	for (const [field, value] of written) expect((await field.inputValue()).trim()).toBe(value.trim());
}

const withoutIds = (link: string) => link.slice(1).replace(/[0-9a-f]{8}-[0-9a-f-]{27}-/, '');

/** At the field itself, for whoever sees it and for whoever hears it. */
async function expectSaid(field: Locator, what: string): Promise<void> {
	const said = await field.evaluate((element) => {
		// A group is told by what stands around its controls.
		const isGroup = !element.matches('textarea, select, input:not([type="radio"], [type="checkbox"])');
		const place = isGroup ? (element.closest('fieldset') ?? element) : element;
		const ids = (place.getAttribute('aria-describedby') ?? '').split(' ');
		const words = ids.map((id) => document.getElementById(id)?.textContent?.trim() ?? '').join('');
		const isShown = element.checkVisibility();
		return { isGroup, isInvalid: place.getAttribute('aria-invalid') === 'true', words, isShown };
	});
	expect.soft(said.isShown, `${what} is in sight`).toBe(true);
	if (!said.isGroup)
		expect.soft(said, what).toMatchObject({ isInvalid: true, words: expect.stringMatching(/\S/) });
}

async function expectReadable(page: Page): Promise<void> {
	await expectGoodLooks(page, bothSchemes);
	// At another width the room is another, the colours are not.
	await page.setViewportSize(tablet);
	await expectGoodLooks(page, []);
	await page.setViewportSize(desk);
}
