import { beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { fingerprintOf } from '../../core/application/german-version';
import type { Changes, Fields } from '../../core/draft/fields';
import { sampleRound as round } from '../../core/round/round.sample';
import { loadFieldTexts } from '../../i18n/field-catalogues.svelte';
import { expectNoAxeViolation } from '../axe.sample';
import AskedItem from './AskedItem.svelte';
import Missing from './Missing.svelte';

beforeEach(async () => {
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
	await loadFieldTexts();
});

describe('a translation the office asks for', () => {
	it('has its field also where nobody has said the language, and is then kept as a translation', async () => {
		const onchange = vi.fn<(changes: Changes) => void>();
		const fields: Fields = { need: 'Tanışacak yer yok.' };
		const item = { kind: 'translation', path: 'need', note: '' } as const;
		const props = { draftId: 'a', item, index: 0, fields, round, locale: 'de' as const, home: '', onchange };
		const screen = await render(AskedItem, { props });
		await expect.element(screen.getByLabelText('In welcher Sprache schreibt ihr hier?')).toBeVisible();
		await userEvent.fill(screen.getByLabelText(/^Dasselbe auf Deutsch/), 'Es fehlt ein Ort.');
		expect(onchange).toHaveBeenLastCalledWith({
			'german.need': 'Es fehlt ein Ort.',
			'german_of.need': fingerprintOf('Tanışacak yer yok.'),
			'german_by.need': 'self',
			'text_language.need': 'other'
		});
		await expectNoAxeViolation(screen.container);
	});
});

describe('what keeps an answer from being sent', () => {
	it('is named by the question of the office, with a link to it on the same screen', async () => {
		const asked = [{ kind: 'question', id: 'a1b2c3d4', note: 'Wer schließt auf?' }] as const;
		const path = 'answers.a1b2c3d4';
		const problems = [{ code: 'too_long', params: { max: 2000 }, path, section: null }] as const;
		const props = { problems, asked, fields: {}, locale: 'de' as const, home: '/de/apply/x' };
		const screen = await render(Missing, { props });
		await expect
			.element(screen.getByRole('link', { name: /Wer schließt auf/ }))
			.toHaveAttribute('href', `#${path}`);
		await expect.element(screen.getByText(/2000|2\.000/)).toBeVisible();
		await expectNoAxeViolation(screen.container);
	});
});
