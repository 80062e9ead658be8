import { beforeEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { sampleRound } from '../../core/round/round.sample';
import { expectNoAxeViolation } from '../axe.sample';
import RecentChanges from './RecentChanges.svelte';

beforeEach(() => {
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
});

it('says which document was taken out, by whom, beside what was written', async () => {
	const helper = 'beratung@example.org';
	const known = {
		changes: [{ at: '2027-01-20T10:00:00Z', email: helper, paths: ['need'] }],
		removed: [
			{ at: '2027-01-20T12:00:00Z', email: helper, document: 'statutes' },
			{ at: '2027-01-20T11:00:00Z', email: null, document: 'no_longer_asked' }
		]
	};
	const screen = await render(RecentChanges, { props: { known, round: sampleRound, locale: 'de' } });
	const lines = screen.getByRole('listitem').elements();
	const texts = lines.map((line) => line.textContent?.replaceAll(/[\u2068\u2069]/g, ''));
	expect(texts).toEqual([
		expect.stringMatching(/Unterlage entfernt: Satzung.*von beratung@example\.org/s),
		expect.stringMatching(/Unterlage entfernt: Andere Unterlagen.*nicht mehr gibt/s),
		expect.stringContaining(`von ${helper}`)
	]);
	await expectNoAxeViolation(screen.container);
});
