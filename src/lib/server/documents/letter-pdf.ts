import type { ReadableLetter } from '../../i18n/letter-text';
import { compilePdf, fonts } from './compiler';
import { letterPaper } from './letter-paper';
import template from './letter.typ?raw';

/** A letter as an accessible PDF; `day` is an ISO date. The same letter makes the same bytes. */
export async function letterPdf(
	letter: ReadableLetter,
	{ day, isPreview }: { readonly day: string; readonly isPreview: boolean }
): Promise<Buffer> {
	const { cover } = await fonts();
	const paper = letterPaper(letter, { day, mark: isPreview ? 'ENTWURF' : null, cover });
	return compilePdf(template, { paper: JSON.stringify(paper) });
}
