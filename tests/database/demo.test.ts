import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerLanguages, legalForms } from '../../src/lib/core/application/fields.ts';
import { problemsOf } from '../../src/lib/core/application/problems.ts';
import type { Fields } from '../../src/lib/core/draft/fields.ts';
import { localiseRound } from '../../src/lib/core/round/localise.ts';
import type { Round } from '../../src/lib/core/round/round.ts';
import { demoApplications } from '../../src/lib/server/demo/applications.ts';
import { demoDistricts } from '../../src/lib/server/demo/groups.ts';
import { TestDatabase } from './support/database.ts';
import { one } from './support/people.ts';

let database: TestDatabase;
let round: Round;
beforeAll(async () => {
	database = await TestDatabase.start();
	const row = await one(
		database,
		`select to_jsonb(r) as r from public.funding_rounds r where slug = 'kofei-2027'`
	);
	round = localiseRound(row['r'], 'de');
});
afterAll(() => database.stop());

describe('the fifty examples', () => {
	it('are the same every time', () => {
		expect(demoApplications(50, round)).toEqual(demoApplications(50, round));
	});

	it('could all be sent as they are, in the app and in the database', async () => {
		for (const { fields } of demoApplications(120, round)) {
			expect(problemsOf(fields as Fields, round)).toEqual([]);
			const [row] = await database.owner(
				`select private.submission_problems($1, r) as problems from public.funding_rounds r where slug = 'kofei-2027'`,
				[JSON.stringify(fields)]
			);
			expect(row?.['problems']).toEqual([]);
		}
	});

	it('come from everywhere, in several languages, from every kind of group, with and without documents, some late', () => {
		const all = demoApplications(50, round);
		expect(new Set(all.map(({ group }) => group.district))).toEqual(new Set(demoDistricts));
		expect(new Set(all.map(({ group }) => group.legalForm))).toEqual(new Set(legalForms));
		expect(new Set(all.map(({ group }) => group.language)).size).toBe(5);
		for (const { group } of all) expect(answerLanguages).toContain(group.language);
		const documented = all.filter(({ documents }) => documents.length > 0).length;
		expect(documented).toBeGreaterThan(15);
		expect(documented).toBeLessThan(30);
		expect(all.filter(({ daysBefore }) => daysBefore < 0).length).toBeGreaterThan(3);
		expect(new Set(all.map(({ fate }) => fate)).size).toBe(12);
		expect(all.filter(({ copiedFrom }) => copiedFrom !== null).length).toBeGreaterThan(2);
		expect(new Set(all.map(({ id }) => id)).size).toBe(50);
		// Six ways a grant can stand, one after the other: each is among them.
		expect(all.flatMap(({ fate, turn }) => (fate === 'approved' ? [turn] : []))).toEqual([0, 1, 2, 3, 4, 5]);
	});
});
