import { beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Clarification } from '../../core/api/clarification';
import { newDraft } from '../../core/draft/draft';
import { afterMovedOn } from '../../core/draft/exchange';
import { settleConflict } from '../../core/draft/settle';
import type { Fields } from '../../core/draft/fields';
import { sampleRound } from '../../core/round/round.sample';
import { loadFieldTexts } from '../../i18n/field-catalogues.svelte';
import { expectNoAxeViolation } from '../axe.sample';
import Conflicts from './Conflicts.svelte';

const row = (label: string, cents: number): Fields => ({
	'cost_lines.aaaaaaaa.label': label,
	'cost_lines.aaaaaaaa.amount_cents': cents
});

/** What this device has after the other's words came in. */
function between(before: Fields, mine: Fields, theirs: Fields) {
	const draft = {
		...newDraft({ id: 'a', round: 'r', ownerId: null, nowMs: 0 }),
		base: { revision: 1, fields: before }
	};
	return afterMovedOn({ ...draft, fields: mine }, { revision: 2, fields: theirs });
}

beforeEach(async () => {
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
	await loadFieldTexts();
});

describe('two versions', () => {
	it('of a row removed here and written in there are one question: removed, or what was written', async () => {
		const draft = between(row('Tee', 5000), {}, row('Tee und Kuchen', 7000));
		const settled = vi.fn<(path: string, side: 'mine' | 'theirs') => void>();
		const screen = await render(Conflicts, {
			props: { draft, round: sampleRound, locale: 'de', place: 'review', onsettle: settled }
		});
		await expect.element(screen.getByText('Entfernt')).toBeVisible();
		await expect.element(screen.getByText(/Tee und Kuchen/)).toBeVisible();
		expect(screen.container.textContent).toMatch(/70,00/);
		expect(screen.getByRole('button').elements()).toHaveLength(2);
		await expectNoAxeViolation(screen.container);

		await userEvent.click(screen.getByRole('button', { name: 'Entfernen' }));
		const removed = settled.mock.calls.reduce((one, [path, side]) => settleConflict(one, path, side), draft);
		expect(removed).toMatchObject({ fields: {}, conflicts: [] });

		settled.mockClear();
		await userEvent.click(screen.getByRole('button', { name: 'Diese nehmen' }));
		const kept = settled.mock.calls.reduce((one, [path, side]) => settleConflict(one, path, side), draft);
		expect(kept).toMatchObject({ fields: row('Tee und Kuchen', 7000), conflicts: [] });
	});

	it('of a row removed there and written in here the same way round', async () => {
		const draft = between(row('Tee', 5000), row('Tee und Kuchen', 5000), {});
		const settled = vi.fn<(path: string, side: 'mine' | 'theirs') => void>();
		const screen = await render(Conflicts, {
			props: { draft, round: sampleRound, locale: 'de', place: 'review', onsettle: settled }
		});
		await userEvent.click(screen.getByRole('button', { name: 'Entfernen' }));
		const removed = settled.mock.calls.reduce((one, [path, side]) => settleConflict(one, path, side), draft);
		expect(removed).toMatchObject({ fields: {}, conflicts: [] });
	});

	it('of one answer are shown word for word, each with its own choice', async () => {
		const draft = between({ need: 'Alt' }, { need: 'Von mir' }, { need: 'Von dir' });
		const screen = await render(Conflicts, {
			props: { draft, round: sampleRound, locale: 'de', place: 'review', onsettle: () => undefined }
		});
		await expect.element(screen.getByText('Von mir')).toBeVisible();
		await expect.element(screen.getByText('Von dir')).toBeVisible();
		await expect.element(screen.getByText('Entfernt')).not.toBeInTheDocument();
	});

	it('of an answer and of its language are one question', async () => {
		const said = (need: string, language: string): Fields => ({ need, 'text_language.need': language });
		const draft = between(said('Alt', 'de'), said('نص', 'ar'), said('Metin', 'tr'));
		const settled = vi.fn<(path: string, side: 'mine' | 'theirs') => void>();
		const screen = await render(Conflicts, {
			props: { draft, round: sampleRound, locale: 'de', place: 'review', onsettle: settled }
		});
		expect(screen.getByRole('button').elements()).toHaveLength(2);
		await userEvent.click(screen.getByRole('button').last());
		const chosen = settled.mock.calls.reduce((one, [path, side]) => settleConflict(one, path, side), draft);
		expect(chosen).toMatchObject({ fields: said('Metin', 'tr'), conflicts: [] });
	});

	it('stand where their field is asked; elsewhere a line says where, with the way there', async () => {
		const before = { need: 'Alt', aims: 'Alt', organisation_name: 'Alt' };
		const draft = between(
			before,
			{ need: 'Von mir', aims: 'Von mir', organisation_name: 'Von mir e. V.' },
			{ need: 'Von dir', aims: 'Von dir', organisation_name: 'Von dir e. V.' }
		);
		const screen = await render(Conflicts, {
			props: { draft, round: sampleRound, locale: 'de', place: 'organisation', onsettle: () => undefined }
		});
		await expect.element(screen.getByText('Von mir e. V.')).toBeVisible();
		await expect.element(screen.getByText('Von mir', { exact: true })).not.toBeInTheDocument();
		const links = screen.getByRole('link').elements();
		expect(links.map((link) => link.getAttribute('href'))).toEqual(['/de/apply/a/goals']);
		expect(links[0]?.textContent).toContain('Zwei Fassungen');
		await expectNoAxeViolation(screen.container);

		await screen.rerender({ place: 'a' });
		await expect.element(screen.getByRole('blockquote')).not.toBeInTheDocument();
		expect(screen.getByRole('button').elements()).toEqual([]);
		expect(screen.getByRole('link').elements()).toHaveLength(2);
	});

	it('are called by the question of the office, and a German version is told from the answer itself', async () => {
		const mine = { 'answers.a1b2c3d4': 'Amina.', 'german.need': 'Es fehlt ein Ort.' };
		const theirs = { 'answers.a1b2c3d4': 'Omar.', 'german.need': 'Ein Ort fehlt.' };
		const clarification: Clarification = {
			id: 'q1',
			asked_at: '2027-01-20T10:00:00Z',
			due_on: '2027-02-03',
			items: [{ kind: 'question', id: 'a1b2c3d4', note: 'Wer schließt den Saal auf?' }],
			message: '',
			message_language: 'de',
			message_de: null
		};
		const receipt = {
			application_id: 'a',
			reference_number: 'N',
			received_at: '2027-01-05T10:00:00Z',
			sha256: 'ab',
			is_late: false,
			state: 'submitted',
			round: 'r'
		};
		const server = { state: 'clarification', revision: 2, receipt, clarification };
		const draft = { ...between({}, mine, theirs), server };
		const screen = await render(Conflicts, {
			props: { draft, round: sampleRound, locale: 'de', place: 'review', onsettle: () => undefined }
		});
		await expect.element(screen.getByRole('heading', { name: /Wer schließt den Saal auf/ })).toBeVisible();
		await expect
			.element(screen.getByRole('heading', { name: 'Warum braucht es das? Dasselbe auf Deutsch' }))
			.toBeVisible();
		await expectNoAxeViolation(screen.container);
	});
});
