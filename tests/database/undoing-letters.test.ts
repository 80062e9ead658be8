import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { letterContent } from '../../src/lib/core/letter/letter.ts';
import { explainedIn } from '../../src/lib/core/letter/template.ts';
import { readableLetter } from '../../src/lib/i18n/letter-text.ts';
import { asked, inTime, readyForDecision, slug } from './support/applications.ts';
import { type Person, type Row, TestDatabase } from './support/database.ts';
import { decide } from './support/letters.ts';
import { one, signUpStaff } from './support/people.ts';

const migration = '20261209200000';
let database: TestDatabase;
let people: { clerk: Person & { id: string }; decider: Person & { id: string } };
let savedBefore: Row;

// An installation whose office has put one of the letters into words of its own.
beforeAll(async () => {
	database = await TestDatabase.startBefore(migration);
	await database.setClock(inTime);
	people = { clerk: await signUpStaff(database, 'clerk'), decider: await signUpStaff(database, 'decider') };
	const admin = await signUpStaff(database, 'admin');
	const save = async (kind: string, subject: string, text: string, explanations: object) => {
		const { round_id, version } = await templateOf(kind);
		const blocks = JSON.stringify([{ heading: '', text }]);
		const words = [subject, blocks, JSON.stringify(explanations)];
		await database.call(admin, 'save_letter_template', [round_id, kind, version, ...words]);
	};
	await save('waitlisted', 'Unsere Warteliste {{reference_number}}', 'Sie warten. {{reason}}', {
		de: 'Ihr wartet.',
		pl: ' '
	});
	savedBefore = await templateOf('waitlisted');
	// Costs that are cut were not told by this one.
	const own = await templateOf('approved');
	await save(
		'approved',
		'Zusage {{reference_number}}',
		'Sie bekommen {{amount}}. {{reason}} {{conditions}}',
		{ de: 'Zusage.' }
	);
	await database.migrate((name) => name >= migration);
	const headings = (await templateOf('approved'))['blocks'] as { heading: string }[];
	expect(headings.map(({ heading }) => heading)).toEqual(['', 'Frühere Entscheidung', 'Anerkannte Kosten']);
	await database.owner(
		`update public.letter_templates t set blocks = p.blocks, explanations = p.explanations
		from private.letter_proposals p where p.kind = t.kind and t.kind = 'approved' and t.round_id = $1`,
		[own['round_id']]
	);
});
afterAll(() => database.stop());
beforeEach(() => database.setClock(inTime));

const templateOf = (kind: string) =>
	one(
		database,
		`select t.* from public.letter_templates t
		join public.funding_rounds r on r.id = t.round_id where r.slug = $1 and t.kind = $2`,
		[slug, kind]
	);
const reopen = (id: string) =>
	database.call(people.decider, 'transition_application', [id, 'decision', 'Neue Tatsachen.']);
const daysLater = (days: number) =>
	database.setClock(new Date(Date.parse(String(inTime)) + days * 86_400_000).toISOString());

/** The newest letter about a decision, in words. */
async function lastLetter(application: string) {
	const row = await one(
		database,
		`select kind, language, template, facts, written_at from public.letters
		where application_id = $1 and kind in ('approved', 'waitlisted', 'rejected') order by written_at desc limit 1`,
		[application]
	);
	const content = letterContent.parse(row);
	const read = (locale: (typeof explainedIn)[number]) =>
		readableLetter(content, new Date(String(row['written_at'])).toISOString(), locale);
	return {
		text: read('de')
			.blocks.flatMap(({ heading, text }) => [heading, text])
			.join('\n')
			.replace(/\s/g, ' '),
		explainedIn: (locale: (typeof explainedIn)[number]) => read(locale).explanation.text
	};
}

describe('a decision that undoes another one', () => {
	it('says which one it replaces and what it takes back, with the remedy, also on the waiting list', async () => {
		const { id } = await readyForDecision(database, people.clerk);
		await decide(database, people, id, { cents: 79_500 });
		const grantedOn = new Date(Date.parse(String(inTime))).toLocaleDateString('de-DE', {
			day: '2-digit',
			month: '2-digit',
			year: 'numeric',
			timeZone: 'Europe/Berlin'
		});
		await daysLater(3);
		await reopen(id);
		await decide(database, people, id, { outcome: 'waitlisted', reason: 'Das Geld reicht nicht.' });
		const { text, explainedIn: explained } = await lastLetter(id);
		expect(text).toMatch(
			new RegExp(`ersetzt unseren Zuwendungsbescheid vom ${grantedOn} \\(KOFEI-\\d+-\\d+\\) über 795,00 €`)
		);
		expect(text).toMatch(/795,00 € heben wir .* auf \(§§ 48, 49 VwVfG NRW\)/);
		expect(text).toMatch(/Rechtsbehelfsbelehrung .*eines Monats .*Verwaltungsgericht Düsseldorf/);
		expect(explained('de')).toContain('795,00');
	});

	it('takes back only what is less, and says so in every language', async () => {
		const { id } = await readyForDecision(database, people.clerk);
		await decide(database, people, id, { cents: 79_500 });
		await daysLater(3);
		await reopen(id);
		await decide(database, people, id, { cents: 50_000, reason: 'Weniger Abende.' });
		const { text, explainedIn: explained } = await lastLetter(id);
		expect(text).toMatch(/ersetzt unseren Zuwendungsbescheid .* über 795,00 €/);
		expect(text).toMatch(/295,00 € heben wir/);
		for (const locale of explainedIn) {
			expect(explained(locale), locale).toMatch(/295|٢٩٥|۲۹۵/);
			expect(explained(locale).split('\n').length, locale).toBeGreaterThanOrEqual(3);
		}
	});

	it('takes nothing back where it gives more, or gives at last', async () => {
		const { id } = await readyForDecision(database, people.clerk);
		await decide(database, people, id, { outcome: 'waitlisted' });
		await daysLater(1);
		await database.call(people.clerk, 'transition_application', [id, 'decision', null]);
		await decide(database, people, id, { cents: 50_000 });
		const first = await lastLetter(id);
		expect(first.text).toMatch(/ersetzt unser Schreiben vom .* zur Warteliste\./);
		expect(first.text).not.toContain('heben wir');
		await daysLater(2);
		await reopen(id);
		await decide(database, people, id, { cents: 60_000, reason: 'Mehr Abende.' });
		const second = await lastLetter(id);
		expect(second.text).toMatch(/ersetzt unseren Zuwendungsbescheid .* über 500,00 €/);
		expect(second.text).not.toContain('heben wir');
		await daysLater(3);
		await reopen(id);
		await decide(database, people, id, { outcome: 'rejected', reason: 'Nicht begonnen.' });
		expect((await lastLetter(id)).text).toMatch(/600,00 € heben wir/);
		await daysLater(4);
		await reopen(id);
		await decide(database, people, id, { cents: 10_000, reason: 'Doch noch.' });
		expect((await lastLetter(id)).text).toMatch(/ersetzt unseren Ablehnungsbescheid vom /);
	});

	it('says nothing of the kind the first time', async () => {
		const { id } = await readyForDecision(database, people.clerk);
		await decide(database, people, id);
		const { text, explainedIn: explained } = await lastLetter(id);
		expect(text).not.toMatch(/ersetzt|heben wir/);
		expect(explained('de')).not.toMatch(/ersetzt|zurück/);
	});

	it('is written so by words of the office too, which are a proposal again until somebody confirms them', async () => {
		const template = await templateOf('waitlisted');
		expect(template['version']).toBe(Number(savedBefore['version']) + 1);
		expect(template['subject']).toBe(savedBefore['subject']);
		expect(template['updated_by']).toBeNull();
		const blocks = template['blocks'] as { heading: string; text: string }[];
		expect(blocks[0]).toEqual({ heading: '', text: 'Sie warten. {{reason}}' });
		expect(blocks.map(({ heading }) => heading)).toEqual([
			'',
			'Frühere Entscheidung',
			'Rechtsbehelfsbelehrung'
		]);
		expect(template['explanations']).toEqual({
			de: expect.stringMatching(/\{\{replaced_on\}\}[^\n]*\nIhr wartet\.\n[^\n]*\{\{withdrawn\}\}/),
			pl: ' '
		});
	});
});

describe('a request', () => {
	it('for a translation says what a late one costs (§ 23 (4) VwVfG), and no other does', async () => {
		const textOf = async (items: readonly object[]) => {
			const { id } = await asked(database, people.clerk, { items });
			const row = await one(
				database,
				`select kind, language, template, facts from public.letters where application_id = $1 and kind = 'request'`,
				[id]
			);
			const { blocks, explanation } = readableLetter(letterContent.parse(row), '2027-03-01T09:00:00Z', 'de');
			return [...blocks.map(({ text }) => text), explanation.text].join('\n');
		};
		const notice = /§ 23 Abs\. 4 VwVfG/g;
		const translated = await textOf([{ kind: 'translation', path: 'need', note: '' }]);
		expect(translated.match(notice)).toHaveLength(2);
		expect(translated).toMatch(/Übersetzung bis zum 31\.03\.2027/);
		expect((await textOf([{ kind: 'section', section: 'goals', note: '' }])).match(notice)).toBeNull();
	});
});
