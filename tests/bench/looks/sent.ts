import { expect } from '@playwright/test';
import type { Applicant } from '../../support/applicant.ts';
import type { Language } from '../../support/words.ts';
import { at, over, type Scene, type Stage } from './stage.ts';

/** Registered, so that statutes are still missing after it was sent. */
const registered = {
	legal_form: 'registered_association',
	register_court: 'Duisburg',
	register_number: 'VR 1234'
};

/** Received, and a message of the office lies there. */
export async function received(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const { id } = await account.apply({ ...registered, project_title: 'Hoffest' });
	const path = `/apply/${id}`;
	const guide = await stage.guide('member');
	await guide.page.goto(guide.address(`${path}/correspondence`));
	await guide.page.locator('textarea').first().fill('Wann können wir mit einer Antwort rechnen?');
	await guide.page.getByRole('button', { name: guide.say('messages_send'), exact: true }).click();
	await guide.page.getByText('Wann können wir mit einer Antwort rechnen?').first().waitFor();
	const clerk = await stage.desk('clerk');
	await clerk.openCase(id);
	await clerk.page.locator('#message-text').fill('Die Antwort kommt Ende März.');
	await clerk.page.locator('form:has(#message-text) button[type="submit"]').last().click();
	await clerk.page.getByText('Die Antwort kommt Ende März.').first().waitFor();
	await printed(stage, id, 'receipt', 1);
	return [
		at('member', 'received-status', `${path}/status`),
		at('member', 'received-letters', `${path}/correspondence`),
		at('member', 'received-documents', `${path}/documents`),
		at('member', 'received-closed-section', `${path}/project`),
		at('member', 'received-copy', `${path}/copy`),
		over('member', 'received-withdraw', `${path}/status`, async ({ page, say }) => {
			await page.getByRole('button', { name: say('status_withdraw') }).click();
			await page.getByRole('dialog').waitFor();
		})
	];
}

/** The office asks for a section, a document, a translation and an answer. */
export async function asked(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const { id } = await account.apply({
		...registered,
		project_title: 'Nähcafé',
		aims: '٦٠ شخصًا يتعارفون.',
		'text_language.aims': 'ar',
		contact_language: 'ar'
	});
	const clerk = await stage.desk('clerk');
	const { page, say } = clerk;
	await clerk.openCase(id);
	await clerk.takeStep('step_submitted_formal_check', 'formal_check');
	await page.getByText(say('ask_title')).click();
	for (const kind of ['section', 'document', 'translation'] as const)
		await page
			.locator('#ask-chosen')
			.getByText(say(`ask_kind_${kind}`), { exact: true })
			.click();
	for (const key of ['section:goals', 'document:statutes', 'translation:aims'])
		await page.locator(`input[name="chosen"][value="${key}"]`).check();
	await page.locator('#ask-question-0').fill('Wer schließt den Saal auf?');
	await page.locator('#ask-message').fill('Uns fehlt noch etwas.');
	await page.locator('#ask-own-message').fill('ما زال ينقصنا شيء.');
	await page.getByRole('button', { name: say('ask_send') }).click();
	await page.getByText(say('done_asked', { state: say('state_clarification') })).waitFor();
	const path = `/apply/${id}`;
	stage.kept['asked'] = id;
	return [
		at('member', 'asked-list', '/apply'),
		at('member', 'asked-status', `${path}/status`),
		at('member', 'asked-overview', path),
		at('member', 'asked-answer', `${path}/answer`),
		at('member', 'asked-section', `${path}/goals`),
		over('member', 'asked-still-missing', `${path}/answer`, async ({ page: own, say: tell }) => {
			await own.getByRole('button', { name: tell('answer_send') }).click();
			await own.getByRole('dialog').waitFor();
		})
	];
}

export async function answered(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const id = stage.kept['asked'] ?? '';
	const { clarification, revision } = await account.read(id);
	const question = clarification.items.find(({ kind }: { kind: string }) => kind === 'question');
	await account.change(id, revision, {
		[`answers.${question.id}`]: 'Omar.',
		'german.aims': '60 Menschen lernen sich kennen.'
	});
	expect((await account.submit(id, revision + 1)).ok()).toBe(true);
	return [
		at('member', 'answered-status', `/apply/${id}/status`),
		at('member', 'answered-letters', `/apply/${id}/correspondence`, openLetters)
	];
}

/** How it may end without money. */
export async function ended(stage: Stage): Promise<readonly Scene[]> {
	const account = await stage.account();
	const languages: readonly Language[] = ['tr', 'uk'];
	const scenes: Scene[] = [];
	for (const [index, outcome] of (['rejected', 'waitlisted'] as const).entries()) {
		const { id } = await account.apply({
			project_title: outcome === 'rejected' ? 'Kochabend' : 'Fahrradwerkstatt',
			contact_language: languages[index]
		});
		await stage.decide(id, outcome);
		await printed(stage, id, outcome);
		scenes.push(
			at('member', `${outcome}-status`, `/apply/${id}/status`),
			at('member', `${outcome}-letters`, `/apply/${id}/correspondence`, openLetters)
		);
	}
	const { id } = await account.apply({ project_title: 'Lesekreis' });
	const guide = await stage.guide('member');
	await guide.page.goto(guide.address(`/apply/${id}/status`));
	await guide.page.getByRole('button', { name: guide.say('status_withdraw') }).click();
	await guide.page
		.getByRole('dialog')
		.getByRole('button', { name: guide.say('status_withdraw_confirm') })
		.click();
	await guide.page.getByRole('heading', { name: guide.say('status_withdrawn_title') }).waitFor();
	return [
		...scenes,
		at('member', 'withdrawn-status', `/apply/${id}/status`),
		at('member', 'withdrawn-overview', `/apply/${id}`),
		at('member', 'list', '/apply')
	];
}

/** Every letter with its explanation. */
export async function openLetters({ page, say }: Applicant): Promise<void> {
	const closed = page.getByRole('button', { name: say('letter_open') });
	await closed.first().waitFor();
	while ((await closed.count()) > 0) {
		const left = await closed.count();
		await closed.first().click();
		await expect(closed).toHaveCount(left - 1);
	}
}

/** Letters are shown when they are printed. */
export async function printed(stage: Stage, id: string, kind: string, fewest = 2): Promise<void> {
	const account = await stage.account();
	await expect
		.poll(async () => (await account.correspondence(id)).letters.length, { message: kind, timeout: 90_000 })
		.toBeGreaterThanOrEqual(fewest);
}
