import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isKnownPath, form as sections, type Field } from '../../src/lib/core/application/fields.ts';
import { problemsOf } from '../../src/lib/core/application/problems.ts';
import { applyChanges, type Fields, type FieldValue } from '../../src/lib/core/draft/fields.ts';
import { localiseRound } from '../../src/lib/core/round/localise.ts';
import type { Round } from '../../src/lib/core/round/round.ts';
import { completeForm, slug } from './support/applications.ts';
import { TestDatabase } from './support/database.ts';

type Said = { readonly path: string; readonly code: string; readonly params: unknown };

let database: TestDatabase;
let round: Round;
beforeAll(async () => {
	database = await TestDatabase.start();
	const [row] = await database.owner(
		`select to_jsonb(r) as row from public.funding_rounds r where slug = $1`,
		[slug]
	);
	round = localiseRound(row?.['row'], 'de');
});
afterAll(() => database.stop());

const fieldsByPath = Object.fromEntries(
	Object.values(sections).flatMap((section) => Object.entries<Field>(section))
);
const rowIds = ['aaaaaaa1', 'bbbbbbb1', 'ccccccc1'];

/** What people and phones put into fields that are not made for it. */
const oddTexts = [
	'',
	' ',
	'\u00a0\t\n',
	'\u200b\u200e',
	' x ',
	'\u1680\u3000x\u205f',
	'\u1680',
	'ä'.repeat(120),
	'x'.repeat(121),
	'👍'.repeat(100),
	'👍'.repeat(101),
	'x'.repeat(2001),
	'a\u0007b',
	'a\u007f',
	'line\nline\ttab\r\n',
	'\u202eabc',
	"O'Neill <b>&amp;</b> {{x}} ' or 1=1 --",
	'1e9',
	'-0',
	'١٢٣',
	'null',
	'__proto__'
];
const texts: Readonly<Partial<Record<Field['kind'], readonly string[]>>> = {
	email: [
		'a@b.de',
		'a@b',
		'@b.de',
		'a b@c.de',
		'ä@ö.de',
		`${'x'.repeat(65)}@b.de`,
		'a@b..de',
		'a@b.de.',
		' a@b.de '
	],
	phone: [
		'0203 1234',
		'+49 (203) 12-34',
		'1234',
		'12345',
		'0'.repeat(15),
		'0'.repeat(16),
		'٠٢٠٣١٢٣٤',
		'++49203'
	],
	postal_code: ['47051', '4705', '470510', '٤٧٠٥١', ' 47051 ', 'D-47051'],
	iban: [
		'DE89370400440532013000',
		'de89 3704 0044 0532 0130 00',
		'DE89370400440532013001',
		'NL91ABNA0417164300',
		'DE8937040044053201300',
		'XX00',
		'GB82 WEST 1234 5698 7654 32'
	],
	date: [
		'2027-04-01',
		'2027-02-29',
		'2028-02-29',
		'2027-13-01',
		'0001-01-01',
		'0000-01-01',
		'9999-12-31',
		'01.04.2027',
		' 2027-04-01 '
	]
};
const numbers = [
	0, -0, 1, -1, 1.5, 25, 24_999, 25_000, 250_000, 250_001, 99_999_999, 100_000_000, 999_999_999,
	1_000_000_000, 1e15
];

function codesOf({ options = [] }: Field): readonly string[] {
	return typeof options === 'string' ? round[options].map(({ code }) => code) : options;
}

function fieldOf(path: string): Field {
	return fieldsByPath[path] ?? rowField(path, path.split('.').at(-1) ?? '');
}

/** What may stand in a field, rightly or wrongly. */
function valuesFor(path: string): readonly FieldValue[] {
	const field = fieldOf(path);
	const codes = [...codesOf(field), 'unknown'];
	const ofOtherKinds: readonly FieldValue[] = [true, 7, ['x'], []];
	if (field.kind === 'choice') return [...codes, '', ...ofOtherKinds];
	if (field.kind === 'codes') return [codes, codes.slice(0, 1), codes.slice(0, 2), '', 'x', ...ofOtherKinds];
	if (field.kind === 'money' || field.kind === 'count')
		return [...numbers, '1.234,56', 'etwa 500', '12,5', '-3', ...oddTexts, ...ofOtherKinds];
	return [...(texts[field.kind] ?? []), ...oddTexts, ...ofOtherKinds];
}

const valueFor = (path: string): fc.Arbitrary<FieldValue | null> =>
	fc.oneof(
		{ weight: 8, arbitrary: fc.constantFrom(...valuesFor(path)) },
		{ weight: 1, arbitrary: fc.constant(null) },
		{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) }
	);

function rowField(path: string, column: string): Field {
	if (column === 'category') return { kind: 'choice', options: 'cost_categories' };
	if (column === 'kind') return { kind: 'choice', options: 'income_kinds' };
	if (column === 'amount_cents') return { kind: 'money' };
	return { kind: path.startsWith('declared.') ? 'choice' : 'text', options: ['2027-1', '2026-1'] };
}

const paths = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...Object.keys(fieldsByPath)) },
	{
		weight: 3,
		arbitrary: fc
			.tuple(fc.constantFrom(...rowIds), fc.constantFrom('category', 'label', 'amount_cents', 'position'))
			.map(([id, column]) => `cost_lines.${id}.${column}`)
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(fc.constantFrom(...rowIds), fc.constantFrom('kind', 'label', 'amount_cents', 'position'))
			.map(([id, column]) => `income_lines.${id}.${column}`)
	},
	{
		weight: 1,
		arbitrary: fc
			.constantFrom('true_and_complete', 'not_begun', 'publication_consent')
			.map((code) => `declared.${code}`)
	}
);

const change = paths.chain((path) => valueFor(path).map((value) => [path, value] as const));

/** A form that could be sent, or an empty one, with a few things changed: most forms are nearly right. */
const forms = fc
	.tuple(fc.constantFrom<Fields>(completeForm, completeForm, {}), fc.array(change, { maxLength: 6 }))
	.map(([start, changes]) => applyChanges(start, Object.fromEntries(changes)));

/** Many forms in one question: the way to the database takes longer than the answer. */
async function saidBySql(forms: readonly Fields[]): Promise<readonly (readonly Said[])[]> {
	const rows = await database.owner(
		`select private.submission_problems(f.form, r) as problems
		from public.funding_rounds r, jsonb_array_elements($1::jsonb) with ordinality f (form, place)
		where r.slug = $2 order by f.place`,
		[JSON.stringify(forms), slug]
	);
	return rows.map((row) => row['problems'] as readonly Said[]);
}

/**
 * A number kept as text is one that was not understood. SQL only says so; core reads it once more to name the fault better.
 * There the two agree on the place alone.
 */
function comparable(fields: Fields, said: readonly Said[]): readonly string[] {
	return said
		.map(({ path, code, params }) => {
			const isTypedNumber = typeof fields[path] === 'string' && isNumeric(path) && code !== 'required';
			return JSON.stringify(isTypedNumber ? [path] : [path, code, params]);
		})
		.sort();
}

function isNumeric(path: string): boolean {
	return path.endsWith('_cents') || fieldsByPath[path]?.kind === 'count';
}

async function compare(forms: readonly Fields[]): Promise<void> {
	const sql = await saidBySql(forms);
	for (const [place, fields] of forms.entries()) {
		expect(Object.keys(fields).every(isKnownPath)).toBe(true);
		const core = comparable(fields, problemsOf(fields, round));
		expect(comparable(fields, sql[place] ?? []), JSON.stringify(fields)).toEqual(core);
	}
}

describe('what keeps an application from being sent', () => {
	it('is the same on the phone and in the database, for any form', async () => {
		await fc.assert(fc.asyncProperty(fc.array(forms, { minLength: 25, maxLength: 25 }), compare), {
			numRuns: 20
		});
	});

	it('is the same for every odd value in every field', async () => {
		const paths = [
			...Object.keys(fieldsByPath),
			'cost_lines.aaaaaaa1.category',
			'cost_lines.aaaaaaa1.amount_cents'
		];
		for (const path of paths) {
			await compare(valuesFor(path).map((value) => applyChanges(completeForm, { [path]: value })));
		}
	});

	// `\s` of Postgres knows fewer blanks than that of JavaScript: such a number passes here and is refused there.
	it.fails('is the same for a no-break space pasted into a phone number or an IBAN', async () => {
		await compare([
			{ ...completeForm, contact_phone: '0203\u00a012345' },
			{ ...completeForm, iban: 'DE89\u00a03704 0044 0532 0130 00' }
		]);
	});

	it('is nothing for a complete form, on both sides', async () => {
		expect(problemsOf(completeForm, round)).toEqual([]);
		expect(await saidBySql([completeForm])).toEqual([[]]);
	});
});
