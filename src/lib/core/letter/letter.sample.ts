import { readFileSync } from 'node:fs';
import { letterContent, type LetterContent, type LetterFacts } from './letter';
import { sampleFacts } from './sample-facts';
import type { ExplainedIn, LetterKind } from './template';

/** The proposals every round begins with, as the migration has them. */
function proposals(): Readonly<Record<string, unknown>> {
	const [first, ...later] = [
		'20261128110100_letter_templates',
		'20261129310500_grant_letters',
		'20261130310200_proof_letters'
	].map((name) => {
		const sql = readFileSync(`supabase/migrations/${name}.sql`, 'utf8');
		return JSON.parse(/\$json\$([^]*?)\$json\$/.exec(sql)?.[1] ?? '{}');
	});
	const common = first.approved.blocks.slice(-4);
	const others = Object.assign({}, ...later);
	for (const template of Object.values<{ blocks: unknown[] }>(others)) template.blocks.push(...common);
	return { ...first, ...others };
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
