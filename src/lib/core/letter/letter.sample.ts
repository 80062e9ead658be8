import { readFileSync } from 'node:fs';
import { letterContent, type LetterContent, type LetterFacts } from './letter';
import { sampleFacts } from './sample-facts';
import type { ExplainedIn, LetterKind } from './template';

type Proposal = { blocks: { text: string }[]; explanations: object };

/** The proposals every round begins with, as the migrations have them. */
function proposals(): Readonly<Record<string, unknown>> {
	const [first, languages, later, proof, revoked] = [
		'20261128110100_letter_templates',
		'20261203100000_thirteen_languages',
		'20261129310500_grant_letters',
		'20261130310200_proof_letters',
		'20261201100500_ruling'
	].map((name) => {
		const sql = readFileSync(`supabase/migrations/${name}.sql`, 'utf8');
		return JSON.parse(/\$json\$([^]*?)\$json\$/.exec(sql)?.[1] ?? '{}');
	});
	const common = first.approved.blocks.slice(-4);
	const grants = { ...later, ...proof, revoked };
	for (const template of Object.values<Proposal>(grants)) template.blocks.push(...common);
	const all: Record<string, Proposal> = { ...first, ...grants };
	for (const [kind, template] of Object.entries(all)) Object.assign(template.explanations, languages[kind]);
	for (const [, kind = '', was = '', better = ''] of rewordings())
		for (const block of all[kind]?.blocks ?? []) block.text = block.text.replace(was, better);
	return all;
}

function rewordings() {
	const sql = readFileSync('supabase/migrations/20261208200000_terms_of_proofs.sql', 'utf8');
	return sql.matchAll(/^\t\('(\w+)', '([^']+)',\s+'([^']+)'\)[,;]$/gm);
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
