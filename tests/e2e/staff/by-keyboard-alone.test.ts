import { Account } from '../../support/account.ts';
import { expect, test } from '../../support/journey.ts';
import { Keyboard } from '../../support/keyboard.ts';
import { Listener } from '../../support/listener.ts';
import { newestCode } from '../../support/mailbox.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';

test('two people of the office use no mouse and no eyes: what they hear leads from the queue to the letter', async ({
	newWindow,
	server
}) => {
	const account = await Account.of(server.origin, 'keys.office@example.test');
	const { id, number } = await account.apply();
	const clerk = await atTheDesk(colleagues.clerk);
	const { page, say, keys, listener } = clerk;

	await test.step('the clerk finds the case and checks it', async () => {
		await keys.press(page.getByRole('link', { name: number }).first());
		await page.waitForURL((url) => url.pathname.endsWith(id));
		await listener.hears(`screen: ${number}`);
		await expect(page.locator('#work')).toMatchAriaSnapshot({ name: 'what-to-do-with-a-case.aria.yml' });
		await step('step_submitted_formal_check', 'formal_check');
		for (const judgement of await page.locator('form#check select[name="judgement"]').all())
			await keys.choose(judgement, 'met');
		for (const reason of await page.locator('form#check textarea[name="reason"]:visible').all())
			await keys.write(reason, 'Gesehen.');
		await keys.press(page.locator('form#check button[value="sign"]'));
		await expect(page.getByText(say('check_signed'), { exact: true })).toBeVisible();
		await listener.hears(`focus: div ${say('done_title')} ${say('check_signed')}`);
		await step('step_formal_check_assessment', 'assessment');
	});

	await test.step('on a tablet the keyboard meets the work before the application, as the eye does', async () => {
		const isWorkFirst = () =>
			page.locator('#work').evaluate((work) => {
				const application = document.querySelector('section.application');
				return (
					application !== null &&
					(work.compareDocumentPosition(application) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
				);
			});
		const note = page.locator('form[action*="note"] textarea');
		await keys.write(note, 'Bitte morgen anrufen.');
		expect(await isWorkFirst()).toBe(false);
		await page.setViewportSize({ width: 768, height: 1024 });
		await expect.poll(isWorkFirst).toBe(true);
		await expect(note).toBeFocused();
		await expect(note).toHaveValue('Bitte morgen anrufen.');
		await page.setViewportSize(deskScreen.viewport);
		await expect.poll(isWorkFirst).toBe(false);
		await expect(note).toHaveValue('Bitte morgen anrufen.');
		await note.fill('');
	});

	await test.step('assesses it', async () => {
		const [myself] = say('person_you', { person: '|' }).split('|');
		const me = await page
			.locator('#reviewer-ask option')
			.filter({ hasText: myself })
			.first()
			.getAttribute('value');
		await keys.choose(page.locator('#reviewer-ask'), me ?? '');
		await keys.press(page.getByRole('button', { name: say('reviewer_ask_do'), exact: true }));
		await expect(page.getByText(say('reviewer_asked_done'))).toBeVisible();
		for (const points of await page.locator('form#review select[name="points"]').all())
			await keys.choose(points, '2');
		for (const reason of await page.locator('form#review textarea[name="reason"]').all())
			await keys.write(reason, 'Überzeugend.');
		await keys.press(page.locator('form#review button[value="submit"]'));
		await expect(page.getByText(say('review_submitted'), { exact: true })).toBeVisible();
		await step('step_assessment_decision', 'decision');
	});

	await test.step('and signs first', async () => {
		await keys.tick(page.locator('input[name="outcome"][value="approved"]'));
		await keys.write(page.locator('#decision-amount'), '1.000,00');
		await keys.write(page.locator('#decision-reason'), 'Das genügt.');
		await keys.press(page.locator('form[action*="propose"] button[value="preview"]'));
		await listener.hears(`focus: section ${say('proposal_letter_title')}`);
		await keys.press(page.getByRole('button', { name: say('decision_sign_first'), exact: true }));
		await expect(page.getByText(say('done_proposed'))).toBeVisible();
		await listener.hears(`focus: div ${say('done_title')} ${say('done_proposed')}`);
	});

	await test.step('another signs second, and the letter is there', async () => {
		const decider = await atTheDesk(colleagues.decider);
		await decider.keys.press(decider.page.getByRole('link', { name: number }).first());
		await decider.listener.hears(`screen: ${number}`);
		await decider.keys.press(decider.page.locator('form#countersign button[type="submit"]'));
		await expect
			.poll(async () => (await account.correspondence(id)).letters.map(({ kind }) => kind), {
				timeout: 60_000
			})
			.toContain('approved');
	});
	await account.dispose();

	async function step(key: string, stateAfter: string): Promise<void> {
		await keys.press(page.getByRole('button', { name: say(key), exact: true }));
		const done = say('done_transition', { state: say(`state_${stateAfter}`) });
		await expect(page.getByText(done)).toBeVisible();
		await listener.hears(`focus: div ${say('done_title')} ${done}`);
	}

	async function atTheDesk(email: string) {
		const { page, say } = new Colleague(await newWindow(deskScreen), server.origin);
		const keys = new Keyboard(page);
		const listener = await Listener.of(page);
		await page.goto(`${server.origin}/staff`);
		await keys.write(page.locator('#email'), email);
		await page.keyboard.press('Enter');
		await page.locator('#code').waitFor();
		await keys.write(page.locator('#code'), await newestCode(server.origin, email));
		await page.keyboard.press('Enter');
		await page.waitForURL((url) => url.pathname === '/staff');
		await keys.press(page.locator('a[href*="view=all"]:visible').first());
		await page.waitForURL(/view=all/);
		return { page, say, keys, listener };
	}
});
