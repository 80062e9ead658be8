import { PDFDocument } from '@cantoo/pdf-lib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleLetter } from '../../core/letter/letter.sample';
import { readableLetter } from '../../i18n/letter-text';
import { hostileWords } from '../hostile-words.sample';
import { sampleSource } from './application-pdf.sample';
import { applicationPdf } from './application-pdf';
import { letterPdf } from './letter-pdf';
import { textOfPdf } from './pdf-text.sample';

/** Each makes a document; `PROPERTY_RUNS` asks for more. */
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 25);
const patience = 300_000;
const writtenAt = '2027-02-20T10:00:00Z';

/** Letters and digits that are drawn sign by sign, in the order they were typed; a letter and its accent are one sign. */
const plain = (text: string) => text.normalize('NFC').replace(/[^A-Za-z0-9]/g, '');

/** In two marks, so that it is found between whatever else stands there; everything between them was typed. */
async function between(pdf: Buffer): Promise<string> {
	const text = textOfPdf(await PDFDocument.load(pdf));
	expect(text).toContain('ANFANGQX');
	expect(text).toContain('QXENDE');
	expect(text).not.toMatch(/root:x:0/);
	return plain(text.slice(text.indexOf('ANFANGQX') + 8, text.indexOf('QXENDE')));
}

/** Right-to-left signs turn the order of what stands around them, and a page may break within long words. */
const isOneWay = (text: string) =>
	!/[\p{Script=Arabic}\p{Script=Hebrew}\u200f\u202b\u2067\u202e]/u.test(text);

describe('a PDF with words of any kind', () => {
	it(
		'is made, can be read, and shows the letter’s words as words: no markup is followed',
		{ timeout: patience },
		async () => {
			await fc.assert(
				fc.asyncProperty(hostileWords, async (text) => {
					const letter = sampleLetter('rejected', 'de', {
						reason: `ANFANGQX ${text} QXENDE`,
						project_title: text,
						organisation_name: text
					});
					const pdf = await letterPdf(readableLetter(letter, writtenAt, 'de'), {
						day: '2027-02-20',
						isPreview: false
					});
					const drawn = await between(pdf);
					if (isOneWay(text)) expect(drawn).toBe(plain(text));
				}),
				{ numRuns }
			);
		}
	);

	it(
		'is made of an application with them in every field people write in',
		{ timeout: patience },
		async () => {
			await fc.assert(
				fc.asyncProperty(hostileWords, async (text) => {
					const fields = {
						organisation_name: text,
						contact_last_name: text,
						project_title: text,
						need: `ANFANGQX ${text} QXENDE`,
						'cost_lines.aaaaaaaa.label': text
					};
					const files = [{ document: 'statutes', name: text, size: 1, isComplete: true }];
					const drawn = await between(await applicationPdf(sampleSource(fields, { files })));
					if (isOneWay(text)) expect(drawn).toBe(plain(text));
				}),
				{ numRuns }
			);
		}
	);
});
