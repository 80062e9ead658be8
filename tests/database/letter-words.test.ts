import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTime, slug } from './support/applications.ts';
import { TestDatabase } from './support/database.ts';
import { one, signUpStaff } from './support/people.ts';

const reworded = '20261206300000';
const ownWords = 'Так ми самі це написали.';
let database: TestDatabase;

const textsOf = async (kind: string) => {
	const { version, explanations } = await one(
		database,
		`select t.version, t.explanations from public.letter_templates t
		join public.funding_rounds r on r.id = t.round_id where r.slug = $1 and t.kind = $2`,
		[slug, kind]
	);
	return { version, texts: Object(explanations) as Readonly<Record<string, string>> };
};

// An installation whose office has put a letter of its own into Ukrainian words; then better words come.
beforeAll(async () => {
	database = await TestDatabase.startBefore(reworded);
	await database.setClock(inTime);
	const admin = await signUpStaff(database, 'admin');
	const { round_id, version, subject, blocks, explanations } = await one(
		database,
		`select t.* from public.letter_templates t
		join public.funding_rounds r on r.id = t.round_id where r.slug = $1 and t.kind = 'revoked'`,
		[slug]
	);
	await database.call(admin, 'save_letter_template', [
		round_id,
		'revoked',
		version,
		subject,
		JSON.stringify(blocks),
		JSON.stringify({ ...Object(explanations), uk: ownWords })
	]);
	await database.migrate((name) => name >= reworded);
});
afterAll(() => database.stop());

it('leaves words of the office as they are, beside better ones in other languages', async () => {
	const { version, texts } = await textsOf('revoked');
	expect(texts['uk']).toBe(ownWords);
	expect(texts['ru']).toContain('или не согласны');
	expect(version).toBe(5);
});

it('gives rounds that are there the words a new round begins with', async () => {
	const proposals = await database.owner(`select kind, explanations from private.letter_proposals`);
	for (const { kind, explanations } of proposals) {
		const { texts } = await textsOf(String(kind));
		const expected = Object(explanations) as Record<string, string>;
		expect(texts, String(kind)).toEqual(kind === 'revoked' ? { ...expected, uk: ownWords } : expected);
	}
});

it('says each of the better words, and none of those before', async () => {
	const better: readonly (readonly [string, string, string, string])[] = [
		['receipt', 'uk', 'Ми отримали вашу заявку (', 'надійшла'],
		['receipt', 'ru', 'Мы получили вашу заявку (', 'пришла'],
		['approved', 'de-simple', 'nach 1 Monat.', 'einem Monat'],
		['approved', 'uk', 'рішення (Zusage):', 'рішення:'],
		['approved', 'ru', 'решение (Zusage):', 'решение:'],
		['approved', 'ar', 'رفع الدعوى (Klage).', 'الدعوى.'],
		['approved', 'en', 'give up your right to challenge it in court (Rechtsbehelfsverzicht)', 'waive legal'],
		['rejected', 'de-simple', 'dafür 1 Monat Zeit', 'einen Monat'],
		['rejected', 'tr', 'Mahkemesi’nde', "'"],
		['changed', 'ar', 'الذي أبلغتم عنه.', 'طلبتموه'],
		['proof_checked', 'ar', 'دققنا', 'فحصنا'],
		[
			'proof_checked',
			'tr',
			'Harcama dökümünüzü inceledik. Kabul edilen harcamalar {{accepted_costs}}; desteğiniz sonuç olarak {{amount}}. {{claim}} Fişleri beş yıl daha saklayın. Emeğiniz için teşekkürler.',
			'gider'
		],
		['revoked', 'ar', 'سحب موافقتنا (Widerruf).', 'موافقتنا.'],
		['revoked', 'bg', 'или не сте съгласни', 'по друг начин'],
		['revoked', 'ku', 'bi me re bipeyivin', 'biaxivin'],
		['approved', 'uk', 'через місяць або раніше', 'за місяць']
	];
	for (const [kind, language, says, saysNoMore] of better) {
		const text = (await textsOf(kind)).texts[language];
		expect(text, `${kind} in ${language}`).toContain(says);
		expect(text, `${kind} in ${language}`).not.toContain(saysNoMore);
	}
});
