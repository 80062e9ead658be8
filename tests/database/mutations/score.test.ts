import { expect, it } from 'vitest';
import { summary } from './score.ts';

it('the score counts what was missed or not there any more, and names what is excepted', () => {
	const judged = [
		{ name: 'policy "x" on public.y dropped', verdict: 'caught', why: '' },
		{ name: 'raise public.f: not_found', verdict: 'superfluous', why: 'the next line asks' },
		{ name: 'trigger t dropped', verdict: 'missed', why: '' },
		{ name: 'something by hand', verdict: 'stale', why: '' }
	] as const;
	const lines = summary(judged).split('\n');
	expect(lines).toEqual(
		expect.arrayContaining([
			'policies: 1 of 1 (100.0 %)',
			'triggers: 0 of 1 (0.0 %)',
			'EXCEPTED raise public.f: not_found: the next line asks',
			'MISSED trigger t dropped',
			'STALE something by hand'
		])
	);
	expect(lines.at(-1)).toBe('SCORE 1 of 3 (33.3 %), 1 excepted');
});
