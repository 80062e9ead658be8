import { createHash } from 'node:crypto';
import { berlinDay } from '../../i18n/format';
import { readableLetter } from '../../i18n/letter-text';
import { letterPdf } from '../documents/letter-pdf';
import { secretClient } from '../supabase/clients';
import { claimLetters, keepLetter, type LetterToPrint } from '../supabase/letters';

const AT_ONCE = 5;

/**
 * Prints the letters that wait; true where there may be more. Printing is repeatable: the same letter makes the same bytes,
 * and the database takes the first.
 */
export async function printLetters(): Promise<boolean> {
	const client = await secretClient();
	const letters = await claimLetters(client, AT_ONCE);
	for (const letter of letters) await keepLetter(client, letter, await printed(letter));
	return letters.length === AT_ONCE;
}

async function printed(letter: LetterToPrint) {
	const bytes = new Uint8Array(
		await letterPdf(readableLetter(letter, letter.written_at, letter.language), {
			day: berlinDay(new Date(letter.written_at)),
			isPreview: false
		})
	);
	return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
