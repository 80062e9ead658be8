import { describe, expect, it } from 'vitest';
import type { LetterFacts } from '../core/letter/letter';
import { sampleLetter } from '../core/letter/letter.sample';
import { explainedIn, letterKinds, templateProblems } from '../core/letter/template';
import { m } from './generated/letters/messages';
import { readablePreview, readableLetter } from './letter-text';

const writtenAt = '2027-02-20T10:00:00Z';
const textOf = (kind: (typeof letterKinds)[number], locale: (typeof explainedIn)[number] = 'de') => {
	const letter = readableLetter(sampleLetter(kind), writtenAt, locale);
	return [letter.subject, ...letter.blocks.flatMap(({ heading, text }) => [heading, text])].join('\n');
};

describe('our proposals for letters', () => {
	it.each(letterKinds)('have nothing to be mended: %s', (kind) => {
		expect(templateProblems(kind, sampleLetter(kind).template)).toEqual([]);
	});

	it.each(letterKinds)('leave no placeholder open, in no language: %s', (kind) => {
		for (const locale of explainedIn) {
			const letter = readableLetter(sampleLetter(kind), writtenAt, locale);
			expect(letter.explanation.locale).toBe(locale);
			const texts = [letter.subject, letter.explanation.text, ...letter.blocks.map(({ text }) => text)];
			expect(texts.join('\n')).not.toMatch(/\{\{|\}\}|undefined|\bnull\b/);
		}
	});

	it('say what the money is for from now on: in German, and in an explanation as the group told it', () => {
		const change = {
			kind: 'purpose' as const,
			notified_at: writtenAt,
			purpose: 'Garten statt {{amount}} Küche.',
			words: 'Bahçe'
		};
		const sample = sampleLetter('changed', 'tr', { change });
		const { blocks, explanation } = readableLetter(sample, writtenAt, 'tr');
		expect(blocks[1]).toEqual({
			heading: 'Geänderter Zweck',
			text: 'Die Zuwendung ist ab heute für diesen Zweck bestimmt:\nGarten statt {{amount}} Küche.'
		});
		expect(explanation.text).toMatch(/“Bahçe”/);
		expect(explanation.text).not.toContain('Garten');
		expect(textOf('changed')).not.toContain('Geänderter Zweck');
	});

	it('name nobody below who has not signed, not even whom to ask', () => {
		const closing = (signer: string | null) => {
			const sample = sampleLetter('approved');
			const facts = { ...sample.facts, signer } as LetterFacts;
			// As 20261129200400_staff_names.sql has them.
			const template = {
				...sample.template,
				blocks: sample.template.blocks.map(({ heading, text }) => ({
					heading,
					text: text.replace('{{contact_person}}\n{{contact_name}}', '{{signer}}\n{{contact_name}}')
				}))
			};
			const { blocks } = readableLetter({ template, facts }, writtenAt, 'de');
			return blocks.find(({ text }) => text.includes('Im Auftrag'))?.text;
		};
		expect(closing('Kim Yılmaz')).toMatch(/Im Auftrag\nKim Yılmaz\n/);
		expect(closing(null)).toMatch(/Im Auftrag\nKOFEI/);
	});

	it('show before the last signature where the name will stand, as far as somebody will sign', () => {
		const preview = (kind: 'approved' | 'request', signer: string | null) => {
			const { template, facts } = sampleLetter(kind);
			const closing = { heading: '', text: 'Im Auftrag\n{{signer}}\n{{contact_name}}' };
			const shown = { ...template, blocks: [closing] };
			const content = {
				kind,
				language: 'de' as const,
				template: shown,
				facts: { ...facts, signer } as LetterFacts
			};
			return readablePreview(content, new Date(writtenAt)).blocks[0]?.text;
		};
		expect(preview('approved', null)).toMatch(/Im Auftrag\n\[Name der zweitzeichnenden Person\]\nKOFEI/);
		expect(preview('approved', 'Kim Yılmaz')).toMatch(/Im Auftrag\nKim Yılmaz\n/);
		expect(preview('request', null)).toMatch(/Im Auftrag\nKOFEI/);
	});

	it('say how to go to court where a decision can be fought, and not where it is none yet', () => {
		for (const kind of ['approved', 'rejected'] as const)
			expect(textOf(kind)).toMatch(/Rechtsbehelfsbelehrung[^]*eines Monats[^]*Verwaltungsgericht Düsseldorf/);
		for (const kind of ['receipt', 'request', 'waitlisted'] as const)
			expect(textOf(kind)).not.toContain('Rechtsbehelf');
	});
});

describe('a letter in words', () => {
	it('names amount, conditions and what was asked for, in German', () => {
		expect(textOf('approved')).toMatch(/1\.800,00\s€[^]*01\.04\.2027 bis zum 30\.11\.2027[^]*in Hochfeld/);
		expect(textOf('request')).toContain(
			'- Unterlage: Satzung – mit allen Unterschriften\n- Abschnitt: Bedarf und Ziele\n- '
		);
		expect(textOf('request')).toContain('\n- Wer leitet die Abende?');
		expect(textOf('receipt')).toContain('20.01.2027, 12:00 Uhr');
	});

	it('names the day of the proof of use, tolerance and time as the round of the grant has them', () => {
		const facts = { proof_due_on: '2028-01-25', tolerance_percent: 15, need_months: 1 };
		const textWith = (changes: object) =>
			readableLetter(sampleLetter('approved', 'de', { ...facts, ...changes }), writtenAt, 'de')
				.blocks.map(({ text }) => text)
				.join('\n');
		expect(textWith({})).toMatch(/15 Prozent[^]*innerhalb von einem Monat für[^]*spätestens am 25\.01\.2028/);
		expect(textWith({ need_months: 2 })).toContain('innerhalb von 2 Monaten');
		expect(textOf('changed')).toMatch(/Verwendungsnachweis ist am \d\d\.\d\d\.\d{4} fällig/);
	});

	it('that undoes an earlier one names it and what it takes back; a waiting list then has a remedy', () => {
		const granted = { outcome: 'approved', amount_cents: 79_500, written_on: '2027-02-10' } as const;
		const letterWith = (replaced: LetterFacts['replaced'], withdrawn_cents: number) =>
			readableLetter(sampleLetter('waitlisted', 'de', { replaced, withdrawn_cents }), writtenAt, 'de');
		const undone = letterWith(granted, 79_500);
		expect(undone.blocks.map(({ heading }) => heading).filter(Boolean)).toEqual([
			'Frühere Entscheidung',
			'Was das bedeutet',
			'Rechtsbehelfsbelehrung',
			'Fragen'
		]);
		expect(undone.blocks[1]?.text).toMatch(
			/^Dieses Schreiben ersetzt unseren Zuwendungsbescheid vom 10\.02\.2027 \(KOFEI-2027-0001\) über 795,00\s€\.\n\nIn Höhe von 795,00\s€ heben wir/
		);
		expect(undone.explanation.text).toMatch(/10\.\sFebruar 2027[^]*795,00/);
		const waiting = letterWith({ outcome: 'waitlisted', amount_cents: null, written_on: '2027-02-10' }, 0);
		expect(waiting.blocks[1]?.text).toBe(
			'Dieses Schreiben ersetzt unser Schreiben vom 10.02.2027 (KOFEI-2027-0001) zur Warteliste.'
		);
		expect(waiting.blocks.map(({ heading }) => heading)).not.toContain('Rechtsbehelfsbelehrung');
	});

	it('tells of interest in the language of the group, and only where it is asked for', () => {
		const explained = (kind: 'recovery' | 'revoked', locale: (typeof explainedIn)[number], facts = {}) =>
			readableLetter(sampleLetter(kind, locale, facts), writtenAt, locale).explanation.text;
		for (const kind of ['recovery', 'revoked'] as const) {
			for (const locale of explainedIn)
				expect(explained(kind, locale)).toMatch(/2027\D12\D0?1\b|\b0?1\D{1,2}12\D{1,2}2027|12\D0?1\D2027/);
			expect(explained(kind, 'tr')).toContain('faiz');
			expect(explained(kind, 'de', { interest_from: null })).not.toContain('Zinsen');
		}
	});

	it('that ends a grant asks for no proof, and for money only where some was paid', () => {
		expect(textOf('given_back')).toMatch(/900,00\s€[^]*§ 49a[^]*Verwendungsnachweis[^]*ist nicht nötig/);
		const unpaid = readableLetter(
			sampleLetter('given_back', 'de', { outstanding_cents: undefined }),
			writtenAt,
			'de'
		);
		expect(unpaid.blocks.map(({ heading }) => heading)).not.toContain('Erstattung');
		expect(unpaid.explanation.text).not.toMatch(/zurückzahlen/);
	});

	it('names a further grant, and what it does to the financing plan', () => {
		expect(textOf('changed')).toMatch(/\(Stiftung am Rhein, 300,00\s€\)[^]*zusammen 634,50\s€/);
		const { explanation } = readableLetter(sampleLetter('changed', 'fr'), writtenAt, 'fr');
		expect(explanation.text).toMatch(/autre argent[^]*634,50/);
	});

	it('names receipts that were cut by their number, and older ones without', () => {
		expect(textOf('proof_checked')).toContain('- Nr. 3 Getränke Meyer: ');
		const receipt_cuts = [{ payee: 'Markt', amount_cents: 100, accepted_cents: 0, reason: 'privat' }];
		const older = readableLetter(sampleLetter('proof_checked', 'de', { receipt_cuts }), writtenAt, 'de');
		expect(older.blocks.map(({ text }) => text).join('\n')).toContain('- Markt: ');
	});

	it('says what was paid of a grant, and that the rest is not paid any more', () => {
		expect(textOf('proof_checked')).not.toContain('Auszahlung');
		const facts = { amount_cents: 60_000, claim_cents: 0, unpaid_cents: 40_000 };
		const letter = readableLetter(sampleLetter('proof_checked', 'en', facts), writtenAt, 'en');
		expect(letter.blocks.find(({ heading }) => heading === 'Auszahlung')?.text).toMatch(
			/^600,00\s€ haben wir ausgezahlt\. Weitere 400,00\s€/
		);
		expect(letter.explanation.text).toMatch(/paid out €600\.00[^]*€400\.00/);
	});

	it('says what was given back of a grant, beside what was paid of it', () => {
		const facts = { amount_cents: 50_000, claim_cents: 0, paid_cents: 60_000, returned_cents: 10_000 };
		const textIn = (more: object) => {
			const { blocks } = readableLetter(
				sampleLetter('proof_checked', 'de', { ...facts, ...more }),
				writtenAt,
				'de'
			);
			return blocks.find(({ heading }) => heading === 'Auszahlung')?.text;
		};
		expect(textIn({ unpaid_cents: 0 })).toMatch(/^100,00\s€ sind zurückgezahlt\./);
		expect(textIn({ unpaid_cents: 40_000 })).toMatch(
			/^600,00\s€ haben wir ausgezahlt\.[^]*100,00\s€ sind zurück/
		);
	});

	it('tells which costs are paid less of, and why', () => {
		const plan = {
			lines: [
				{
					label: 'Raummiete',
					requested_cents: 60000,
					approved_cents: 40000,
					reason: 'Der Saal ist günstiger.'
				},
				{ label: 'Tee', requested_cents: 5000, approved_cents: 5000 }
			]
		};
		const { blocks } = readableLetter(sampleLetter('approved', 'de', { plan }), writtenAt, 'de');
		const { text } = blocks.find(({ heading }) => heading === 'Anerkannte Kosten') ?? { text: '' };
		expect(text).toMatch(/- Raummiete: 400,00\s€ statt 600,00\s€ \(Der Saal ist günstiger\.\)$/);
	});

	it('explains a grant with its limits: less than asked for, cut costs, and conditions before the start', () => {
		const plan = { lines: [{ label: 'Tee', requested_cents: 5000, approved_cents: 4000 }] };
		const explained = (locale: (typeof explainedIn)[number], facts: Partial<LetterFacts>) =>
			readableLetter(sampleLetter('approved', locale, facts), writtenAt, locale).explanation.text;
		const whole = { amount_cents: 183_450, conditions: null };
		const limits = { plan, conditions: 'Zuerst das Schutzkonzept.' };
		expect(explained('de', whole)).toMatch(/für euer Projekt\. Ihr dürft anfangen\. Das Geld/);
		expect(explained('de', { ...whole, conditions: ' ' })).toContain('Ihr dürft anfangen.');
		expect(explained('de', limits)).toMatch(
			/weniger, als ihr beantragt habt \(1\.834,50\s€\)\. Nicht alle Kosten[^.]*\. Im Brief stehen Bedingungen[^.]*\. Lest[^.]*\. Das Geld/
		);
		for (const locale of explainedIn) {
			const started = m.letter_start({}, { locale });
			expect(explained(locale, whole), locale).toContain(started);
			expect(explained(locale, whole), locale).not.toContain('Nebenbestimmungen');
			expect(explained(locale, limits), locale).toMatch(/Nebenbestimmungen/);
			expect(explained(locale, limits), locale).toContain(m.letter_cut({}, { locale }));
			expect(explained(locale, limits), locale).not.toContain(started);
		}
	});

	it('says that the plan holds with its changes, where lines were cut', () => {
		const plan = { lines: [{ label: 'Tee', requested_cents: 5000, approved_cents: 4000 }] };
		const { blocks } = readableLetter(sampleLetter('approved', 'de', { plan }), writtenAt, 'de');
		expect(blocks.map(({ text }) => text).join('\n')).toMatch(
			/Bestandteil dieses Bescheids\.\nDer Kosten- und Finanzierungsplan gilt mit den folgenden Änderungen\.[^\n]*\n- Tee/
		);
		expect(textOf('approved')).not.toContain('mit den folgenden Änderungen');
	});

	it('claims nothing about the money where somebody has to wait, and names the place', () => {
		const waiting = (locale: (typeof explainedIn)[number], waiting_rank: number | null) => {
			const letter = readableLetter(sampleLetter('waitlisted', locale, { waiting_rank }), writtenAt, locale);
			return { letter: letter.blocks.map(({ text }) => text).join('\n'), meaning: letter.explanation.text };
		};
		expect(waiting('de', 4).letter).toMatch(
			/noch nicht abschließend entscheiden[^]*Platz auf der Warteliste: 4/
		);
		expect(waiting('de', null).letter).not.toMatch(/Platz|reichen/);
		for (const locale of explainedIn) {
			expect(waiting(locale, 47).meaning, locale).toContain('47');
			expect(waiting(locale, null).meaning, locale).not.toMatch(/\{\{|: ?\.|47/);
		}
		expect(waiting('uk', 4).meaning).not.toContain('вистачає');
	});

	it('has no heading for conditions or grounds that nobody wrote', () => {
		const letter = readableLetter(sampleLetter('approved', 'de', { conditions: null }), writtenAt, 'de');
		expect(letter.blocks.map(({ heading }) => heading)).not.toContain('Begründung');
		expect(letter.blocks.map(({ heading }) => heading)).not.toContain(
			'Bedingungen und Auflagen für Ihr Projekt'
		);
	});

	it('is explained with the sums and days of the reader’s language', () => {
		const arabic = readableLetter(sampleLetter('request'), writtenAt, 'ar').explanation.text;
		expect(arabic).toMatch(/مارس/);
		const turkish = readableLetter(sampleLetter('approved'), writtenAt, 'tr').explanation.text;
		expect(turkish).toContain('1.800,00');
	});
});
