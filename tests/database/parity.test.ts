import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prunedFields } from '../../src/lib/core/application/asked.ts';
import { isReopened, type ClarificationItem } from '../../src/lib/core/application/clarification.ts';
import {
	companionPath,
	fieldAt,
	form as sections,
	isKnownPath,
	longPaths,
	rowLists,
	sectionOf,
	type Field
} from '../../src/lib/core/application/fields.ts';
import { problemsOf } from '../../src/lib/core/application/problems.ts';
import { applyChanges, type Fields, type FieldValue } from '../../src/lib/core/draft/fields.ts';
import { localiseRound } from '../../src/lib/core/round/localise.ts';
import type { Round } from '../../src/lib/core/round/round.ts';
import { completeForm, slug } from './support/applications.ts';
import { patience, TestDatabase } from './support/database.ts';

type Said = { readonly path: string; readonly code: string; readonly params: unknown };
type Settings = Readonly<Record<string, unknown>>;

let database: TestDatabase;
let row: Readonly<Record<string, unknown>>;
let round: Round;
beforeAll(async () => {
	database = await TestDatabase.start();
	const [found] = await database.owner(
		`select to_jsonb(r) as row from public.funding_rounds r where slug = $1`,
		[slug]
	);
	row = found?.['row'] as typeof row;
	round = localiseRound(row, 'de');
});
afterAll(() => database.stop());

const singlePaths = Object.values(sections).flatMap((section) => Object.keys(section));
const companions = ['text_language', 'german', 'german_by', 'german_of'] as const;
const rowIds = ['aaaaaaa1', 'bbbbbbb1', 'ccccccc1'];
const columns = Object.entries(rowLists).flatMap(([list, { columns }]) =>
	[...Object.keys(columns), 'position'].map((column) => [list, column] as const)
);

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
		' a@b.de ',
		'a\u00a0b@c.de',
		`${'👍'.repeat(40)}@b.de`
	],
	phone: [
		'0203 1234',
		'0203\u00a012345',
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
		'DE89\u00a03704\u202f0044 0532 0130 00',
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
		' 2027-04-01 ',
		' 2026-04-01 '
	],
	time: ['18:30', '00:00', '24:00', '23:59', '7:30', '18.30', '18:60', ' 18:30\n', '١٨:٣٠'],
	year: ['1799', '1800', '2019', '2027', '2028', '0000', '19', '02019', ' 2019 ', '٢٠١٩'],
	web_address: [
		'example.org',
		'https://example.org/a?b#c',
		'HTTP://EXAMPLE.ORG',
		'ftp://example.org',
		'example',
		'example.',
		'example.o',
		'a b.de',
		'a.de/ b',
		'a.de/\u00a0b',
		'http://',
		'nachbarn.köln',
		'x.👍',
		'me@example.org',
		'a..de',
		`${'x'.repeat(200)}.de`
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
	if (path.startsWith('declared.')) return { kind: 'choice', options: ['2027-1', '2026-1'] };
	return fieldAt(path) ?? { kind: path.endsWith('.position') ? 'count' : 'text' };
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

/** Answers that decide what else is asked. */
const deciding = [
	'legal_form',
	'non_profit',
	'has_minors',
	'text_language.need',
	'text_language.publicity',
	'income_lines.bbbbbbb1.kind'
];

const rowPaths = fc
	.tuple(fc.constantFrom(...columns), fc.constantFrom(...rowIds))
	.map(([[list, column], id]) => `${list}.${id}.${column}`);

const paths = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...singlePaths) },
	{ weight: 3, arbitrary: fc.constantFrom(...deciding) },
	{ weight: 4, arbitrary: rowPaths },
	{
		weight: 2,
		arbitrary: fc
			.tuple(fc.constantFrom(...companions), fc.constantFrom(...longPaths))
			.map(([companion, path]) => companionPath(companion, path))
	},
	{
		weight: 1,
		arbitrary: fc
			.constantFrom('true_and_complete', 'not_begun', 'publication_consent')
			.map((code) => `declared.${code}`)
	},
	{ weight: 1, arbitrary: fc.constant('answers.a1b2c3d4') }
);

const change = paths.chain((path) => valueFor(path).map((value) => [path, value] as const));

/** A form that could be sent, or an empty one, with a few things changed: most forms are nearly right. */
const forms = fc
	.tuple(fc.constantFrom<Fields>(completeForm, completeForm, {}), fc.array(change, { maxLength: 8 }))
	.map(([start, changes]) => applyChanges(start, Object.fromEntries(changes)));

/** What a round may leave out, ask besides, and how it is signed; nothing of it at all in a round of before. */
const someSettings: fc.Arbitrary<Settings> = fc.record(
	{
		not_asked: fc.uniqueArray(
			fc.constantFrom(
				...Object.keys(sections),
				...Object.keys(rowLists),
				...singlePaths,
				'declared.not_begun'
			),
			{ maxLength: 6 }
		),
		also_required: fc.uniqueArray(fc.constantFrom(...singlePaths), { maxLength: 6 }),
		signature: fc.constantFrom('typed_name', 'signed_page')
	},
	{ requiredKeys: [] }
);

/** Many forms in one question: the way to the database takes longer than the answer. */
async function saidBySql(
	forms: readonly Fields[],
	settings: Settings
): Promise<readonly { readonly problems: readonly Said[]; readonly pruned: Fields }[]> {
	const rows = await database.owner(
		`select private.submission_problems(f.form, r) as problems, private.pruned_form(f.form, r) as pruned
		from jsonb_populate_record(null::public.funding_rounds, $2::jsonb) r,
			jsonb_array_elements($1::jsonb) with ordinality f (form, place)
		order by f.place`,
		[JSON.stringify(forms), JSON.stringify({ ...row, settings })]
	);
	return rows as { problems: readonly Said[]; pruned: Fields }[];
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
	return ['count', 'money'].includes(fieldOf(path).kind);
}

async function compare(forms: readonly Fields[], settings: Settings = {}): Promise<void> {
	const sql = await saidBySql(forms, settings);
	const asked = localiseRound({ ...row, settings }, 'de');
	for (const [place, fields] of forms.entries()) {
		expect(Object.keys(fields).every(isKnownPath)).toBe(true);
		const where = JSON.stringify({ fields, settings });
		const core = comparable(fields, problemsOf(fields, asked));
		expect(comparable(fields, sql[place]?.problems ?? []), where).toEqual(core);
		expect(sql[place]?.pruned, where).toEqual(JSON.parse(JSON.stringify(prunedFields(fields, asked))));
	}
}

describe('what keeps an application from being sent, and what of it is sent', () => {
	it('is the same on the phone and in the database, for any form and any round', patience, async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(forms, { minLength: 20, maxLength: 20 }), someSettings, compare),
			{ numRuns: 40 }
		);
	});

	it('is the same for every odd value in every field', patience, async () => {
		const paths = [
			...singlePaths,
			...columns.flatMap(([list, column]) => ['aaaaaaa1', 'bbbbbbb1'].map((id) => `${list}.${id}.${column}`)),
			...companions.map((companion) => companionPath(companion, 'need'))
		];
		const others = paths.filter((path) => !deciding.includes(path));
		const most = Math.max(...others.map((path) => valuesFor(path).length));
		// Everything is asked for, and every field has its next value at once: a few forms instead of thousands.
		const everything: Fields = {
			...completeForm,
			legal_form: 'registered_association',
			non_profit: 'yes',
			'text_language.publicity': 'ar',
			'income_lines.bbbbbbb1.kind': 'public_grant'
		};
		const together = Array.from({ length: most }, (_, at) =>
			applyChanges(everything, Object.fromEntries(others.map((path) => [path, valuesFor(path)[at] ?? null])))
		);
		const alone = deciding.flatMap((path) =>
			valuesFor(path).map((value) => applyChanges(everything, { [path]: value }))
		);
		await compare([...together, ...alone]);
	});

	it('is the same for every field that a round does not ask for or needs besides', patience, async () => {
		const start = { ...completeForm, 'german.aims': 'x'.repeat(4001), legal_form: 'registered_association' };
		for (const path of [...Object.keys(sections), ...Object.keys(rowLists), ...singlePaths]) {
			await compare([start, {}], { not_asked: [path] });
			await compare([start, {}], { also_required: [path] });
		}
	});

	it('is nothing for a complete form, on both sides', async () => {
		expect(problemsOf(completeForm, round)).toEqual([]);
		const [said] = await saidBySql([completeForm], {});
		expect(said).toEqual({ problems: [], pruned: completeForm });
	});
});

describe('the form as data', () => {
	it('has the same fields, columns and companions in the database and in core', async () => {
		const rows = await database.owner(`select to_jsonb(f) as field from private.form_fields f`);
		const lines = [
			...Object.entries(sections).flatMap(([section, fields]) =>
				Object.entries<Field>(fields).map(([name, field]) => line({ section, name, field }))
			),
			...Object.entries(rowLists).flatMap(([list, { section, columns }]) =>
				[...Object.entries<Field>(columns), ['position', { kind: 'position' }] as const].map(
					([name, field]) => line({ list, section, name, field })
				)
			),
			...companions.map((name) => line({ name, field: fieldOf(companionPath(name, 'need')) }))
		];
		const known = (field: unknown) =>
			JSON.stringify(Object.entries(field as object).sort(([one], [other]) => (one < other ? -1 : 1)));
		expect(rows.map((found) => known(found['field'])).sort()).toEqual(lines.map(known).sort());
	});

	it('knows the same paths, and the same section of each', async () => {
		const known = [
			...singlePaths,
			...longPaths.flatMap((path) => companions.map((companion) => companionPath(companion, path))),
			...columns.map(([list, column]) => `${list}.aaaaaaa1.${column}`),
			'declared.not_begun',
			'answers.a1b2c3d4'
		];
		const odd = [
			'',
			'.',
			'..',
			'.aaaaaaa1.need',
			'state',
			'need.',
			'need.aaaaaaa1.label',
			'german',
			'german.iban',
			'german.need.more',
			'german.aaaaaaa1.need',
			'need.german',
			'cost_lines',
			'cost_lines.aaaaaaa1',
			'cost_lines.aaaaaaa1.kind',
			'cost_lines.AAAAAAA1.label',
			'cost_lines.aaaaaaa1.label.more',
			'cost_lines.aaaaaaa1.__proto__',
			'declared.',
			'declared.A',
			'declared.a.b',
			`declared.${'a'.repeat(41)}`,
			'declared.a\n',
			'answers.a1b2c3d',
			'answers.A1B2C3D4',
			'answers.a1b2c3d4.x',
			'toString',
			'__proto__'
		];
		const paths = [...known, ...odd];
		expect(known.filter((path) => !isKnownPath(path))).toEqual([]);
		const rows = await database.owner(
			`select p.path, private.is_form_path(p.path) as is_known, private.section_of(p.path) as section
			from unnest($1::text[]) with ordinality p (path, place) order by p.place`,
			[paths]
		);
		expect(rows).toEqual(
			paths.map((path) => ({ path, is_known: isKnownPath(path), section: sectionOf(path) }))
		);
	});

	it('reopens the same paths for what the office asks', async () => {
		const items: readonly ClarificationItem[] = [
			...Object.keys(sections).map((section): ClarificationItem => ({ kind: 'section', section, note: '' })),
			{ kind: 'document', document: 'statutes', note: '' },
			{ kind: 'question', id: 'a1b2c3d4', note: '?' },
			...['need', 'publicity', 'iban'].map((path): ClarificationItem => ({
				kind: 'translation',
				path,
				note: ''
			}))
		];
		const paths = [
			...singlePaths,
			...longPaths.flatMap((path) => companions.map((companion) => companionPath(companion, path))),
			...columns.map(([list, column]) => `${list}.aaaaaaa1.${column}`),
			'declared.not_begun',
			'answers.a1b2c3d4',
			'answers.a1b2c3d5',
			'state'
		];
		for (const item of items) {
			const rows = await database.owner(
				`select p.path from unnest($1::text[]) with ordinality p (path, place)
				where private.is_reopened(p.path, $2::jsonb) order by p.place`,
				[paths, JSON.stringify([item])]
			);
			const core = paths.filter((path) => isReopened(path, [item]));
			expect(
				rows.map((found) => found['path']),
				JSON.stringify(item)
			).toEqual(core);
		}
	});
});

type Line = {
	readonly list?: string;
	readonly section?: string;
	readonly name: string;
	readonly field: Omit<Field, 'kind'> & { readonly kind: string };
};

/** A field of core as a row of `private.form_fields`. */
function line({ list, section, name, field }: Line) {
	const { kind, isRequired, max, min, options, shownIf } = field;
	return {
		list: list ?? null,
		name,
		section: section ?? null,
		kind,
		is_required: isRequired ?? false,
		longest: max ?? null,
		fewest: min ?? 1,
		options: typeof options === 'string' ? null : (options ?? null),
		round_options: typeof options === 'string' ? options : null,
		shown_if: shownIf?.path ?? null,
		shown_if_one_of: shownIf?.isOneOf ?? null,
		is_companion: section === undefined
	};
}
