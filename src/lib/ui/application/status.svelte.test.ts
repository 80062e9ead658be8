import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { State } from '../../core/application/states';
import { newDraft } from '../../core/draft/draft';
import { sampleRound } from '../../core/round/round.sample';
import { m } from '../../i18n/generated/applicant/messages';
import DraftCard from '../draft/DraftCard.svelte';
import Standing from '../draft/Standing.svelte';
import History from './History.svelte';
import LaterDocuments from './LaterDocuments.svelte';
import StatusPath from './StatusPath.svelte';

beforeEach(() => {
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
});

const stepsOf = async (state: State) => {
	const screen = await render(StatusPath, { props: { state, round: sampleRound } });
	const steps = [...screen.container.querySelectorAll('li')];
	return { screen, steps: steps.map((step) => [step.className, step.querySelector('p')?.textContent]) };
};

describe('a question of the office', () => {
	it('stands before the decision while nothing is decided', async () => {
		const { steps } = await stepsOf('clarification');
		expect(steps.map(([, title]) => title)).toEqual([
			m.status_received(),
			m.status_in_review(),
			m.status_question(),
			m.status_decided(),
			m.status_settlement()
		]);
	});

	it('about the proof of use comes after the proof, which is there', async () => {
		const { steps } = await stepsOf('report_clarification');
		expect(steps).toEqual([
			[expect.stringContaining('done'), m.status_received()],
			[expect.stringContaining('done'), m.status_in_review()],
			[expect.stringContaining('done'), m.status_decided()],
			[expect.stringContaining('done'), m.status_settlement()],
			[expect.stringContaining('current'), m.status_question()]
		]);
	});
});

describe('an application on the waiting list', () => {
	it('is not called decided, and nothing is promised after it', async () => {
		const { steps } = await stepsOf('waitlisted');
		expect(steps).toEqual([
			[expect.stringContaining('done'), m.status_received()],
			[expect.stringContaining('done'), m.status_in_review()],
			[expect.stringContaining('current'), m.status_waitlisted()]
		]);
	});
});

describe('an application that was withdrawn', () => {
	it.each(['withdrawn', 'rejected', 'closed'] as const)(
		'or is at its end (%s) is on no way',
		async (state) => {
			const { screen, steps } = await stepsOf(state);
			expect(steps).toEqual([]);
			expect(screen.container.textContent.trim()).toBe('');
		}
	);

	it('is no step on the way of others', async () => {
		const { steps } = await stepsOf('assessment');
		expect(steps.map(([, title]) => title)).toEqual([
			m.status_received(),
			m.status_in_review(),
			m.status_decided(),
			m.status_settlement()
		]);
	});

	it('is not called received in the line above every screen', async () => {
		const screen = await render(Standing, { props: { standing: 'received', state: 'withdrawn' } });
		await expect.element(screen.getByText(m.status_withdrawn_title())).toBeVisible();
		expect(screen.container.querySelector('.sent')).toBeNull();
	});

	it('nor is one that is decided, whatever the word was', async () => {
		for (const state of ['rejected', 'approved', 'closed', 'report_due'] as const) {
			const screen = await render(Standing, { props: { standing: 'received', state } });
			await expect.element(screen.getByText(m.status_decided())).toBeVisible();
			await screen.unmount();
		}
		const screen = await render(Standing, { props: { standing: 'received', state: 'assessment' } });
		await expect.element(screen.getByText(m.status_received(), { exact: true })).toBeVisible();
	});

	it('is not green among those that were sent', async () => {
		const props = { href: '#', title: 'Fest', text: 'KOF-1', status: m.status_withdrawn_title() };
		const screen = await render(DraftCard, { props: { ...props, isEnded: true } });
		await expect.element(screen.getByText(m.status_withdrawn_title())).toBeVisible();
		expect(screen.container.querySelector('.success')).toBeNull();
	});
});

it('names the documents that are still missing with the comma of the language', async () => {
	const documents = ['نظام', 'كشف'].map((label) => ({
		code: label,
		label,
		hint: null,
		is_required: true,
		shown_if: null
	}));
	const round = { ...sampleRound, documents };
	const draft = newDraft({ id: 'a', round: round.slug, ownerId: null, nowMs: 0 });
	const props = { draft, round, files: [], locale: 'ar', href: '/' } as const;
	const screen = await render(LaterDocuments, { props });
	await expect.element(screen.getByText('نظام، كشف', { exact: false })).toBeVisible();
});

it('begins a line with its number also where lines run from right to left', async () => {
	document.documentElement.dir = 'rtl';
	const props = { href: '/', title: 'Fest', text: 'KOFEI-2027-0001 · حتى 2026', status: 'سؤال' };
	const screen = await render(DraftCard, { props });
	const words = screen.getByText(props.text).element().firstChild as Text;
	const placeOf = (part: string) => {
		const range = document.createRange();
		range.setStart(words, props.text.indexOf(part));
		range.setEnd(words, props.text.indexOf(part) + part.length);
		return range.getBoundingClientRect().left;
	};
	expect(placeOf('KOFEI-2027-0001')).toBeGreaterThan(placeOf('حتى'));
	document.documentElement.dir = 'ltr';
});

describe('the history', () => {
	const at = '2027-03-01T10:00:00Z';
	const marks = async (...way: readonly State[]) => {
		const events = way.map((to) => ({ to, at, public_reason: null }));
		const { container } = await render(History, { props: { events, locale: 'de' } });
		return [...container.querySelectorAll('li')].map((step) => step.getAttribute('aria-current'));
	};

	it('stands at its last step while there is a next one, and nowhere when all is over', async () => {
		expect(await marks('submitted', 'formal_check')).toEqual([null, 'step']);
		expect(await marks('submitted', 'rejected')).toEqual([null, null]);
		expect(await marks('submitted', 'closed')).toEqual([null, null]);
	});
});
