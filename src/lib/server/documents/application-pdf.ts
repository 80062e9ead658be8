import { applicationPaper, type PaperSource } from './application-paper';
import template from './application.typ?raw';
import { compilePdf, fonts } from './compiler';

/** The application as an accessible PDF, German, in the order of the official form. */
export async function applicationPdf(source: PaperSource): Promise<Buffer> {
	const { cover } = await fonts();
	return compilePdf(template, { paper: JSON.stringify(applicationPaper(source, cover)) });
}
