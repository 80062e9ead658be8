import { states, type State } from '../../../src/lib/core/application/states.ts';
import { expect, test } from '../../support/journey.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';

const EXAMPLES = 50;
const open = ['new', 'check', 'assess', 'decide'] as const;
const PDF = '%PDF-';
const PATIENCE_MS = 120_000;

/** Every form of the desk is posted as it stands on the page, without scripts: so many would take an hour by hand. */
class Swift extends Colleague {
	async casesIn(view: string): Promise<readonly string[]> {
		await this.openQueue(view);
		const links = await this.page.locator('tbody th a').all();
		return Promise.all(
			links.map(async (link) => new URL(String(await link.getAttribute('href')), this.page.url()).href)
		);
	}

	async #state(): Promise<State> {
		const shown = await this.page.locator('.case-head .chip').first().innerText();
		const state = states.find((one) => shown.trim() === this.say(`state_${one}`));
		if (!state) throw new Error(`no state is called ${shown}`);
		return state;
	}

	/** The page before may say that something was done as well: only the next one counts. */
	async post(form: string): Promise<void> {
		const { page } = this;
		const next = page.waitForEvent('domcontentloaded');
		await page.locator(`${form} button[type="submit"]`).first().click();
		await next;
		await expect(page.locator('.after-step')).toBeVisible();
	}

	/** As far as this person can bring the case alone; gives the state it is left in. */
	async bringOn(href: string, decide: () => Promise<void>): Promise<State> {
		const { page } = this;
		await page.goto(href);
		for (;;) {
			const state = await this.#state();
			if (state === 'submitted' || state === 'clarification') await this.post('form#step-formal_check');
			else if (state === 'formal_check') {
				if ((await page.locator('details[open] form#check').count()) > 0) await this.signCheck();
				await this.post('form#step-assessment');
			} else if (state === 'assessment') {
				const [submitted = 0, asked = 0] = await this.#reviews();
				if (asked === 0) await this.askForReview();
				else if ((await page.locator('form#review').count()) > 0) await this.review('2');
				else if (submitted === asked) await this.post('form#step-decision');
				else return state;
			} else if (state === 'decision' && (await page.locator('#decision-amount').count()) > 0) await decide();
			else return state;
		}
	}

	async #reviews(): Promise<readonly number[]> {
		const words = await this.page.locator('summary:has(#reviews-title)').innerText();
		return (words.match(/\d+/g) ?? []).map(Number);
	}
}

/** Most are approved with what they ask for; some wait, some are refused, with a reason. */
async function decideOn(who: Swift, place: number): Promise<void> {
	const { page } = who;
	const outcome = place % 9 === 8 ? 'rejected' : place % 11 === 10 ? 'waitlisted' : 'approved';
	await page.locator(`input[name="outcome"][value="${outcome}"]`).check();
	if (outcome === 'rejected')
		await page
			.locator('#decision-reason')
			.fill('Die Mittel reichen nicht für alle, andere Vorhaben gehen vor.');
	await who.post('form:has(#decision-outcome)');
}

// Two hundred pages: what is recorded of them would cost more than reading them.
test.use({ trace: 'off' });

test('four people bring a round from fifty applications to the last letter', async ({
	newWindow,
	ownServer: server
}) => {
	test.setTimeout(900_000);
	await server.fillWithExamples(EXAMPLES);
	const sit = async (email: string) => {
		const page = await newWindow({ ...deskScreen, javaScriptEnabled: false });
		await page.route(/\.(css|svg)$/, (route) => route.abort());
		const colleague = new Swift(page, server.origin);
		await colleague.signIn(email);
		return colleague;
	};
	const [clerk, decider, manager] = [
		await sit(colleagues.clerk),
		await sit(colleagues.decider),
		await sit(colleagues.manager)
	];
	const counted = async (view: string) => (await clerk.casesIn(view)).length;
	const sent = (await counted('all')) - (await counted('withdrawn'));
	expect(sent).toBeGreaterThan(35);

	await test.step('two of them share the desk: they check, assess and sign first, each their half', async () => {
		const cases: string[] = [];
		for (const view of open) cases.push(...(await clerk.casesIn(view)));
		const half = async (who: Swift, rest: number) => {
			for (const [place, href] of cases.entries())
				if (place % 2 === rest) await who.bringOn(href, () => decideOn(who, place));
		};
		await Promise.all([half(clerk, 0), half(decider, 1)]);
	});

	await test.step('the decider assesses what else she was asked for, and decides on it', async () => {
		for (const [place, href] of (await decider.casesIn('assess')).entries())
			await decider.bringOn(href, () => decideOn(decider, place));
	});

	await test.step('each is signed a second time by somebody else, until nothing lies on the desk any more', async () => {
		for (const who of [decider, manager]) {
			for (const href of await who.casesIn('decide')) {
				await who.page.goto(href);
				if ((await who.page.locator('form#countersign').count()) === 0) continue;
				await who.post('form#countersign');
			}
		}
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
				const paths = [...html.matchAll(/\/letters\/[0-9a-f-]{36}/g)].map(([path]) => path);
				return [...new Set(paths)];
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
