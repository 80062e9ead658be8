/** The letters of a round. What they say is data of the round; which facts they may and must name is not. */
export const letterKinds = [
	'receipt',
	'request',
	'approved',
	'waitlisted',
	'rejected',
	'changed',
	'change_refused',
	'given_back',
	'recovery',
	'revoked',
	'proof_checked'
] as const;
export type LetterKind = (typeof letterKinds)[number];

/** Languages a letter is explained in; German binds. */
export const explainedIn = [
	'de',
	'de-simple',
	'tr',
	'ar',
	'bg',
	'ro',
	'uk',
	'ru',
	'en',
	'ku',
	'fa',
	'fr',
	'pl'
] as const;
export type ExplainedIn = (typeof explainedIn)[number];

export type LetterBlock = { readonly heading: string; readonly text: string };
export type LetterTemplate = {
	readonly subject: string;
	readonly blocks: readonly LetterBlock[];
	readonly explanations: Readonly<Partial<Record<string, string>>>;
};

const everywhere = [
	'organisation_name',
	'project_title',
	'round_title',
	'letter_date',
	'requested_amount',
	'contact_name',
	'contact_person',
	'contact_email',
	'contact_phone',
	'signer'
] as const;

/** Without these the letter would not say what it is for. Mirrored by `private.letter_placeholders`; a test compares. */
const required = {
	receipt: ['reference_number', 'received_at'],
	request: ['reference_number', 'due_date', 'items', 'message', 'translation_due'],
	approved: ['reference_number', 'amount', 'reason', 'conditions', 'cuts', 'replaced', 'withdrawn'],
	waitlisted: ['reference_number', 'reason', 'replaced', 'withdrawn'],
	rejected: ['reference_number', 'reason', 'replaced', 'withdrawn'],
	changed: ['reference_number', 'change', 'amount'],
	change_refused: ['reference_number', 'change', 'reason'],
	given_back: ['reference_number', 'change', 'outstanding'],
	recovery: ['reference_number', 'amount', 'reason', 'due_date'],
	revoked: ['reference_number', 'amount', 'reason'],
	proof_checked: ['reference_number', 'amount', 'accepted_costs']
} as const satisfies Readonly<Record<LetterKind, readonly string[]>>;

const alsoKnown = {
	approved: ['period_from', 'period_until', 'proof_due', 'tolerance', 'need', 'replaced_on', 'start'],
	waitlisted: ['replaced_on', 'waiting_place'],
	rejected: ['replaced_on'],
	changed: ['period_from', 'period_until', 'plan', 'reason', 'proof_due', 'other_money', 'purpose'],
	given_back: ['reason'],
	recovery: ['interest', 'pay_to'],
	revoked: ['claimed', 'due_date', 'interest', 'pay_to'],
	proof_checked: ['receipt_cuts', 'reason', 'claim', 'unpaid']
} as const satisfies Readonly<Partial<Record<LetterKind, readonly string[]>>>;
const mayName: Readonly<Partial<Record<LetterKind, readonly Placeholder[]>>> = alsoKnown;

export type Placeholder =
	| (typeof everywhere)[number]
	| (typeof required)[LetterKind][number]
	| (typeof alsoKnown)[keyof typeof alsoKnown][number];

export function requiredPlaceholders(kind: LetterKind): readonly Placeholder[] {
	return required[kind];
}

export function knownPlaceholders(kind: LetterKind): readonly Placeholder[] {
	return [...required[kind], ...(mayName[kind] ?? []), ...everywhere];
}

export type TemplateProblem =
	| { readonly code: 'subject_missing' | 'blocks_missing' | 'too_long' | 'remedies_missing' }
	| { readonly code: 'text_missing'; readonly block: number }
	| { readonly code: 'explanation_missing'; readonly locale: string }
	| { readonly code: 'placeholder_unknown' | 'placeholder_missing'; readonly name: string };

export const subjectMax = 200;
export const headingMax = 120;
export const textMax = 4000;
export const blocksMax = 30;

const placeholder = /\{\{\s*([a-z_]*)\s*\}\}/g;
/**
 * What is left of braces once whole placeholders are taken out: half of one, a single brace, or a name nobody could mean.
 * All of it would be printed as it is.
 */
const broken = /\{+[^{}\n]{0,40}\}+|\{+ *[^{} \n]{0,40}|\}+/;

/**
 * What keeps a template from being saved. A letter must never be found wanting when it is needed, so that a missing or
 * misspelt placeholder is said here. Mirrored by `private.letter_template_problems`.
 */
export function templateProblems(kind: LetterKind, template: LetterTemplate): readonly TemplateProblem[] {
	const { subject, blocks } = template;
	const explained = (locale: ExplainedIn) => template.explanations[locale] ?? '';
	const explanations = explainedIn.map(explained);
	const letter = [subject, ...blocks.flatMap(({ heading, text }) => [heading, text])];
	const used = new Set([...letter, ...explanations].flatMap(placeholdersIn));
	const inLetter = new Set(letter.flatMap(placeholdersIn));
	const known: readonly string[] = knownPlaceholders(kind);
	const isTooLong =
		subject.length > subjectMax ||
		blocks.length > blocksMax ||
		blocks.some(({ heading, text }) => heading.length > headingMax || text.length > textMax) ||
		explanations.some((text) => text.length > textMax);
	return [
		...(subject.trim() === '' ? [{ code: 'subject_missing' } as const] : []),
		...(blocks.length === 0 ? [{ code: 'blocks_missing' } as const] : []),
		...(isTooLong ? [{ code: 'too_long' } as const] : []),
		...blocks.flatMap(({ text }, block) =>
			text.trim() === '' ? [{ code: 'text_missing', block } as const] : []
		),
		// Of the other languages each may wait for its translator: its readers get the German one until then.
		...(explained('de').trim() === '' ? [{ code: 'explanation_missing', locale: 'de' } as const] : []),
		...[...used]
			.filter((name) => !known.includes(name))
			.sort()
			.map((name) => ({ code: 'placeholder_unknown', name }) as const),
		...required[kind]
			.filter((name) => !inLetter.has(name))
			.map((name) => ({ code: 'placeholder_missing', name }) as const),
		...(canBeFought(kind) && !blocks.some(tellsRemedies) ? [{ code: 'remedies_missing' } as const] : [])
	];
}

/** A letter that decides; the waiting list only says that nothing is decided yet. */
function canBeFought(kind: LetterKind): boolean {
	return kind !== 'receipt' && kind !== 'request' && kind !== 'waitlisted';
}

/**
 * The instruction on remedies (§ 37 (6) VwVfG NRW): without it a decision can be fought for a year (§ 58 (2) VwGO). A part that
 * stands for a fact is none, because it is left out where there is no such fact.
 */
function tellsRemedies({ heading, text }: LetterBlock): boolean {
	const said = text.split(/[.!?][ \n]/).filter((sentence) => !denial.test(sentence));
	return (
		/rechtsbehelf/i.test(heading) &&
		!denial.test(heading) &&
		said.some((sentence) => /klage|widerspruch/i.test(sentence)) &&
		said.some((sentence) => /monat/i.test(sentence)) &&
		!(heading + text).includes('{{')
	);
}

/** A sentence that says there is none has the same words otherwise. */
const denial = /nicht|kein|weder|ausgeschlossen|unzulässig|unstatthaft|entfällt|entfallen|verzicht/i;

/** Names in double braces; what only looks like one counts as itself, so that it is found to be unknown. */
function placeholdersIn(text: string): readonly string[] {
	const names = [...text.matchAll(placeholder)].map(([, name = '']) => name);
	const [half] = broken.exec(text.replace(placeholder, '')) ?? [];
	return half === undefined ? names : [...names, half];
}

export type LetterValues = Readonly<Partial<Record<string, string>>>;

/**
 * The letter with its facts in place. A line whose placeholders are all empty is left out, and so is a block: without
 * conditions there is no heading "Conditions". What a fact says is never read as a placeholder.
 */
export function filledBlocks(blocks: readonly LetterBlock[], values: LetterValues): readonly LetterBlock[] {
	return blocks
		.filter(({ heading, text }) => !isEmptyOf(`${heading}\n${text}`, values))
		.map(({ heading, text }) => ({ heading: filledLine(heading, values), text: filledText(text, values) }))
		.filter(({ text }) => text.trim() !== '');
}

export function filledText(text: string, values: LetterValues): string {
	return text
		.split('\n')
		.filter((line) => !isEmptyOf(line, values))
		.map((line) => filledLine(line, values))
		.join('\n')
		.trim();
}

function filledLine(line: string, values: LetterValues): string {
	return line.replace(placeholder, (_, name: string) => values[name] ?? '');
}

function isEmptyOf(text: string, values: LetterValues): boolean {
	const names = [...text.matchAll(placeholder)].map(([, name = '']) => name);
	return names.length > 0 && names.every((name) => (values[name] ?? '').trim() === '');
}
