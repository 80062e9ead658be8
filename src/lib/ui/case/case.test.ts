import { beforeEach, describe, expect, it } from 'vitest';
import { adviceCodes } from '../../core/application/advice';
import { completeFields } from '../../core/application/application.sample';
import type { Fields } from '../../core/draft/fields';
import { sampleRound } from '../../core/round/round.sample';
import { overwriteGetLocale } from '../../i18n/generated/staff/runtime';
import type { SentForm } from '../../i18n/office-form';
import { type CaseFile, documentStands } from './case-files';
import { findingText, unmetItems } from './check-texts';
import { itemTexts } from './clarification-texts';
import { findingsOf } from './findings';
import { versionChanges } from './version-changes';

const sent = (changes: Fields = {}): SentForm => ({
	fields: { ...completeFields, ...changes },
	schemaVersion: 2,
	round: sampleRound
});
const file = (document: string, id = document): CaseFile => ({
	id,
	document,
	name: `${id}.pdf`,
	size: 1000,
	mediaType: 'application/pdf',
	language: null,
	arrivedAt: '2027-02-01T10:00:00Z'
});

beforeEach(() => overwriteGetLocale(() => 'de'));

const sentOn = '2027-02-01';

describe('what is required of whom', () => {
	const said = (documents: typeof sampleRound.documents) =>
		findingText(
			{ code: 'documents', finding: 'ok', params: {} },
			{ sent: { ...sent(), round: { ...sampleRound, documents } }, locale: 'de' }
		);
	const [statutes] = sampleRound.documents;
	const asked = statutes ? [{ ...statutes, is_required: true, shown_if: null }] : [];

	it('is said where nothing is, instead of that all is there', () => {
		expect(said(asked)).toBe('Alle verlangten Unterlagen sind da.');
		expect(said([])).toBe('Von dieser Rechtsform werden keine Unterlagen verlangt.');
		expect(said(asked.map((one) => ({ ...one, is_required: false })))).toContain('keine Unterlagen verlangt');
	});

	it('stays in sight at the decision where the newest record says it is not met', () => {
		const item = (judgement: 'met' | 'not_met') => ({
			code: 'documents',
			judgement,
			reason: 'Satzung fehlt'
		});
		expect(unmetItems([{ items: [item('not_met')] }, { items: [item('met')] }])).toEqual([item('not_met')]);
		expect(unmetItems([{ items: [item('met')] }, { items: [item('not_met')] }])).toEqual([]);
		expect(unmetItems([])).toEqual([]);
	});
});

describe('what the program noticed', () => {
	it('is children nobody protects yet, and a non-profit company that is not recognised', () => {
		const keys = (changes: Fields) => findingsOf(sent(changes), sentOn, 'de').map(({ key }) => key);
		expect(keys({ has_minors: 'yes', child_protection: 'needs_help' })).toContain('unprotected');
		expect(keys({ has_minors: 'yes', child_protection: 'have_concept' })).not.toContain('unprotected');
		expect(keys({ has_minors: 'no', child_protection: 'needs_help' })).not.toContain('unprotected');
		expect(keys({ legal_form: 'non_profit_company', non_profit: 'no' })).toContain('not_recognised');
		expect(keys({ legal_form: 'non_profit_company', non_profit: 'applied' })).not.toContain('not_recognised');
		expect(keys({ legal_form: 'registered_association', non_profit: 'no' })).not.toContain('not_recognised');
	});

	it('is said in words with its place, for everything core advises', () => {
		const round = {
			...sampleRound,
			participants_per_volunteer: 5,
			cost_categories: sampleRound.cost_categories.map((category) =>
				category.code === 'food' ? { ...category, cap_cents: 10_000 } : category
			)
		};
		const form = sent({
			postal_code: '10115',
			exemption_date: '2019-01-01',
			period_start: '2027-02-01',
			account_holder: 'Ayşe Ö',
			participants: 500,
			input_tax: 'entitled'
		});
		const findings = [
			...findingsOf({ ...form, round }, sentOn, 'de'),
			...findingsOf(sent({ exemption_date: '2027-02-02' }), sentOn, 'de'),
			// Whose account it is can be said only of a name that can be read.
			...findingsOf({ ...sent({ account_holder: 'جمعية' }), round }, sentOn, 'de')
		];
		expect(new Set(findings.map(({ key }) => key.split(' ')[0]))).toEqual(new Set(adviceCodes));
		expect(findings.every(({ text, place }) => text !== '' && place !== '')).toBe(true);
		expect(findings.find(({ key }) => key.startsWith('needs_offers'))).toMatchObject({
			href: '#answer-cost_lines'
		});
		expect(findings.find(({ key }) => key.startsWith('category_capped'))?.text).toMatch(/100\s€/);
	});

	it('counts answers without a German version, and only those', () => {
		const form = sent({
			'text_language.need': 'tr',
			'text_language.aims': 'ar',
			'german.aims': 'Wir wollen …',
			'text_language.format': 'de'
		});
		expect(findingsOf(form, sentOn, 'de')).toMatchObject([
			{ key: expect.stringContaining('needs_offers') },
			{ key: 'not_german', href: '#answer-need', text: 'Antworten ohne deutsche Fassung: 1' }
		]);
	});

	it('counts answers nobody said the language of as perhaps to be translated, not as German', () => {
		const form = sent({ 'text_language.aims': '', 'text_language.format': '' });
		expect(findingsOf(form, sentOn, 'de')).toMatchObject([
			{ key: expect.stringContaining('needs_offers') },
			{ key: 'language_not_given', href: '#answer-aims', text: expect.stringContaining('übersetzen: 2') }
		]);
	});
});

describe('documents of a case', () => {
	it('begin with what is required and missing, and end with what nobody asked for', () => {
		const stands = documentStands(sent(), [file('other'), file('cooperation')]);
		expect(stands.map(({ code, isRequired, files }) => [code, isRequired, files.length])).toEqual([
			['statutes', true, 0],
			['cooperation', false, 1],
			['other', null, 1]
		]);
	});

	it('do not ask an initiative for the statutes of an association', () => {
		const codes = documentStands(sent({ legal_form: 'initiative' }), []).map(({ code }) => code);
		expect(codes).toEqual(['cooperation']);
	});
});

describe('a later version', () => {
	const before = { ...completeFields, 'text_language.need': 'tr' };
	const changes = (after: Fields) =>
		versionChanges({ before, after, round: sampleRound }, [{ id: 'abcd1234', note: 'Wann?' }], 'de');

	it('is compared answer by answer, in words', () => {
		const after = {
			...before,
			legal_form: 'initiative',
			'cost_lines.bbbbbbbb.amount_cents': 35_050,
			'german.need': 'Nachbarn',
			'german_by.need': 'device',
			'german_of.need': '0123abcd',
			'answers.abcd1234': 'Im Mai',
			'declared.publication_consent': '2027-1'
		};
		const found = Object.fromEntries(
			changes(after).map(({ question, before, after }) => [question, [before, after]])
		);
		expect(found).toMatchObject({
			Rechtsform: ['Eingetragener Verein (e. V.)', 'Initiative oder Gruppe'],
			'Kosten 2: Betrag': [expect.stringMatching(/^400,00\s€$/), expect.stringMatching(/^350,50\s€$/)],
			'Ausgangssituation und Bedarf: Deutsche Fassung': ['', 'Nachbarn'],
			'Wann?': ['', 'Im Mai']
		});
		expect(Object.keys(found)).toHaveLength(6);
	});

	it('is the same when only lines changed places or nothing did', () => {
		expect(changes({ ...before, 'cost_lines.bbbbbbbb.position': 1 })).toEqual([]);
		expect(changes({ ...before, target_groups: ['women', 'newcomers'] })).toEqual([]);
	});

	it('says what a removed line was', () => {
		const after = Object.fromEntries(
			Object.entries(before).filter(([path]) => !path.startsWith('cost_lines.bbbbbbbb.'))
		);
		expect(changes(after).map(({ question, after }) => [question.split(':')[0], after])).toEqual([
			['Kosten 2', ''],
			['Kosten 2', ''],
			['Kosten 2', '']
		]);
	});
});

describe('what was asked for', () => {
	it('is said by its place, also where this version does not know it', () => {
		const texts = itemTexts(
			[
				{ kind: 'section', section: 'goals', note: 'Mehr Zahlen' },
				{ kind: 'section', section: 'future', note: '' },
				{ kind: 'document', document: 'statutes', note: '' },
				{ kind: 'translation', path: 'need', note: '' },
				{ kind: 'question', id: 'abcd1234', note: 'Wann?' }
			],
			sent(),
			'de'
		);
		expect(texts).toEqual([
			{ label: 'Abschnitt: Bedarf und Ziele', note: 'Mehr Zahlen' },
			{ label: 'Abschnitt: future', note: '' },
			{ label: 'Unterlage: Satzung', note: '' },
			{ label: 'Übersetzung: Ausgangssituation und Bedarf', note: '' },
			{ label: 'Frage: Wann?', note: '' }
		]);
	});
});
