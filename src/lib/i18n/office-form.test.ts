import { describe, expect, it } from 'vitest';
import { completeFields } from '../core/application/application.sample';
import { fingerprintOf } from '../core/application/german-version';
import type { Fields } from '../core/draft/fields';
import { sampleRound } from '../core/round/round.sample';
import {
	answersOf,
	labelOf,
	questionAnswers,
	type SentForm,
	sentLists,
	sentRows,
	unknownAnswers
} from './office-form';

const sent = (changes: Fields = {}, more: Partial<SentForm> = {}): SentForm => ({
	fields: { ...completeFields, ...changes },
	schemaVersion: 2,
	round: sampleRound,
	...more
});
const answer = (path: string, form: SentForm, section: Parameters<typeof answersOf>[0]) =>
	answersOf(section, form, 'de').find((one) => one.path === path);

describe('an application as it was sent', () => {
	it('shows codes in words, what people wrote as it is, and what nobody answered as that', () => {
		const form = sent({ project_title: 'مهرجان الحي' });
		expect(answer('project_title', form, 'project')).toMatchObject({ text: 'مهرجان الحي', isWritten: true });
		expect(answer('project_is_new', form, 'project')).toMatchObject({
			text: 'Neues Angebot',
			isWritten: false
		});
		expect(answer('venue', form, 'activities')).toMatchObject({ text: undefined });
		expect(answersOf('project', form, 'en').map(({ term }) => term)).toContain('New or existing');
	});

	it('asks only what was asked after the other answers', () => {
		expect(answer('child_protection', sent(), 'people')).toBeUndefined();
		expect(answer('child_protection', sent({ has_minors: 'yes' }), 'people')).toMatchObject({
			text: undefined
		});
		const unregistered = sent({ legal_form: 'initiative' });
		expect(answer('register_number', unregistered, 'organisation')).toBeUndefined();
	});

	it('keeps an answer although the round has stopped asking since', () => {
		const round = { ...sampleRound, not_asked: ['need', 'quality', 'partners'] };
		const form = sent({ publicity: 'Plakate', 'partners.eeeeeeee.name': 'Moschee' }, { round });
		expect(answer('need', form, 'goals')).toMatchObject({ text: completeFields['need'] });
		expect(answer('publicity', form, 'quality')).toMatchObject({ text: 'Plakate' });
		expect(answer('sustainability', form, 'quality')).toBeUndefined();
		expect(sentLists('quality', form)).toEqual(['partners']);
	});

	it('shows of an older form what was answered in it, and nothing as left open', () => {
		const old = sent(
			{},
			{ schemaVersion: 1, fields: { organisation_name: 'Alt', legal_form: 'initiative' } }
		);
		expect(answersOf('organisation', old, 'de').map(({ path }) => path)).toEqual([
			'organisation_name',
			'legal_form'
		]);
		expect(answersOf('contact', old, 'de')).toEqual([]);
		expect(sentLists('responsible', old)).toEqual([]);
	});

	it('says the language of an answer and gives its German version with who made it', () => {
		const form = sent({
			need: 'Komşular',
			'text_language.need': 'tr',
			'german.need': 'Nachbarn',
			'german_by.need': 'interpreter',
			'text_language.aims': 'de',
			'german.aims': 'übrig geblieben'
		});
		expect(answer('need', form, 'goals')).toMatchObject({
			language: 'tr',
			german: { text: 'Nachbarn', by: 'interpreter', isOlder: false }
		});
		const changed = sent({ ...form.fields, 'german_of.need': fingerprintOf('Komşu') });
		expect(answer('need', changed, 'goals')).toMatchObject({ german: { text: 'Nachbarn', isOlder: true } });
		expect(unknownAnswers(changed)).toEqual([]);
		expect(answer('aims', form, 'goals')).toMatchObject({ language: null, german: null });
		const unsaid = sent({ 'text_language.need': '', 'text_language.aims': '', aims: '' });
		expect(answer('need', unsaid, 'goals')).toMatchObject({ language: 'not_given', german: null });
		expect(answer('aims', unsaid, 'goals')).toMatchObject({ text: undefined, language: null });
	});

	it('keeps the order of the lines and does not invent amounts', () => {
		const form = sent({ 'cost_lines.aaaaaaaa.position': 9, 'cost_lines.aaaaaaaa.amount_cents': 'zwölf' });
		const rows = sentRows('cost_lines', form, 'de');
		expect(rows.map(({ id, cents }) => [id, cents['amount_cents']])).toEqual([
			['bbbbbbbb', 40_000],
			['aaaaaaaa', null]
		]);
		expect(rows[1]?.cells.at(-1)).toEqual({ column: 'amount_cents', text: 'zwölf', isWritten: true });
	});

	it('shows an unknown code and an unknown path rather than nothing', () => {
		expect(labelOf(sampleRound.districts, 'atlantis')).toBe('atlantis');
		const form = sent({ 'from.the.future': 'Etwas', 'answers.abcd1234': 'Ja' });
		expect(unknownAnswers(form)).toMatchObject([{ path: 'from.the.future', text: 'Etwas' }]);
	});

	it('puts answers to the office beside its questions, also where the question is not known', () => {
		const form = sent({ 'answers.abcd1234': 'Am Abend', 'answers.zzzz9999': 'Doch' });
		expect(
			questionAnswers(form, [
				{ id: 'abcd1234', note: 'Wann?' },
				{ id: 'open0000', note: 'Wo?' }
			])
		).toEqual([
			{ id: 'abcd1234', note: 'Wann?', text: 'Am Abend' },
			{ id: 'open0000', note: 'Wo?', text: undefined },
			{ id: 'zzzz9999', note: null, text: 'Doch' }
		]);
	});
});
