import { describe, expect, it } from 'vitest';
import type { EditableRound } from '../../core/round/editing';
import { emptiedTexts, filledTexts, textsSchema } from './texts-form';

describe('what a request begins and ends with', () => {
	const words = Object.fromEntries(Object.keys(textsSchema.shape).map((part) => [part, '']));
	const problemsOf = (request_opening: string) =>
		textsSchema
			.safeParse({ ...words, revision: 1, request_opening })
			.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

	it('has no placeholders, so that none reaches the group as it was typed', () => {
		expect(problemsOf('Bitte schickt uns:')).toEqual([]);
		expect(problemsOf('Bitte schickt uns {items}')).toEqual(['request_opening braces']);
		expect(problemsOf('Bitte bis {{due_date}}')).toEqual(['request_opening braces']);
	});
});

describe('texts of a round people read', () => {
	const round = (status: string) =>
		({
			status,
			revision: 1,
			texts: { tr: { title: 'Başlık', summary: 'Özet' }, de: { title: 'Titel' } },
			contact: { name: { tr: 'Büro' } },
			settings: {}
		}) as unknown as EditableRound;
	const emptied = (status: string, changes: object) =>
		emptiedTexts({ ...filledTexts(round(status), 'tr'), ...changes }, round(status), 'tr');
	const all = { title: '', summary: '', contact_name: '' };

	it('are not emptied without a question', () => {
		expect(emptied('published', all)).toEqual(['title', 'summary', 'contact_name']);
		expect(emptied('published', { summary: '' })).toEqual(['summary']);
	});

	it('are emptied once that was said and wanted, and what was emptied since is asked about anew', () => {
		expect(emptied('published', { ...all, may_empty: 'title summary contact_name' })).toEqual([]);
		expect(emptied('published', { ...all, may_empty: 'title summary' })).toEqual(['contact_name']);
	});

	it('are nobody’s question while nobody can read them, or where there were none', () => {
		expect(emptied('draft', all)).toEqual([]);
		expect(emptied('published', {})).toEqual([]);
	});
});
