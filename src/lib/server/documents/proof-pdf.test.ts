import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { textOfPdf } from './pdf-text.sample';
import { proofPdf } from './proof-pdf';
import type { ProofSource } from './proof-paper';
import { sampleProof as source } from './proof-pdf.sample';

const load = async (of: ProofSource) => PDFDocument.load(await proofPdf(of), { updateMetadata: false });

describe('the proof of use as a PDF', () => {
	it('shows plan and actual, each receipt with its mark, and when it came', async () => {
		const text = textOfPdf(await load(source));
		for (const words of [
			'Verwendungsnachweis',
			'KOFEI-2027-0001',
			'nach dem Tag der Abgabe',
			'800,00',
			'850,50',
			'50,50',
			'Markt am Dellplatz',
			'über dem Soll',
			'1.234,00 TRY'
		])
			expect(text).toContain(words.replaceAll(' ', ''));
	});

	it('ends with the result of the check and who signed it, once there is one', async () => {
		expect(textOfPdf(await load(source))).not.toContain('ErgebnisderPrüfung');
		const result = {
			acceptedCents: 80_000,
			grantCents: 70_100,
			claimCents: 4_900,
			reason: 'Zu viel Kuchen.'
		};
		const office = {
			isSample: true,
			claimDueOn: '2027-11-30',
			signatures: [
				{ name: 'Özge Demir', at: '2027-10-20T10:00:00Z' },
				{ name: 'Marlies Kunz', at: '2027-10-21T10:00:00Z' }
			]
		};
		const checked = textOfPdf(await load({ ...source, result: { ...result, office } }));
		for (const words of [
			'Ergebnis der Prüfung',
			'eine Stichprobe',
			'701,00',
			'49,00',
			'30.11.2027',
			'Zu viel Kuchen.',
			'Unterschrift Özge Demir, Mittwoch, 20. Oktober 2027',
			'Zweite Unterschrift Marlies Kunz'
		])
			expect(checked).toContain(words.replaceAll(' ', ''));
		const own = textOfPdf(await load({ ...source, result: { ...result, office: null } }));
		expect(own).toContain('701,00');
		expect(own).not.toContain('Unterschrift');
	});

	it('shows what came in beside what was planned; as planned where the group did not say', async () => {
		const told = { ...source, form: { ...source.form, 'report.income_cents': 4_250 } };
		expect(textOfPdf(await load(told))).toContain('EigeneundandereMittel50,00€42,50€');
		const text = textOfPdf(await load(source));
		expect(text).toContain('EigeneundandereMittel50,00€50,00€');
		expect(text).toContain('Zuwendung750,00€600,00€');
		expect(text).toContain('Summe800,00€650,00€');
	});

	it('stands without a single receipt', async () => {
		const text = textOfPdf(await load({ ...source, form: {}, judgements: {}, isLate: false }));
		expect(text).toContain('Belegliste');
		expect(text).not.toContain('nachdemTag');
	});
});
