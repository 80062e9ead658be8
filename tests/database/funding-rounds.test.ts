import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedDocuments } from '../../src/lib/core/application/asked.ts';
import { localiseRound } from '../../src/lib/core/round/localise.ts';
import { formatCents } from '../../src/lib/i18n/format.ts';
import { refusalOf, TestDatabase } from './support/database.ts';
import { one } from './support/people.ts';

const locales = ['de', 'de-simple', 'tr', 'ar', 'bg', 'ro', 'uk', 'ru', 'en', 'ku', 'fa', 'fr', 'pl'];
interface Option {
	readonly code: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly hints?: Readonly<Record<string, string>>;
}

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
});
afterAll(() => database.stop());

describe('the seeded rounds', () => {
	it('are the round of 2026 as published, archived, and an open one', async () => {
		const rows = await database.owner(
			`select slug, status, to_char(closes_at at time zone 'Europe/Berlin', 'YYYY-MM-DD HH24:MI:SS') as closes,
				opens_at < now() as has_opened, total_budget_cents, min_cents, cap_cents from public.funding_rounds order by slug limit 1`
		);
		expect(rows).toEqual([
			{
				slug: 'kofei-2026',
				status: 'archived',
				closes: '2026-02-15 23:59:59',
				has_opened: true,
				total_budget_cents: 5800000,
				min_cents: 25000,
				cap_cents: 250000
			}
		]);
		const open = await database.owner(
			`select slug from public.funding_rounds where status = 'published' and opens_at < now() and closes_at > now()`
		);
		expect(open.length).toBe(1);
	});

	it('write amounts in Arabic as the facts beside them are written', async () => {
		const rows = await database.owner('select texts, assumptions from public.funding_rounds');
		const arabic = rows.flatMap(({ texts, assumptions }) => [
			...Object.values(Object(texts).ar),
			...Object.values(Object(assumptions)).map((byLocale) => Object(byLocale).ar)
		]);
		const amounts = arabic.flatMap((text) => String(text).match(/\d[\d.,]*\s(?:€|يورو)/g) ?? []);
		expect(amounts.length).toBeGreaterThan(2);
		const foreign = amounts.filter((amount) => {
			const cents = Number(amount.replace(/\D/g, '')) * 100;
			return formatCents(cents, 'ar', true).replaceAll('\u200f', '') !== amount;
		});
		expect(foreign).toEqual([]);
	});

	it('stay as they are when the seed runs again, also where staff corrected them', async () => {
		await database.owner(`update public.funding_rounds set cap_cents = 300000 where slug = 'kofei-2026'`);
		const all = `select md5(string_agg(r::text, ',' order by r.slug)) as h from public.funding_rounds r`;
		const before = await one(database, all);
		await database.seed();
		expect(await one(database, all)).toEqual(before);
	});

	it('speak every locale, with nothing left to fill in', async () => {
		for (const round of await database.owner(`select * from public.funding_rounds`)) {
			const texts = round['texts'] as Record<string, Record<string, string>>;
			expect(Object.keys(texts).sort()).toEqual([...locales].sort());
			for (const locale of locales) {
				const keys = Object.keys(texts[locale] ?? {}).sort();
				expect(keys).toEqual([
					'after',
					'contact_note',
					'how_much',
					'interpreters',
					'needs',
					'purpose',
					'summary',
					'title',
					'what',
					'when',
					'who'
				]);
			}
			for (const column of [
				'areas',
				'districts',
				'target_groups',
				'cost_categories',
				'income_kinds',
				'criteria',
				'documents'
			]) {
				for (const option of round[column] as Option[]) {
					expect(Object.keys(option.labels).sort(), `${column} ${option.code}`).toEqual([...locales].sort());
				}
			}
			for (const document of round['documents'] as Option[])
				expect(Object.keys(document.hints ?? {}).sort(), document.code).toEqual([...locales].sort());
			expect(JSON.stringify(round)).not.toMatch(/\{year\}|""/);
		}
	});
});

describe('what the seeded rounds ask for', () => {
	const roundOf = async (slug: string, locale = 'de') => {
		const row = await one(
			database,
			`select to_jsonb(r) as row from public.funding_rounds r where slug = $1`,
			[slug]
		);
		return localiseRound(row['row'], locale);
	};
	it('are the whole form, a typed name, and offers from 1,000 EUR on', async () => {
		for (const slug of ['kofei-2026', 'kofei-2027']) {
			const round = await roundOf(slug);
			expect(round).toMatchObject({
				not_asked: [],
				also_required: [],
				signature: 'typed_name',
				offers_from_cents: 100_000,
				postal_codes: { from: '47051', until: '47279' }
			});
			expect(round.usual_days['assessment']).toBe(28);
		}
		for (const locale of locales)
			expect((await roundOf('kofei-2027', locale)).texts.interpreters).toContain('Sprachmittlerpool');
	});

	it('is readable in an installation whose rounds are older than these settings', async () => {
		await database.owner(
			`insert into public.funding_rounds (slug, status, reference_prefix, opens_at, project_from, project_until,
				total_budget_cents, min_cents, cap_cents, documents, settings)
			values ('older', 'archived', 'KOFEI', now(), '2025-01-01', '2025-12-31', 100, 1, 100,
				'[{"code": "statutes", "labels": {"de": "Satzung"}}]', '{"city": "Duisburg", "iban_when": "after_approval"}')`
		);
		const round = await roundOf('older');
		expect(round).toMatchObject({
			not_asked: [],
			signature: 'typed_name',
			offers_from_cents: null,
			usual_days: {}
		});
		expect(askedDocuments({}, round).map(({ code }) => code)).toEqual(['statutes']);
	});
});

describe('a round', () => {
	it('keeps its dates and sums in order', async () => {
		for (const change of [
			`closes_at = opens_at`,
			`project_until = project_from - 1`,
			`min_cents = cap_cents + 1`,
			`cap_cents = total_budget_cents + 1`,
			`areas = '{}'`,
			`status = 'open'`,
			`slug = 'Kofei 2027'`
		]) {
			const refusal = await refusalOf(
				database.owner(`update public.funding_rounds set ${change} where slug = 'kofei-2027'`)
			);
			expect(refusal.code, change).toBe('23514');
		}
	});

	it('leaves an audit entry with the names of what changed', async () => {
		await database.owner(
			`update public.funding_rounds set closes_at = closes_at + interval '1 day' where slug = 'kofei-2027'`
		);
		const row = await one(database, `select action, detail from public.audit_log order by id desc limit 1`);
		expect(row).toMatchObject({
			action: 'round_changed',
			detail: { slug: 'kofei-2027', changed: ['closes_at'], paths: [] }
		});
	});
});
