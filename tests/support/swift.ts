import { states, type State } from '../../src/lib/core/application/states.ts';
import { Colleague } from './office.ts';
import { PlainForm } from './plain-form.ts';

export type Outcome = 'approved' | 'waitlisted' | 'rejected';

/**
 * Somebody who does two hundred steps in two minutes: every form is sent as it stands on the page of the server, but only what
 * is looked at in the end is drawn. How each looks is told by the journeys of single cases.
 */
export class Swift extends Colleague {
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
			await (this.#stateIn(html) === 'decision' ? this.#signFirst(form, href) : form.post(this.page.request));
		}
	}

	/** Where a first signature of somebody else waits for this person's. */
	async countersignIfAsked(href: string): Promise<void> {
		await PlainForm.in(await this.#read(href), href, 'id="countersign"')?.post(this.page.request);
	}

	/** Under the letter that was read. */
	async #signFirst(form: PlainForm, href: string): Promise<void> {
		const read = PlainForm.in(await form.look(this.page.request), href, 'id="decision-outcome"');
		await read?.fill('intent', 'sign').post(this.page.request);
	}

	#next(html: string, outcome: Outcome, form: (piece: string) => PlainForm | null): PlainForm | null {
		const step = (to: State) => form(`id="step-${to}"`);
		switch (this.#stateIn(html)) {
			case 'submitted':
				return step('formal_check');
			case 'clarification':
				return step('formal_check')?.fill('reason', 'Am Telefon geklärt.') ?? null;
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

function judged(form: PlainForm | null, name: string, judgement: string): PlainForm | null {
	return form?.fill(name, judgement).fill('reason', 'Gesehen und in Ordnung.') ?? null;
}

function decided(form: PlainForm | null, outcome: Outcome): PlainForm | null {
	return (
		form
			?.fill('outcome', outcome)
			.fill('reason', 'Die Mittel reichen nicht für alle, andere Vorhaben gehen vor.') ?? null
	);
}
