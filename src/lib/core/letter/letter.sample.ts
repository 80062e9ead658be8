import { readFileSync } from 'node:fs';
import { letterContent, type LetterContent, type LetterFacts } from './letter';
import { sampleFacts } from './sample-facts';
import type { ExplainedIn, LetterKind } from './template';

type Block = { heading: string; text: string };
type Proposal = { blocks: Block[]; explanations: Record<string, string> };
type Lines = Readonly<Record<string, string>>;
type Added = {
	readonly blocks: Readonly<Record<string, { readonly second?: Block; readonly late?: Block }>>;
	readonly lines: Readonly<Record<'undone_first' | 'undone_last' | 'translation', Lines>>;
};

/** The proposals every round begins with, as the migrations have them. */
function proposals(): Readonly<Record<string, unknown>> {
	const [first, languages, later, proof, revoked, backed] = [
		'20261128110100_letter_templates',
		'20261203100000_thirteen_languages',
		'20261129310500_grant_letters',
		'20261130310200_proof_letters',
		'20261201100500_ruling',
		'20261210100200_given_back'
	].map((name) => {
		const sql = readFileSync(`supabase/migrations/${name}.sql`, 'utf8');
		return JSON.parse(/\$json\$([^]*?)\$json\$/.exec(sql)?.[1] ?? '{}');
	});
	const common = first.approved.blocks.slice(-4);
	const grants = { ...later, ...proof, revoked, given_back: backed };
	for (const template of Object.values<Proposal>(grants)) template.blocks.push(...common);
	const all: Record<string, Proposal> = { ...first, ...grants };
	for (const [kind, template] of Object.entries(all)) Object.assign(template.explanations, languages[kind]);
	const added = addedLater();
	for (const [kind, { second, late }] of Object.entries(added.blocks)) {
		const { blocks = [], explanations = {} } = all[kind] ?? {};
		if (late)
			blocks.splice(
				blocks.findIndex(({ heading }) => heading === 'Fragen'),
				0,
				late
			);
		if (second) blocks.splice(1, 0, second);
		for (const [locale, text] of Object.entries(explanations)) {
			const { undone_first, undone_last, translation } = added.lines;
			const lines =
				kind === 'request' ? [text, translation[locale]] : [undone_first[locale], text, undone_last[locale]];
			Object.assign(explanations, { [locale]: lines.join('\n') });
		}
	}
	for (const [kind, line] of Object.entries(toldToo))
		for (const [locale, text] of Object.entries(all[kind]?.explanations ?? {}))
			Object.assign(all[kind]?.explanations ?? {}, { [locale]: `${text}\n${line}` });
	const { blocks = [], explanations: ofChange = {} } = all['changed'] ?? {};
	for (const [locale, text] of Object.entries(ofChange))
		Object.assign(ofChange, { [locale]: `${text}\n{{purpose}}` });
	const financing = { heading: 'Finanzierung', text: toldToo.changed };
	blocks.splice(
		blocks.findIndex(({ heading }) => heading === 'Begründung'),
		0,
		financing
	);
	const purpose = readFileSync('supabase/migrations/20261216060000_purposes_in_letters.sql', 'utf8');
	blocks.splice(1, 0, JSON.parse(/\$json\$([^]*?)\$json\$/.exec(purpose)?.[1] ?? '{}'));
	all['proof_checked']?.blocks.splice(1, 0, { heading: 'Auszahlung', text: toldToo.proof_checked });
	for (const [, kind = '', was = '', better = ''] of rewordings())
		for (const block of all[kind]?.blocks ?? []) block.text = block.text.replace(was, better);
	reword(all);
	return all;
}

const rewordingExplanations = [
	'20261206300000_letter_words',
	'20261210400000_letter_words_again',
	'20261215010000_explained_from_when',
	'20261226100000_grants_say_their_limits'
];

/** As those migrations word explanations, and the last of them letters. */
function reword(all: Readonly<Record<string, Proposal>>) {
	const lines = (text: string) => text.replaceAll('\\n', '\n');
	for (const name of rewordingExplanations) {
		const sql = readFileSync(`supabase/migrations/${name}.sql`, 'utf8');
		for (const [, kind = '', locale = '', was = '', better = ''] of sql.matchAll(explained)) {
			const texts = all[kind]?.explanations ?? {};
			Object.assign(texts, { [locale]: texts[locale]?.replace(was, lines(better)) });
		}
		for (const [, kind = '', was = '', better = ''] of sql.matchAll(written))
			for (const block of all[kind]?.blocks ?? []) block.text = block.text.replace(was, lines(better));
	}
}

const explained = /^\t+\('(\w+)', '([\w-]+)', '([^']+)', E?'([^']+)'\)[,;]?$/gm;
const written = /^\t\('(\w+)', '([^']+)', E?'([^']+)'\)[,;]$/gm;

/** As 20261210100400_letters_say_it and 20261212100900_what_was_paid add them. */
const toldToo = {
	recovery: '{{interest}}',
	revoked: '{{interest}}',
	changed: '{{other_money}}',
	proof_checked: '{{unpaid}}'
} as const;

function addedLater(): Added {
	const sql = readFileSync('supabase/migrations/20261209200000_letters_that_undo.sql', 'utf8');
	return JSON.parse(/\$json\$([^]*?)\$json\$/.exec(sql)?.[1] ?? '{}');
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
