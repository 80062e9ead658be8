import { expect, test } from '../../support/journey.ts';
import { colleagues, deskScreen } from '../../support/office.ts';
import { Swift, type Outcome } from '../../support/swift.ts';

const EXAMPLES = 50;
const open = ['new', 'check', 'assess', 'decide'] as const;
const PDF = '%PDF-';
const PATIENCE_MS = 120_000;

/** Most are approved with what they ask for; some wait, some are refused, with a reason. */
function outcomeOf(place: number): Outcome {
	return place % 9 === 8 ? 'rejected' : place % 11 === 10 ? 'waitlisted' : 'approved';
}

test('four people bring a round from fifty applications to the last letter', async ({
	newWindow,
	ownServer: server
}) => {
	// Four minutes on two cores with nothing else to do.
	test.setTimeout(900_000);
	await server.fillWithExamples(EXAMPLES);
	const sit = async (email: string) => {
		const colleague = new Swift(await newWindow(deskScreen), server.origin);
		await colleague.signIn(email);
		return colleague;
	};
	const [clerk, decider] = [await sit(colleagues.clerk), await sit(colleagues.decider)];
	const manager = await sit(colleagues.manager);
	const counted = async (view: string) => (await clerk.casesIn(view)).length;
	const sent = (await counted('all')) - (await counted('withdrawn'));
	expect(sent).toBeGreaterThan(35);

	await test.step('two of them share the desk: they check, assess and sign first, each their half', async () => {
		const cases: string[] = [];
		for (const view of open) cases.push(...(await clerk.casesIn(view)));
		const half = async (who: Swift, rest: number) => {
			for (const [place, href] of cases.entries())
				if (place % 2 === rest) await who.bringOn(href, outcomeOf(place));
		};
		await Promise.all([half(clerk, 0), half(decider, 1)]);
	});

	await test.step('the decider assesses what else she was asked for, and decides on it', async () => {
		for (const [place, href] of (await decider.casesIn('assess')).entries())
			await decider.bringOn(href, outcomeOf(place));
	});

	await test.step('somebody else signs a second time, until nothing lies on the desk any more', async () => {
		for (const who of [decider, manager])
			for (const href of await who.casesIn('decide')) await who.countersignIfAsked(href);
		for (const view of open) expect(await counted(view), view).toBe(0);
		expect(await counted('decided')).toBe(sent);
	});

	await test.step('the auditor finds a letter for each of them, and the trail unbroken', async () => {
		const auditor = await sit(colleagues.auditor);
		const { page } = auditor;
		for (const href of await auditor.casesIn('decided')) {
			const letters = async () => {
				const html = await (await page.request.get(href)).text();
				expect(html).not.toContain(auditor.say('letter_being_printed'));
				return [...new Set([...html.matchAll(/\/letters\/[0-9a-f-]{36}/g)].map(([path]) => path))];
			};
			// The receipt, and the decision; the newest first.
			await expect(async () => expect((await letters()).length).toBeGreaterThan(1)).toPass({
				timeout: PATIENCE_MS
			});
			const [decision] = await letters();
			const pdf = await page.request.get(`${href.split('?')[0]}${decision}`);
			expect((await pdf.body()).subarray(0, PDF.length).toString()).toBe(PDF);
		}
		await page.goto(`${server.origin}/staff/audit`);
		await page.getByRole('button', { name: auditor.say('audit_verify') }).click();
		await expect(page.getByText(auditor.say('audit_intact_title'))).toBeVisible();
	});

	await test.step('the money holds, and the administration puts the round away', async () => {
		const { page, say } = manager;
		await page.goto(`${server.origin}/staff/statistics`);
		await expect(
			page.getByRole('row', { name: new RegExp(`^${say('statistics_undecided')}`) })
		).toContainText('0');
		await page.goto(`${server.origin}/staff/rounds`);
		await page.locator('tbody th a').first().click();
		await page.getByRole('button', { name: say('round_archive') }).click();
		await expect(page.getByText(say('round_done_archived'))).toBeVisible();
	});
});
