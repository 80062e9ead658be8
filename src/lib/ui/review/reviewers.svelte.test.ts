import { beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { defaults } from 'sveltekit-superforms/client';
import { zod4 } from 'sveltekit-superforms/adapters';
import { removalSchema, reviewerSchema } from '../case/work-forms';
import Reviewers from './Reviewers.svelte';

const asked = {
	id: 'a',
	person: 'Ada',
	submittedAt: null,
	removedAt: null,
	removedBy: null,
	removalCode: null,
	removalReason: null,
	mayTakeOff: true
};
const removed = { ...asked, removedAt: '2027-02-01T09:00:00Z', removedBy: 'Ben', removalReason: 'conflict' };

beforeEach(() => {
	document.documentElement.lang = 'de';
});

describe('who was asked to assess', () => {
	it('is listed each time, also somebody who was removed and asked again', async () => {
		await render(Reviewers, {
			reviewers: [removed, removed, asked],
			candidates: [{ id: 'b', name: 'Ben' }],
			asking: defaults(zod4(reviewerSchema), { id: 'reviewer-ask' }),
			removing: defaults(zod4(removalSchema), { id: 'reviewer-remove' }),
			askAction: '?/ask_reviewer',
			removeAction: '?/remove_reviewer',
			mayChange: true,
			locale: 'de'
		});
		const lines = page.getByRole('list').getByRole('listitem');
		await expect.poll(() => lines.elements().length).toBe(3);
		expect(lines.elements().map((line) => line.textContent?.includes('conflict (Ben)'))).toEqual([
			true,
			true,
			false
		]);
	});

	it('offers to take off only who can be taken off', async () => {
		await render(Reviewers, {
			reviewers: [asked, { ...asked, id: 'c', person: 'Cem', mayTakeOff: false }],
			candidates: [],
			asking: defaults(zod4(reviewerSchema), { id: 'reviewer-ask' }),
			removing: defaults(zod4(removalSchema), { id: 'reviewer-remove' }),
			askAction: '?/ask_reviewer',
			removeAction: '?/remove_reviewer',
			mayChange: true,
			locale: 'de'
		});
		const names = [...document.querySelectorAll('#reviewer-remove option')].map((one) => one.textContent);
		expect(names).toContain('Ada');
		expect(names).not.toContain('Cem');
	});
});
