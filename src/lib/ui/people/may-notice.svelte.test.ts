import { beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { newDraft } from '../../core/draft/draft';
import { expectNoAxeViolation } from '../axe.sample';
import MayNotice from './MayNotice.svelte';

beforeEach(() => {
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
});

describe('a helper whose time is over', () => {
	it('is told since when, or that it is, and where their words are', async () => {
		const notice = (helpsUntil: string | null) => ({
			draft: {
				...newDraft({ id: 'a', round: 'r', ownerId: 'h', nowMs: 0 }),
				server: {
					state: 'draft',
					revision: 1,
					receipt: null,
					may: 'read' as const,
					helpsUntil,
					isHelpOver: true
				}
			},
			teamHref: '',
			locale: 'de' as const
		});
		const screen = await render(MayNotice, { props: notice('2026-01-15') });
		await expect
			.element(screen.getByText(/ist am Donnerstag, 15.\u00a0Januar 2026 abgelaufen/))
			.toBeVisible();
		await expect.element(screen.getByRole('button', { name: 'Als Datei sichern' })).toBeVisible();
		await expectNoAxeViolation(screen.container);
		await screen.rerender(notice('2999-01-15'));
		await expect.element(screen.getByText(/helft ihr nicht mehr mit/)).toBeVisible();
		// Whoever took part without a last day was no helper.
		await screen.rerender(notice(null));
		await expect.element(screen.getByText('Bei diesem Antrag seid ihr nicht mehr dabei.')).toBeVisible();
		await expect.element(screen.getByRole('button', { name: 'Als Datei sichern' })).toBeVisible();
	});
});
