import { describe, expect, it } from 'vitest';
import {
	answerPath,
	type ClarificationItem,
	isReopened,
	reopenedPaths,
	reopenedSections,
	unanswered
} from './clarification';

const section = (section: string): ClarificationItem => ({ kind: 'section', section, note: '' });
const question: ClarificationItem = { kind: 'question', id: 'a1b2c3d4', note: 'Wer spült?' };
const translation: ClarificationItem = { kind: 'translation', path: 'need', note: '' };
const statutes: ClarificationItem = { kind: 'document', document: 'statutes', note: 'Alle Seiten, bitte.' };

describe('what the office reopens', () => {
	it('is a whole section: its fields, what stands beside long answers, and its rows', () => {
		for (const path of ['publicity', 'german.publicity', 'text_language.publicity', 'partners.aaaaaaaa.name'])
			expect(isReopened(path, [section('quality')]), path).toBe(true);
		for (const path of ['need', 'german.need', 'cost_lines.aaaaaaaa.label', 'answers.a1b2c3d4'])
			expect(isReopened(path, [section('quality')]), path).toBe(false);
		expect(isReopened('declared.not_begun', [section('declarations')])).toBe(true);
	});

	it('is the answer to its own question and no other', () => {
		expect(isReopened(answerPath('a1b2c3d4'), [question])).toBe(true);
		expect(isReopened(answerPath('a1b2c3d5'), [question])).toBe(false);
	});

	it('is the German version of an answer, never the answer itself', () => {
		for (const path of ['german.need', 'german_by.need', 'text_language.need'])
			expect(isReopened(path, [translation]), path).toBe(true);
		for (const path of ['need', 'german.aims', 'german'])
			expect(isReopened(path, [translation]), path).toBe(false);
	});

	it('is no field at all for a document, an unknown section and nothing', () => {
		for (const items of [[statutes], [section('documents')], [section('toString')], []]) {
			expect(isReopened('need', items)).toBe(false);
			expect(reopenedPaths(items)).toEqual([]);
		}
		expect(isReopened('toString', [section('toString')])).toBe(false);
	});

	it('is listed with lists by their names, and sections in the order they were asked for', () => {
		expect(reopenedPaths([section('goals'), question, translation, statutes])).toEqual([
			'need',
			'aims',
			'text_language.need',
			'german.need',
			'german_by.need',
			'german_of.need',
			'text_language.aims',
			'german.aims',
			'german_by.aims',
			'german_of.aims',
			'answers.a1b2c3d4',
			'text_language.need',
			'german.need',
			'german_by.need',
			'german_of.need'
		]);
		expect(reopenedPaths([section('responsible')])).toEqual(['signing', 'responsible_persons']);
		expect(reopenedSections([section('costs'), statutes, section('goals'), section('x')])).toEqual([
			'costs',
			'goals'
		]);
	});
});

describe('what is still without an answer', () => {
	const none = () => false;

	it('are questions, translations and documents, each until it has what it needs; a section may be right as it is', () => {
		const items = [section('goals'), question, translation, statutes];
		expect(unanswered(items, {}, none)).toEqual([question, translation, statutes]);
		const fields = { [answerPath('a1b2c3d4')]: ' \u00a0', 'german.need': 'Viele.' };
		expect(unanswered(items, fields, (document) => document === 'statutes')).toEqual([question]);
		// Nobody had said the language, the office asked, and it was German all along.
		expect(unanswered([translation], { 'text_language.need': 'de' }, none)).toEqual([]);
		expect(unanswered([translation], { 'text_language.need': 'tr' }, none)).toEqual([translation]);
		expect(unanswered(items, { ...fields, 'answers.a1b2c3d4': 'Cem.' }, none)).toEqual([statutes]);
	});
});
