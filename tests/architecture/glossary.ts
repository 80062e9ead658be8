import { readFileSync } from 'node:fs';

/** A German term and how a language says it: the beginnings of words that have to stand together in a text. */
export type Term = { readonly german: string; readonly said: readonly (readonly string[])[] };
export type Glossary = {
	readonly rows: number;
	readonly terms: readonly Term[];
	/** Words that compete with a term; with a star, whatever begins so. */
	readonly never: readonly string[];
	/** `area/key (term)` → why this text says it otherwise. */
	readonly except: ReadonlyMap<string, string>;
};

/** The words of the office that have to be one word in each language, wherever somebody reads them. */
export const held: readonly string[] = [
	...[
		'Antrag',
		'Entwurf',
		'Förderung',
		'Unterlagen',
		'Frist',
		'Brief',
		'Gerät',
		'Initiative',
		'Verein',
		'Stadtbezirk'
	],
	...[
		'Zuwendungsbescheid',
		'Ablehnungsbescheid',
		'Änderungsbescheid',
		'Eingangsbestätigung',
		'Nachforderung'
	],
	...['Rückforderung', 'Rückzahlung', 'Auszahlung', 'Warteliste', 'Klage', 'Verwaltungsgericht', 'Widerruf'],
	...[
		'Eigenmittel',
		'Kostenplan',
		'Finanzierungsplan',
		'Verwendungsnachweis',
		'Beleg',
		'Bericht',
		'Bankverbindung'
	],
	...[
		'gemeinnützig',
		'Freistellungsbescheid',
		'Finanzamt',
		'Umsatzsteuer',
		'Vorsteuerabzug',
		'Satzung',
		'Vorstand'
	],
	...[
		'Vereinsregister',
		'Migrantenorganisation',
		'Ehrenamt',
		'Honorar',
		'Sprachmittlung',
		'Amtssprache',
		'Übersetzung'
	],
	...['Schutzkonzept', 'Barrierefreiheit', 'Datenschutz', 'Impressum']
];

/** Texts that need no language to say a term otherwise, and why. */
const everywhere: Readonly<Record<string, string>> = {
	'mail/code_text (Ehrenamt)': 'the name of the office, which German alone writes out',
	'storage/storage_for_clock (Frist)': 'any day the screen reckons with',
	'public/home_step_send (Antrag)': 'the step before names it; most languages say "it"',
	'data/data_held (Klage)': 'any case before a court, not the remedy against our letter',
	'pages/imprint_open_points (Impressum)': 'the page says "this page"',
	'pages/privacy_open_points (Frist)': 'how long data are kept, which is no deadline',
	'pages/privacy_retention_text (Frist)': 'how long data are kept, which is no deadline',
	'pages/privacy_purpose_text (Förderung)': 'the money itself',
	'shell/app_description (Förderung)': 'a line in a store: money'
};

/** Signs that are written or left out: vowels of Arabic, joiners, isolates. Letters people mix are one. */
export function folded(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFC')
		.replace(/[\u064b-\u0652\u0640\u200c\u2066-\u2069\u00ad\u0307]/g, '')
		.replace(/[أإآ]/g, 'ا');
}

/** The longer a word, the more of its end bends. The Arabic article goes. */
function beginning(word: string): string {
	const signs = [...folded(word).replace(/^ال(?=.{3})/u, '')];
	const bends = signs.length <= 3 ? 0 : signs.length <= 5 ? 1 : signs.length <= 8 ? 2 : 3;
	return signs.slice(0, signs.length - bends).join('');
}

/**
 * A glossary: its table, and below "What tests hold" lines `- Term: forms` (as they begin, with commas), `- never: words` and
 * `- except area/key (Term): why`.
 */
export function readGlossary(file: string): Glossary {
	const [table = '', rules = ''] = readFileSync(file, 'utf8').split('## What tests hold');
	const rows = table
		.split('\n')
		.filter((line) => line.startsWith('| ') && !/^\| (German|---)/.test(line))
		.map((line) => line.split('|').map((cell) => cell.trim()));
	const lines = rules.split('\n').flatMap((line) => {
		const [, name = '', text = ''] = /^- (.+?): (.+)$/.exec(line) ?? [];
		return name === '' ? [] : [{ name, text }];
	});
	const listed = (name: string) =>
		lines.filter((line) => line.name === name).flatMap(({ text }) => text.split(/,\s*/));
	return {
		rows: rows.length,
		terms: held
			.map((german) => ({
				german,
				said: [
					...rows
						.filter(([, term = '']) => named(term).includes(german))
						.flatMap(([, , translation = '']) => alternatives(translation)),
					...listed(german).map((form) => folded(form).split(' '))
				]
			}))
			.filter(({ said }) => said.length > 0),
		never: listed('never'),
		except: new Map([
			...Object.entries(everywhere),
			...lines
				.filter(({ name }) => name.startsWith('except '))
				.map(({ name, text }): [string, string] => [name.slice('except '.length), text])
		])
	};
}

const named = (term: string) =>
	term
		.replace(/\(.*?\)/g, '')
		.split(',')
		.map((one) => one.trim());

const alternatives = (translation: string) =>
	translation
		.replace(/\([^)]*\)/g, ' ')
		.replace(/[“”„«»"‘‚’]/g, ' ')
		.split(/[,;/،]/)
		.map((one) => one.trim())
		.filter((one) => one !== '')
		.map((one) => one.split(/\s+/).map(beginning));

/** The German word, bent or not, and not as a part of another. */
export function names(term: string, german: string): boolean {
	const bent = term.replace(/a(?=[^aeiou]+$)/, '[aä]');
	return new RegExp(`(?<![\\p{L}-])${bent}(?:e|en|es|er|s|n|ern|em)?(?![\\p{L}-])`, 'u').test(german);
}

/** Says the term as the glossary does, or in German. */
export function says({ german, said }: Term, text: string): boolean {
	const whole = folded(text);
	return whole.includes(folded(german)) || said.some((words) => words.every((word) => whole.includes(word)));
}

/** Words that stand in a text against the glossary. */
export function forbidden(never: readonly string[], text: string): readonly string[] {
	const whole = folded(text);
	return never.filter((word) => {
		const [bare = '', ending] = [folded(word).replace(/\*$/, ''), word.endsWith('*') ? '' : '(?!\\p{L})'];
		return new RegExp(`(?<!\\p{L})${bare}${ending}`, 'u').test(whole);
	});
}
