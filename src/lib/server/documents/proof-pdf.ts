import template from './application.typ?raw';
import { compilePdf, fonts } from './compiler';
import { proofPaper, type ProofSource } from './proof-paper';

/** A proof of use as an accessible PDF for the file, on the paper of applications. */
export async function proofPdf(source: ProofSource): Promise<Buffer> {
	const { cover } = await fonts();
	return compilePdf(template, { paper: JSON.stringify(proofPaper(source, cover)) });
}
