import { describe, expect, it } from 'vitest';
import { askedItems, askedWords, askProblem, type AskForm } from '../case/ask-form';
import { receiptsOf } from '../../core/proof/receipts';
import { proofAskables, queryTexts } from './ask-proof';
import type { Judged } from './check-texts';

const fields = {
	'receipts.aaaaaaaa.position': 1,
	'receipts.aaaaaaaa.payee': 'Bäckerei',
	'receipts.aaaaaaaa.amount_cents': 12_050,
	'receipts.bbbbbbbb.position': 2,
	'receipts.bbbbbbbb.purpose': 'خبز',
	'receipts.bbbbbbbb.amount_cents': 3_000,
	'answers.qqqqqqqq': 'Es hat geregnet.'
};
const judged: readonly Judged[] = receiptsOf(fields).map((receipt) => ({
	receipt,
	findings: receipt.id === 'bbbbbbbb' ? [{ code: 'no_picture', row: receipt.id, others: [] }] : [],
	judgement: null,
	isInSample: false
}));
const all = proofAskables(judged, 'de');

const form = (changes: Partial<AskForm> = {}): AskForm => ({
	chosen: ['section:receipts.bbbbbbbb', 'section:report', 'section:receipts.zzzzzzzz'],
	note_of: all.map(({ key }) => key),
	note: ['Zahlen fehlen.', '', '', ' Bitte ein Foto. '],
	question: ['', ' Warum drei Abende? ', ''],
	due_on: '2027-03-15',
	message: 'Bitte ergänzt den Nachweis.',
	own_message: '',
	remind_on: '',
	seen: '',
	intent: '',
	...changes
});
const asked = (changes?: Partial<AskForm>) => askedItems(form(changes), all, () => 'qqqqqqqq');

describe('asking about a proof of use', () => {
	it('offers the report, further receipts and each receipt of this version, with what the program noticed', () => {
		expect(all.map(({ key }) => key)).toEqual([
			'section:report',
			'section:receipts',
			'section:receipts.aaaaaaaa',
			'section:receipts.bbbbbbbb'
		]);
		expect(all[2]?.label).toBe('Beleg Nr. 1 Bäckerei, 120,50 €');
		expect(all[2]).not.toHaveProperty('hint');
		expect(all[3]?.label).toBe('Beleg Nr. 2 خبز, 30,00 €');
		expect(all[3]?.hint).not.toBe('');
	});

	it('asks for several things at once, each with its note, and for none that is not in the proof', () => {
		expect(asked()).toEqual([
			{ kind: 'section', section: 'report', note: 'Zahlen fehlen.' },
			{ kind: 'section', section: 'receipts.bbbbbbbb', note: 'Bitte ein Foto.' },
			{ kind: 'question', id: 'qqqqqqqq', note: 'Warum drei Abende?' }
		]);
		expect(askProblem(form(), asked(), '2027-03-01')).toBeNull();
		const nothing = { chosen: ['section:receipts.zzzzzzzz'], question: ['', '', ''] };
		expect(askProblem(form(nothing), asked(nothing), '2027-03-01')?.code).toBe('items_required');
	});

	it('is read in the language of the group first, where somebody wrote it, with the German beside it', () => {
		const german = 'Bitte ergänzt den Nachweis.';
		expect(askedWords(form(), 'ar')).toEqual({ message: german, language: 'de', german: null });
		const own = 'يرجى استكمال الإثبات.';
		expect(askedWords(form({ own_message: own }), 'ar')).toEqual({ message: own, language: 'ar', german });
		expect(askedWords(form({ own_message: own }), null)).toEqual({
			message: german,
			language: 'de',
			german: null
		});
	});

	it('shows everything that was asked, and the answer under its question', () => {
		const items = [...asked(), { kind: 'section' as const, section: 'receipts.zzzzzzzz', note: '' }];
		expect(queryTexts(items, fields, 'de')).toEqual([
			{ label: 'Bericht', note: 'Zahlen fehlen.' },
			{ label: 'Beleg Nr. 2 خبز, 30,00 €', note: 'Bitte ein Foto.' },
			{ label: 'Frage: Warum drei Abende?', note: '', answer: 'Antwort: Es hat geregnet.' },
			{ label: 'Ein Beleg, der nicht mehr da ist', note: '' }
		]);
	});
});
