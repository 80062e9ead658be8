import { describe, expect, it } from 'vitest';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { completeFields } from '../../core/application/application.sample';
import type { Fields } from '../../core/draft/fields';
import { sampleRound } from '../../core/round/round.sample';
import type { SentForm } from '../../i18n/office-form';
import {
	askables,
	askDays,
	askedItems,
	askProblem,
	askSchema,
	freshAsk,
	languageToAskIn,
	NOTE_MAX
} from './ask-form';

const sent = (changes: Fields = {}, round = sampleRound): SentForm => ({
	fields: { ...completeFields, ...changes },
	schemaVersion: 2,
	round
});
const today = '2027-03-01';

/** What a browser without scripts posts. */
async function posted(
	form: SentForm,
	chosen: readonly string[],
	notes: Readonly<Record<string, string>>,
	more = {}
) {
	const data = new FormData();
	for (const key of chosen) data.append('chosen', key);
	for (const { key } of askables(form, 'de')) {
		data.append('note_of', key);
		data.append('note', notes[key] ?? '');
	}
	for (const [name, value] of Object.entries({ due_on: '2027-03-15', message: 'Bitte ergänzen.', ...more }))
		for (const one of [value].flat()) data.append(name, String(one));
	return superValidate(data, zod4(askSchema), { id: 'ask' });
}

describe('asking for what is missing', () => {
	it('offers what this application has: sections, documents of the round, answers in other languages', () => {
		const keys = askables(sent({ 'text_language.need': 'tr', 'text_language.aims': 'de' }), 'de').map(
			({ key }) => key
		);
		expect(keys).toEqual(
			expect.arrayContaining(['section:goals', 'document:statutes', 'document:other', 'translation:need'])
		);
		expect(keys).not.toContain('translation:aims');
		const unsaid = sent({ 'text_language.need': '' });
		expect(askables(unsaid, 'de').map(({ key }) => key)).toContain('translation:need');
		expect(freshAsk(unsaid, [], today, 'de').chosen).toEqual([]);
		expect(keys).not.toContain('section:documents');
		expect(keys).not.toContain('document:signed_page');
		const round = { ...sampleRound, signature: 'signed_page' as const, not_asked: ['quality'] };
		const others = askables(sent({}, round), 'de').map(({ key }) => key);
		expect(others).toContain('document:signed_page');
		expect(others).not.toContain('section:quality');
	});

	it('begins with the usual time and with the translations that are missing', () => {
		const form = sent({ 'text_language.need': 'tr', 'text_language.aims': 'ar', 'german.aims': 'Wir …' });
		expect(freshAsk(form, [], today, 'de')).toMatchObject({
			due_on: '2027-03-15',
			chosen: ['translation:need']
		});
		const round = { ...sampleRound, usual_days: { clarification: 30 } };
		expect(askDays(sent({}, round))).toBe(30);
		expect(freshAsk(sent({}, round), [], '2027-03-28', 'de').due_on).toBe('2027-04-27');
		// Easter: nobody can reach us on a day that is none of ours.
		expect(freshAsk(sent(), [], '2027-03-14', 'de').due_on).toBe('2027-03-30');
	});

	it('begins with the documents that have to be there and are not, in the order of the application', () => {
		const form = sent({ 'text_language.need': 'tr' });
		const [first, second] = sampleRound.documents.map(({ code }) => code);
		const chosen = [`document:${first}`, `document:${second}`, 'translation:need'];
		expect(freshAsk(form, [String(second), String(first)], today, 'de').chosen).toEqual(chosen);
		// One the round has taken off its list can be asked for no more.
		expect(freshAsk(form, ['gone'], today, 'de').chosen).toEqual(['translation:need']);
	});

	it('keeps each note with its place, although most are empty and some are not chosen', async () => {
		const form = sent({ 'text_language.need': 'tr' });
		const { data, valid } = await posted(
			form,
			['translation:need', 'section:goals'],
			{ 'section:goals': ' Wie viele? ', 'section:people': 'nicht gewählt', 'translation:need': '' },
			{ question: ['', 'Wo genau?', ''] }
		);
		expect(valid).toBe(true);
		expect(askedItems(data, askables(form, 'de'), () => 'abcd1234')).toEqual([
			{ kind: 'section', section: 'goals', note: 'Wie viele?' },
			{ kind: 'translation', path: 'need', note: '' },
			{ kind: 'question', id: 'abcd1234', note: 'Wo genau?' }
		]);
	});

	it('asks for nothing this application does not have', async () => {
		const form = sent();
		const { data } = await posted(
			form,
			['section:bankrobbery', 'translation:need', 'document:../../etc'],
			{}
		);
		expect(askedItems(data, askables(form, 'de'), () => '')).toEqual([]);
	});

	it('refuses a request for nothing, without a message or until a day that is over', async () => {
		const form = sent();
		const check = async (chosen: readonly string[], more: object = {}) => {
			const { data } = await posted(form, chosen, {}, more);
			return askProblem(
				data,
				askedItems(data, askables(form, 'de'), () => ''),
				today
			);
		};
		expect(await check(['section:goals'])).toBeNull();
		expect(await check([])).toMatchObject({ code: 'items_required' });
		expect(await check(['section:goals'], { message: '  ' })).toMatchObject({ code: 'message_required' });
		for (const due_on of ['', '2027-03-01', '2026-12-31', 'morgen', '2027-04-31'])
			expect(await check(['section:goals'], { due_on })).toMatchObject({ code: 'due_invalid' });
		for (const remind_on of ['2027-02-28', '2027-03-00', '2027-03-16', 'bald'])
			expect(await check(['section:goals'], { remind_on })).toMatchObject({ code: 'remind_invalid' });
		expect(await check(['section:goals'], { due_on: '2028-03-01' })).toBeNull();
		for (const due_on of ['2028-03-02', '2099-12-31'])
			expect(await check(['section:goals'], { due_on })).toEqual({ field: 'due_on', code: 'due_too_far' });
	});

	it('refuses a note that is longer than the database keeps, at its place', async () => {
		const form = sent();
		const { valid, errors } = await posted(form, [], { 'section:recognition': 'x'.repeat(NOTE_MAX + 1) });
		expect(valid).toBe(false);
		expect(errors.note?.[1]).toEqual(['note_too_long']);
	});

	it('writes in the language of the group where that is not German', () => {
		expect(languageToAskIn(sent({ contact_language: 'tr' }))).toBe('tr');
		expect(languageToAskIn(sent({ contact_language: 'de-simple' }))).toBeNull();
		expect(languageToAskIn(sent())).toBeNull();
	});
});
