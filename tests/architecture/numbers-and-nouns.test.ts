import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messageAreas } from '../../src/build/messages';

/** Their nouns change with the number before them: two to six forms. The others say `_one` beside the rest, or need nothing. */
const manyForms = ['ar', 'bg', 'ro', 'uk', 'ru', 'pl'] as const;
/** Short for a unit, the same for every number. */
const units = /^(мин|хв|дн|мес|міс|mies|min)$/u;
/** After "about" and "no more than" these stand in one form from two on, and fewer never come. */
const settled: readonly string[] = [
	'ar check/advice_few_volunteers',
	'bg sent/path_days',
	'pl check/advice_few_volunteers',
	'pl sent/path_days'
];

/** A number with a noun right behind it. */
function agreeing(locale: string): readonly string[] {
	return messageAreas
		.filter((area) => area !== 'staff')
		.flatMap((area) => {
			const texts: Record<string, unknown> = JSON.parse(
				readFileSync(`src/lib/i18n/messages/${area}/${locale}.json`, 'utf8')
			);
			return Object.entries(texts)
				.filter(([, text]) => {
					const [, noun = ''] = /\{(?:count|days|minutes|hours|months)\}\s(\p{L}+)/u.exec(String(text)) ?? [];
					return noun !== '' && !units.test(noun);
				})
				.map(([key]) => `${locale} ${area}/${key}`);
		});
}

describe('a number before a noun', () => {
	it('stands only where the noun has one form for every number: the others say "receipts without a picture: 5"', () => {
		expect(manyForms.flatMap(agreeing).toSorted()).toEqual(settled.toSorted());
	});
});
