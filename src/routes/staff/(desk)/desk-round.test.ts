import { describe, expect, it } from 'vitest';
import { deskRound } from './desk-round';

const round = (slug: string, status: string) => ({ slug, status });

describe('the round the desk opens in', () => {
	it('is the newest that is public', () => {
		const rounds = [round('2029', 'draft'), round('2028', 'published'), round('2027', 'published')];
		expect(deskRound(rounds, null)?.slug).toBe('2028');
	});

	it('is last year’s, whose cases are undecided, while the next one is only prepared', () => {
		const rounds = [round('2028', 'draft'), round('2027', 'archived'), round('2026', 'archived')];
		expect(deskRound(rounds, null)?.slug).toBe('2027');
	});

	it('is the one in preparation where there is no other, and whichever is asked for', () => {
		const rounds = [round('2028', 'draft')];
		expect(deskRound(rounds, null)?.slug).toBe('2028');
		expect(deskRound([round('2027', 'published'), ...rounds], '2028')?.slug).toBe('2028');
		expect(deskRound([], null)).toBeUndefined();
	});
});
