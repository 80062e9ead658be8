import { describe, expect, it } from 'vitest';
import { applicationPaper, type Paper, type PaperSource } from './application-paper';
import { sampleSource } from './application-pdf.sample';

const paper = (source: PaperSource = sampleSource()) => applicationPaper(source, () => true);
const part = (one: Paper, title: string) =>
	one.parts.find((found) => found.title.includes(title))?.blocks ?? [];
const rowsOf = (blocks: Paper['parts'][number]['blocks'], caption: string) => {
	const table = blocks.find((block) => block.kind === 'table' && block.caption.includes(caption));
	return table?.kind === 'table' ? table.rows.map((row) => row.map(({ text }) => text)) : [];
};
const lineOf = (blocks: Paper['parts'][number]['blocks'], term: string) =>
	blocks.flatMap((block) => (block.kind === 'lines' ? block.lines : [])).find((line) => line.term === term)
		?.text.text;

describe('the application on paper', () => {
	it('has the order of the official form', () => {
		expect(paper().parts.map(({ title }) => title.replace(/^[A-Z] {2}/, ''))).toEqual([
			'Antragsteller/in',
			'Personen',
			'Bankverbindung',
			'Projekt',
			'Kosten und Finanzierung',
			'Erklärungen',
			'Anlagen',
			'Eingang'
		]);
	});

	it('is German, codes, sums and dates included', () => {
		const one = paper();
		expect(lineOf(part(one, 'Antragsteller'), 'Rechtsform')).toBe('Eingetragener Verein (e. V.)');
		expect(lineOf(part(one, 'Projekt'), 'Beginn')).toBe('Samstag, 1.\u00a0Mai 2027');
		expect(lineOf(part(one, 'Kosten'), 'Beantragte Förderung')).toMatch(/^1\.500,00\s€$/);
	});

	it('gives the plan by the numbers of the Land', () => {
		const source = sampleSource({
			'income_lines.eeeeeeee.kind': 'public_grant',
			'income_lines.eeeeeeee.amount_cents': 20_000,
			'income_lines.ffffffff.kind': 'participant_fees',
			'income_lines.ffffffff.amount_cents': 5_000,
			'cost_lines.gggggggg.category': 'alcohol',
			'cost_lines.gggggggg.amount_cents': 7_000
		});
		const sums = rowsOf(part(paper(source), 'Kosten'), 'Nr. 3').map(([number, , sum]) => [
			number,
			sum?.replace(/\s/g, ' ')
		]);
		expect(sums).toEqual([
			['3.1', '1.670,00 €'],
			['3.2', '1.600,00 €'],
			['3.3', '50,00 €'],
			['3.4', '1.550,00 €'],
			['3.5', '1.500,00 €'],
			['3.6', '200,00 €'],
			['3.7', '100,00 €']
		]);
	});

	it('prints the binding German wording with its version, and what was not agreed to', () => {
		expect(rowsOf(part(paper(), 'Erklärungen'), 'Erklärungen')).toEqual([
			['Alles stimmt.', 'ja, Fassung 2027-1'],
			['Veröffentlichung erlaubt.', 'nicht abgegeben']
		]);
		expect(lineOf(part(paper(), 'Erklärungen'), 'Unterschrift (Name in Textform)')).toBe('Ayşe Ö');
	});

	it('lists every document with its state', () => {
		const files = [
			{ document: 'other', name: 'Plan.jpg', size: 2_500_000, isComplete: true },
			{ document: 'cooperation', name: 'Brief.pdf', size: 10, isComplete: false }
		];
		expect(rowsOf(part(paper(sampleSource({}, { files })), 'Anlagen'), 'Unterlagen')).toEqual([
			['Satzung', 'verlangt', 'fehlt noch'],
			['Kooperationserklärung', 'freiwillig', 'angekündigt, noch nicht angekommen'],
			['Weitere Unterlage', 'freiwillig', 'liegt vor: Plan.jpg (2,5 MB)']
		]);
	});

	it('says when it arrived in the time of Duisburg, with number and fingerprint', () => {
		const receipt = part(paper(), 'Eingang');
		expect(lineOf(receipt, 'Aktenzeichen')).toBe('KOFEI-2027-0001');
		// 22:30 UTC on the last day is 23:30 there.
		expect(lineOf(receipt, 'Eingegangen')).toContain('Montag, 15.\u00a0Februar 2027 um 23:30');
		expect(lineOf(receipt, 'Fingerabdruck (SHA-256)')?.replaceAll(' ', '')).toBe('ab12cd34'.repeat(8));
	});

	it('names a late arrival and later versions as what they are', () => {
		const first = { version: 1, receivedAt: '2027-02-15T23:00:01Z', sha256: 'aa'.repeat(32) };
		const second = { version: 2, receivedAt: '2027-03-10T09:00:00Z', sha256: 'bb'.repeat(32) };
		const one = paper(sampleSource({}, { isLate: true, versions: [first, second] }));
		expect(one.facts.map(({ term, text }) => [term, text.text])).toEqual([
			['Aktenzeichen', 'KOFEI-2027-0001'],
			['Eingang', expect.stringContaining('16.\u00a0Februar 2027 um 00:00')],
			['Frist', 'nach Fristende eingegangen'],
			['Fassung', expect.stringContaining('2, vom 10.03.2027')]
		]);
		expect(one.date).toBe('2027-03-10');
		expect(lineOf(part(one, 'Eingang'), 'Eingegangen')).toContain('nach Fristende');
		expect(lineOf(part(one, 'Eingang'), 'Fassung 2 eingegangen')).not.toContain('nach Fristende');
	});

	it('puts an answer in another language beside its German version, or says that there is none', () => {
		const blocks = part(
			paper(
				sampleSource({
					need: 'Komşular',
					'text_language.need': 'tr',
					'german.need': 'Nachbarn',
					'german_by.need': 'device',
					aims: 'مرحبا',
					'text_language.aims': 'ar'
				})
			),
			'Projekt'
		);
		const long = (term: string) => blocks.find((block) => block.kind === 'long' && block.term === term);
		expect(long('Ausgangssituation und Bedarf')).toMatchObject({
			text: { text: 'Komşular', lang: 'tr' },
			german: {
				from: 'Im Original: Türkisch',
				heading: 'Deutsche Fassung, maschinell auf dem Gerät',
				text: { text: 'Nachbarn', lang: 'de' }
			}
		});
		expect(long('Ziele')).toMatchObject({
			text: { isRtl: true, lang: 'ar' },
			german: { heading: 'Deutsche Fassung', text: { text: 'liegt nicht vor (§ 23 VwVfG NRW)' } }
		});
		expect(long('Empowerment-Ansatz')).toMatchObject({ note: null, german: null });
	});

	it('says that the language of an answer was not given, rather than take it for German', () => {
		const blocks = part(paper(sampleSource({ 'text_language.need': '' })), 'Projekt');
		expect(blocks.find((block) => block.kind === 'long' && block.term.startsWith('Ausg'))).toMatchObject({
			note: 'Sprache nicht angegeben',
			text: { lang: 'und' },
			german: null
		});
	});

	it('loses nothing that was sent: answers to questions and paths it does not know', () => {
		const source = sampleSource({
			'answers.abcd1234': 'Im Mai',
			'answers.eeee1234': 'Ja',
			'new.field': 'Neu'
		});
		const blocks = part(
			paper({ ...source, questions: [{ id: 'abcd1234', note: 'Wann?' }] }),
			'Weitere Angaben'
		);
		expect(blocks.map((block) => (block.kind === 'long' ? [block.term, block.text.text] : []))).toEqual([
			['Wann?', 'Im Mai'],
			['Antwort auf eine Rückfrage', 'Ja'],
			['new.field', 'Neu']
		]);
	});

	it('says once that a sign could not be drawn', () => {
		expect(paper().gapNote).toBeNull();
		const noEmoji = (characters: readonly number[]) => characters.every((character) => character < 0x1f000);
		expect(applicationPaper(sampleSource({ need: 'Fest 🎉' }), noEmoji).gapNote).toContain('\uFFFD');
	});

	it('points to the signed page where the round asks for one', () => {
		const source = sampleSource();
		const round = { ...source.form.round, signature: 'signed_page' as const };
		const blocks = part(paper({ ...source, form: { ...source.form, round } }), 'Erklärungen');
		expect(blocks.at(-1)).toMatchObject({
			kind: 'note',
			text: expect.stringContaining('unterschriebenen Seite')
		});
	});
});
