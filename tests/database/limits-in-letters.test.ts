import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTime, slug } from './support/applications.ts';
import { TestDatabase } from './support/database.ts';
import { one, signUpStaff } from './support/people.ts';

const reworded = '20261226100000';
let database: TestDatabase;

const templateOf = (kind: string) =>
	one(
		database,
		`select t.* from public.letter_templates t
		join public.funding_rounds r on r.id = t.round_id where r.slug = $1 and t.kind = $2`,
		[slug, kind]
	);

// An office that has worded the waiting list in Polish itself; then letters say their limits.
beforeAll(async () => {
	database = await TestDatabase.startBefore(reworded);
	await database.setClock(inTime);
	const admin = await signUpStaff(database, 'admin');
	const { round_id, version, subject, blocks, explanations } = await templateOf('waitlisted');
	await database.call(admin, 'save_letter_template', [
		round_id,
		'waitlisted',
		version,
		subject,
		JSON.stringify(blocks),
		JSON.stringify({ ...Object(explanations), pl: 'Nasze słowa.' })
	]);
	await database.migrate((name) => name >= reworded);
});
afterAll(() => database.stop());

it('lets no explanation of a grant say "you may start" by itself, nor one of a waiting list that the money is short', async () => {
	const proposals = await database.owner(
		`select kind, explanations, blocks from private.letter_proposals where kind in ('approved', 'waitlisted')`
	);
	for (const { kind, explanations } of proposals)
		for (const [language, text] of Object.entries(Object(explanations)))
			expect(text, `${String(kind)} in ${language}`).toMatch(
				kind === 'approved' ? /\{\{start\}\}/ : /\n[^\n]*\{\{waiting_place\}\}\.\n/
			);
	const { blocks, explanations } = await templateOf('approved');
	expect(JSON.stringify(blocks)).toContain('gilt mit den folgenden Änderungen');
	expect(Object(explanations)).toEqual(
		Object(proposals.find(({ kind }) => kind === 'approved')?.explanations)
	);
});

it('leaves a letter alone that the office has saved, and mends the languages it did not write', async () => {
	const { blocks, explanations } = await templateOf('waitlisted');
	expect(JSON.stringify(blocks)).toContain('Zurzeit reichen die Mittel');
	expect(Object(explanations)).toMatchObject({ pl: 'Nasze słowa.' });
	expect(Object(explanations)['de']).toContain('noch nicht endgültig');
});
