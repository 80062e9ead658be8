import type { Page } from '@playwright/test';
import { expect, test } from '../../support/journey.ts';
import { newestCode, wrongCode } from '../../support/mailbox.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { expectReadable, formOf, refuse, refuseIn } from '../../support/refusing.ts';
import {
	ofCases,
	ofCopy,
	ofLastAdmin,
	ofManager,
	ofPerson,
	ofQueue,
	ofRound,
	ofSignIn,
	type Refused
} from '../../support/staff-forms.ts';

/** So many that grants are among them which are paid, changed and wait for an account. */
const EXAMPLES = 30;

test('what the office typed and cannot be taken is said where it is wrong, and stays', async ({
	newWindow,
	ownServer: server
}) => {
	// A quarter of an hour went by on two cores with other work.
	test.setTimeout(1_800_000);
	await server.fillWithExamples(EXAMPLES);
	const { origin } = server;

	await test.step('before anybody is signed in', async () => {
		const page = await newWindow(deskScreen);
		await page.goto(`${origin}/staff/sign-in`);
		const [send, verify] = ofSignIn;
		await refuse(page, send);
		await expectReadable(page);
		await page.locator('#email').fill(colleagues.auditor);
		await page.keyboard.press('Enter');
		await page.locator('#code').waitFor();
		const form = page.locator('form', { has: page.locator('#code') });
		await refuseIn(page, form, verify);
		const code = wrongCode(await newestCode(origin, colleagues.auditor));
		await refuseIn(page, form, { ...verify, write: { code }, isWhole: true });
		await expectReadable(page);
	});

	let open = '';
	await test.step('the administration', async () => {
		const { page, say } = await signedIn(colleagues.manager);
		for (const [path, forms] of Object.entries(ofManager)) await refuseAll(page, path, forms);
		const [first = ''] = await hrefs(page, '/staff/rounds');
		open = first;
		for (const [part, forms] of Object.entries(ofRound)) await refuseAll(page, first + part, forms);
		const [person = ''] = await hrefs(page, '/staff/people');
		await refuseAll(page, person, ofPerson);
		await page.goto(`${origin}/staff`);
		await page.locator('.rail .email a').click();
		await page.locator('input[name="roles"][value="admin"]').uncheck();
		await refuseAll(page, null, ofLastAdmin);
		await page.goto(`${origin}/staff/rounds`);
		await page.getByRole('button', { name: say('round_copy'), exact: true }).click();
		await page.locator('form input[name="confirmed"]').waitFor();
		await refuseAll(page, null, ofCopy);
	});

	await test.step('a text people read is emptied only by who wants that', async () => {
		const { page, say } = await signedIn(colleagues.manager);
		const texts = `${origin}${open}/texts?language=fr`;
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
