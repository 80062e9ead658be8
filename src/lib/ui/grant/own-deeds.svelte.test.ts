import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Grant } from '../../core/api/grant';
import { groupDeeds } from '../../core/grant/deeds';
import { expectNoAxeViolation } from '../axe.sample';
import OwnDeeds from './OwnDeeds.svelte';

beforeEach(() => {
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
});

describe('what a group did with its grant', () => {
	it('is told with its day and who did it, and without an address where the account is gone', async () => {
		const deeds: Grant['deeds'] = groupDeeds.map((deed, index) => ({
			deed,
			at: '2027-01-20T11:00:00Z',
			email: index === 0 ? null : `person${String(index)}@example.org`,
			is_me: false
		}));
		const screen = await render(OwnDeeds, { props: { deeds, locale: 'de' as const } });
		const lines = screen
			.getByRole('listitem')
			.elements()
			.map(({ textContent }) => textContent ?? '');
		expect(lines).toHaveLength(groupDeeds.length);
		expect(new Set(lines.map((line) => line.split('20.01.2027')[0])).size).toBe(groupDeeds.length);
		expect(lines[0]).toMatch(/^\s*Förderung angenommen\s+20\.01\.2027, 12:00\s*$/);
		expect(lines[3]).toMatch(/Geld angefordert\s+20\.01\.2027, 12:00\s*person3@example\.org\s*$/);
		await expectNoAxeViolation(screen.container);
	});
});
