import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedDocuments, askedFields, askedSections } from '../../src/lib/core/application/asked.ts';
import { fewestResponsible, legalForms } from '../../src/lib/core/application/fields.ts';
import { problemsOf } from '../../src/lib/core/application/problems.ts';
import type { Fields } from '../../src/lib/core/draft/fields.ts';
import { localiseRound } from '../../src/lib/core/round/localise.ts';
import type { Round } from '../../src/lib/core/round/round.ts';
import { TestDatabase } from './support/database.ts';
import { one } from './support/people.ts';

let database: TestDatabase;
let round: Round;
beforeAll(async () => {
	database = await TestDatabase.start();
	const found = await one(
		database,
		`select to_jsonb(r) as row from public.funding_rounds r where slug = 'kofei-2027'`
	);
	round = localiseRound(found['row'], 'de');
});
afterAll(() => database.stop());

type Asked = {
	readonly fields: readonly string[];
	readonly people: number;
	readonly papers: readonly string[];
};

/** What each legal form is asked besides what everybody is: to be found in a register, or to have two who answer for it. */
const table = {
	registered_association: {
		fields: ['register_court', 'register_number'],
		people: 1,
		papers: ['statutes', 'register_extract']
	},
	unregistered_association: {
		fields: [],
		people: 2,
		papers: ['statutes', 'self_presentation', 'responsibility']
	},
	initiative: { fields: [], people: 2, papers: ['self_presentation', 'responsibility'] },
	non_profit_company: {
		fields: ['register_court', 'register_number'],
		people: 1,
		papers: ['statutes', 'register_extract']
	},
	foundation: { fields: ['foundation_authority'], people: 1, papers: ['statutes'] },
	religious_community: { fields: ['public_corporation'], people: 1, papers: [] },
	welfare_association: { fields: [], people: 1, papers: [] },
	other: { fields: [], people: 1, papers: ['self_presentation'] }
} as const satisfies Record<(typeof legalForms)[number], Asked>;

const askedOf = (fields: Fields) =>
	askedSections(round).flatMap((section) => askedFields(section, fields, round).map(([path]) => path));
const papersOf = (fields: Fields) =>
	askedDocuments(fields, round)
		.filter(({ is_required }) => is_required)
		.map(({ code }) => code);

describe('what the seeded round asks', () => {
	it.each(Object.entries(table))('of the legal form %s', async (legal_form, { fields, people, papers }) => {
		const everybody = askedOf({});
		expect(askedOf({ legal_form }).filter((path) => !everybody.includes(path))).toEqual(fields);
		expect(fewestResponsible(legal_form)).toBe(people);
		expect(papersOf({ legal_form, non_profit: 'no' })).toEqual(papers);
		expect(papersOf({ legal_form, non_profit: 'yes' })).toEqual(
			expect.arrayContaining([...papers, 'tax_exemption'])
		);
	});

	it.each(legalForms)('is asked by the database in the same way of %s', async (legal_form) => {
		const { problems } = await one(
			database,
			`select private.submission_problems($1::jsonb, r) as problems
			from public.funding_rounds r where slug = 'kofei-2027'`,
			[JSON.stringify({ legal_form })]
		);
		const missing = (found: unknown) =>
			[...(found as { readonly path: string }[])].map(({ path }) => path).sort();
		expect(missing(problems)).toEqual(missing(problemsOf({ legal_form }, round)));
	});

	it('declares the same whoever applies', () => {
		expect(round.declarations.filter(({ is_required }) => is_required).map(({ code }) => code)).toEqual([
			'true_and_complete',
			'not_begun',
			'no_double_funding',
			'reports_changes',
			'democratic_order',
			'knows_terms',
			'mentions_funding',
			'privacy_read'
		]);
	});

	it('lets two people sign for a group wherever it wants two', () => {
		for (const legal_form of legalForms)
			expect(papersOf({ legal_form }).includes('responsibility'), legal_form).toBe(
				fewestResponsible(legal_form) === 2
			);
	});
});
