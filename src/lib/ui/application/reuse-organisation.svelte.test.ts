import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { sampleRound } from '../../core/round/round.sample';
import ReuseOrganisation from './ReuseOrganisation.svelte';

describe('who an application is from', () => {
	it('is asked of nobody who has no name to take over, and a new application begins once', async () => {
		const onchoose = vi.fn();
		const screen = await render(ReuseOrganisation, {
			props: { drafts: [], personId: null, round: sampleRound, onchoose }
		});
		// The account answers, another draft is saved: the list is another one each time.
		for (let change = 0; change < 3; change++) await screen.rerender({ drafts: [] });
		expect(onchoose).toHaveBeenCalledTimes(1);
	});
});
