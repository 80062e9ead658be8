import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOf, TestDatabase } from './support/database.ts';
import { one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
});
afterAll(() => database.stop());

type Someone = Awaited<ReturnType<typeof signUp>>;
const choose = (person: Someone, locale: string | null) => database.call(person, 'choose_language', [locale]);
const languageOf = (person: Someone) => database.call(person, 'my_language', []);

describe('the language of an account', () => {
	it('is the one chosen last, for applicants as for the office, and nobody else’s', async () => {
		const [amina, other, clerk] = [
			await signUp(database),
			await signUp(database),
			await signUpStaff(database, 'clerk')
		];
		expect(await languageOf(amina)).toBeNull();
		for (const locale of ['ar', 'de-simple', 'tr']) await choose(amina, locale);
		await choose(clerk, 'en');
		expect(await languageOf(amina)).toBe('tr');
		expect(await languageOf(clerk)).toBe('en');
		expect(await languageOf(other)).toBeNull();
	});

	it('is the code of a language, and of somebody', async () => {
		const amina = await signUp(database);
		for (const locale of ['Türkçe', 'tr; drop table', '', null])
			expect(await refusalOf(choose(amina, locale))).toMatchObject({
				code: 'PT422',
				message: 'payload_invalid'
			});
		expect(await languageOf(amina)).toBeNull();
	});

	it('goes with the account', async () => {
		const amina = await signUp(database);
		await choose(amina, 'tr');
		await database.owner(`delete from auth.users where id = $1`, [amina.id]);
		const left = `select count(*)::int as n from private.account_languages where user_id = $1`;
		expect(await one(database, left, [amina.id])).toEqual({ n: 0 });
	});
});
