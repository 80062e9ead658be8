import { readFileSync } from 'node:fs';
import { letterContent, type LetterContent, type LetterFacts } from './letter';
import { sampleFacts } from './sample-facts';
import type { ExplainedIn, LetterKind } from './template';

/** The proposals every round begins with, as the migration has them. */
function proposals(): Readonly<Record<string, unknown>> {
	const sql = readFileSync('supabase/migrations/20261128110100_letter_templates.sql', 'utf8');
	return JSON.parse(/\$json\$([^]*?)\$json\$/.exec(sql)?.[1] ?? '{}');
}

/** A letter for tests, from the proposals. */
export function sampleLetter(
	kind: LetterKind,
	language: ExplainedIn = 'de',
	facts: Partial<LetterFacts> = {}
): LetterContent {
	return letterContent.parse({
		kind,
		language,
		template: proposals()[kind],
		facts: {
			...sampleFacts(kind, {
				name: 'KOFEI, Stadt Duisburg',
				person: 'Tanja Stöffken',
				email: 'kofei@example.org',
				phone: '0203 283'
			}),
			...facts
		}
	});
}
