import { states, type State } from '../../../src/lib/core/application/states.ts';
import { expect, test } from '../../support/journey.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { PlainForm } from '../../support/plain-form.ts';

const EXAMPLES = 50;
const open = ['new', 'check', 'assess', 'decide'] as const;
const PDF = '%PDF-';
const PATIENCE_MS = 120_000;

/**
 * Somebody who does two hundred steps in two minutes: every form is sent as it stands on the page of the server, but only what
 * is looked at in the end is drawn. How each looks is told by the journeys of single cases.
 */
class Swift extends Colleague {
	async casesIn(view: string): Promise<readonly string[]> {
		await this.openQueue(view);
		return this.page
			.locator('tbody th a')
			.evaluateAll((links) => links.map((link) => String(Reflect.get(link, 'href'))));
	}

	/** As far as this person can bring it alone. */
	async bringOn(href: string, outcome: Outcome): Promise<void> {
		for (;;) {
			const html = await this.#read(href);
			const form = this.#next(html, outcome, (piece) => PlainForm.in(html, href, piece));
			if (form === null) return;
			await form.post(this.page.request);
		}
	}

	/** Where a first signature of somebody else waits for this person's. */
	async countersignIfAsked(href: string): Promise<void> {
		await PlainForm.in(await this.#read(href), href, 'id="countersign"')?.post(this.page.request);
	}

	#next(html: string, outcome: Outcome, form: (piece: string) => PlainForm | null): PlainForm | null {
		const step = (to: State) => form(`id="step-${to}"`);
		switch (this.#stateIn(html)) {
			case 'submitted':
			case 'clarification':
				return step('formal_check');
			case 'formal_check':
				if (!html.includes(this.say('check_open_for_version'))) return step('assessment');
				return judged(form('id="check"'), 'judgement', 'met')?.fill('intent', 'sign') ?? null;
			case 'assessment': {
				const mine = form('id="review"');
				if (mine) return judged(mine, 'points', '2')?.fill('intent', 'submit') ?? null;
				const [done, asked] = this.#reviewsIn(html);
				if (asked === 0) return form('id="reviewer-ask"')?.choose('reviewer', this.#me) ?? null;
				return done === asked ? step('decision') : null;
			}
			case 'decision':
				return decided(form('id="decision-outcome"'), outcome);
			default:
				return null;
		}
	}

	async #read(href: string): Promise<string> {
		return (await this.page.request.get(href)).text();
	}

	#stateIn(html: string): State | undefined {
		const chip = html
			.slice(html.indexOf('case-head'))
			.match(/class="chip[^"]*"[^>]*>([\s\S]*?)<\/span>\s*</)?.[1];
		const shown = chip?.replace(/<[^>]*>/g, '').trim();
		const state = states.find((one) => shown === this.say(`state_${one}`));
		if (!state) throw new Error(`no state is called ${shown}`);
		return state;
	}

	#reviewsIn(html: string): readonly [done: number, asked: number] {
		const words = this.say('reviews_count', { done: '(\\d+)', asked: '(\\d+)' });
		const [, done, asked] = html.match(new RegExp(words)) ?? [];
		// Before anybody is asked there is nothing to count.
		return [Number(done ?? 0), Number(asked ?? 0)];
	}

	get #me(): string {
		return this.say('person_you', { person: '' }).split('(')[0] ?? '';
	}
}

type Outcome = 'approved' | 'waitlisted' | 'rejected';

/** Most are approved with what they ask for; some wait, some are refused, with a reason. */
function outcomeOf(place: number): Outcome {
	return place % 9 === 8 ? 'rejected' : place % 11 === 10 ? 'waitlisted' : 'approved';
}

function judged(form: PlainForm | null, name: string, judgement: string): PlainForm | null {
	return form?.fill(name, judgement).fill('reason', 'Gesehen und in Ordnung.') ?? null;
}

function decided(form: PlainForm | null, outcome: Outcome): PlainForm | null {
	const filled = form?.fill('outcome', outcome) ?? null;
	if (outcome !== 'rejected') return filled;
	return filled?.fill('reason', 'Die Mittel reichen nicht für alle, andere Vorhaben gehen vor.') ?? null;
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
