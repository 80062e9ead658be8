import { describe, expect, it } from 'vitest';
import { sampleRound as round } from '../round/round.sample';
import { answerProblems } from './answer-problems';
import { completeFields } from './application.sample';
import { answerPath, type ClarificationItem } from './clarification';

const question: ClarificationItem = { kind: 'question', id: 'a1b2c3d4', note: 'Wer schließt auf?' };
const translation: ClarificationItem = { kind: 'translation', path: 'need', note: '' };
const goals: ClarificationItem = { kind: 'section', section: 'goals', note: '' };
const path = answerPath('a1b2c3d4');
const found = (items: readonly ClarificationItem[], changes: Record<string, string>) =>
	answerProblems(items, { ...completeFields, ...changes }, round);

describe('what the office would send back', () => {
	it('is an answer or a German version that is too long, counted as the database counts', () => {
		expect(found([question], { [path]: '🎈'.repeat(2000) })).toEqual([]);
		expect(found([question], { [path]: 'x'.repeat(2001) })).toEqual([
			{ code: 'too_long', params: { max: 2000 }, path, section: null }
		]);
		const turkish = { 'text_language.need': 'tr', 'german.need': 'y'.repeat(4001) };
		expect(found([translation], turkish)).toMatchObject([{ code: 'too_long', path: 'german.need' }]);
		expect(found([translation], { ...turkish, 'german.need': 'y' })).toEqual([]);
	});

	it('is what is missing in a section that was opened, and nothing of what was not', () => {
		expect(found([goals], { need: ' ' })).toMatchObject([{ path: 'need', section: 'goals' }]);
		expect(found([question], { need: ' ' })).toEqual([]);
	});
});
