import { askedDocuments } from '../../core/application/asked';
import { type RowList, type Section } from '../../core/application/fields';
import { officialPlanOf, planOf } from '../../core/application/plan';
import { valueAt } from '../../core/draft/fields';
import { formatCents, formatDateTime, formatShortDateTime } from '../../i18n/format';
import {
	answersOf,
	columnTexts,
	isOlder,
	questionAnswers,
	type SentAnswer,
	type SentForm,
	sentLists,
	sentRows,
	unknownAnswers
} from '../../i18n/office-form';
import { germanVersionText, listText, notGiven, originalText, sectionText } from '../../i18n/office-texts';
import { drawable, type Written } from './drawable';

/** A sent application as it goes on paper: the German of the official form, in its order. */
export type Paper = {
	readonly title: string;
	readonly round: Written;
	readonly number: string;
	/** ISO date, so that the same submission makes the same file. */
	readonly date: string;
	readonly facts: readonly Line[];
	readonly parts: readonly Part[];
	readonly footer: string;
	/** Said once, where a sign could not be drawn. */
	readonly gapNote: string | null;
	readonly words: { readonly page: string; readonly of: string };
};

type Line = { readonly term: string; readonly text: Written };
type Part = { readonly title: string; readonly blocks: readonly Block[] };
type Block =
	| { readonly kind: 'heading'; readonly text: string }
	| { readonly kind: 'note'; readonly text: string }
	| { readonly kind: 'lines'; readonly lines: readonly Line[] }
	| {
			readonly kind: 'long';
			readonly term: string;
			readonly text: Written;
			/** What is to be known of the answer before it is read. */
			readonly note: string | null;
			/** Original and German version stand side by side; both headings say which is which. */
			readonly german: null | { readonly from: string; readonly heading: string; readonly text: Written };
	  }
	| {
			readonly kind: 'table';
			readonly caption: string;
			readonly columns: readonly { readonly text: string; readonly isSum: boolean }[];
			readonly rows: readonly (readonly Written[])[];
			/** A last row in bold; its first cell spans all columns but the last. */
			readonly total: null | { readonly term: string; readonly text: Written };
	  };

export type PaperFile = {
	readonly document: string;
	readonly name: string;
	readonly size: number;
	readonly isComplete: boolean;
};

export type PaperSource = {
	readonly form: SentForm;
	readonly referenceNumber: string;
	readonly isLate: boolean;
	/** The versions that arrived, the first one first; the paper shows the last. */
	readonly versions: readonly {
		readonly version: number;
		readonly receivedAt: string;
		readonly sha256: string;
	}[];
	readonly declarations: readonly {
		readonly code: string;
		readonly texts: Readonly<Record<string, string>>;
	}[];
	readonly files: readonly PaperFile[];
	/** What the office asked in a clarification, as far as the reader may know it; the answers stand in the form under their ids. */
	readonly questions: readonly { readonly id: string; readonly note: string }[];
};

type Cover = (characters: readonly number[]) => boolean;
type Pen = (text: string, lang?: string | null) => Written;

/** `cover` says which characters the fonts have. */
export function applicationPaper(source: PaperSource, cover: Cover): Paper {
	const { form, referenceNumber, versions } = source;
	let hasGaps = false;
	const pen: Pen = (text, lang = null) => {
		const written = drawable(text, cover, lang);
		hasGaps ||= written.hasGaps;
		return written;
	};
	const latest = versions.at(-1);
	const first = versions[0];
	const parts = [
		part('A  Antragsteller/in', sections(['organisation', 'recognition'], form, pen)),
		part('B  Personen', sections(['responsible', 'contact'], form, pen)),
		part('C  Bankverbindung', sections(['bank'], form, pen)),
		part(
			'D  Projekt',
			sections(['project', 'goals', 'impact', 'activities', 'people', 'quality'], form, pen)
		),
		part('E  Kosten und Finanzierung', planBlocks(form, pen)),
		part('F  Erklärungen', declarationBlocks(source, pen)),
		part('G  Anlagen', documentBlocks(source, pen)),
		part('H  Weitere Angaben', further(source, pen)),
		part('Eingang', receiptBlocks(source, pen))
	].filter(({ blocks }) => blocks.length > 0);
	const facts = [
		{ term: 'Aktenzeichen', text: pen(referenceNumber) },
		{ term: 'Eingang', text: pen(first ? formatDateTime(first.receivedAt, 'de') : '') },
		...(source.isLate ? [{ term: 'Frist', text: pen('nach Fristende eingegangen') }] : []),
		...(versions.length > 1 && latest
			? [
					{
						term: 'Fassung',
						text: pen(`${latest.version}, vom ${formatShortDateTime(latest.receivedAt, 'de')} Uhr`)
					}
				]
			: []),
		...(isOlder(form)
			? [{ term: 'Formular', text: pen('frühere Fassung; gezeigt wird, was darin beantwortet wurde') }]
			: [])
	];
	const round = pen(form.round.texts.title);
	return {
		title: 'Antrag auf Gewährung einer Zuwendung',
		round,
		number: referenceNumber,
		date: (latest?.receivedAt ?? '').slice(0, 10),
		facts,
		parts,
		footer: `${referenceNumber}${versions.length > 1 && latest ? ` · Fassung ${latest.version}` : ''}`,
		gapNote: hasGaps
			? 'Ein \uFFFD steht für ein Zeichen, das in diesem Dokument nicht gedruckt werden kann. Der Wortlaut liegt unverändert elektronisch vor.'
			: null,
		words: { page: 'Seite', of: 'von' }
	};
}

function part(title: string, blocks: readonly Block[]): Part {
	return { title, blocks };
}

function sections(names: readonly Section[], form: SentForm, pen: Pen): readonly Block[] {
	const filled = names
		.map((name) => ({ name, blocks: sectionBlocks(name, form, pen) }))
		.filter(({ blocks }) => blocks.length > 0);
	if (names.length === 1) return filled.flatMap(({ blocks }) => blocks);
	return filled.flatMap(({ name, blocks }) => [
		{ kind: 'heading', text: sectionText(name, 'de') },
		...blocks
	]);
}

function sectionBlocks(section: Section, form: SentForm, pen: Pen): readonly Block[] {
	return [
		...answerBlocks(answersOf(section, form, 'de'), pen),
		...sentLists(section, form).map((list) => tableOf(list, form, pen))
	];
}

/** Short answers that follow one another share one list; long ones get the width of the page. */
function answerBlocks(answers: readonly SentAnswer[], pen: Pen): readonly Block[] {
	const blocks: Block[] = [];
	let lines: Line[] = [];
	const finish = () => {
		if (lines.length > 0) blocks.push({ kind: 'lines', lines });
		lines = [];
	};
	for (const answer of answers) {
		const { term, text, isLong, isWritten } = answer;
		if (!isLong || text === undefined) {
			lines.push({ term, text: isWritten || text === undefined ? pen(text ?? '') : pen(text, 'de') });
			continue;
		}
		finish();
		blocks.push({
			kind: 'long',
			term,
			text: pen(text, answer.language),
			note: answer.language === notGiven ? originalText(notGiven, 'de') : null,
			german: germanOf(answer, pen)
		});
	}
	finish();
	return blocks;
}

function germanOf({ language, german }: SentAnswer, pen: Pen): (Block & { kind: 'long' })['german'] {
	if (language === null || language === notGiven) return null;
	return {
		from: originalText(language, 'de'),
		heading: german === null ? 'Deutsche Fassung' : germanVersionText(german.by, 'de'),
		text: pen(german?.text ?? 'liegt nicht vor (§ 23 VwVfG NRW)', 'de')
	};
}

const sumColumns: readonly string[] = ['quantity', 'unit_cents', 'amount_cents'];

function tableOf(list: RowList, form: SentForm, pen: Pen): Block {
	const rows = sentRows(list, form, 'de');
	const texts = columnTexts(list, 'de');
	const columns = rows[0]?.cells.map(({ column }) => column) ?? [];
	return rows.length === 0
		? { kind: 'lines', lines: [{ term: listText(list, 'de'), text: pen('') }] }
		: {
				kind: 'table',
				caption: listText(list, 'de'),
				columns: columns.map((column, index) => ({
					text: texts[index] ?? column,
					isSum: sumColumns.includes(column)
				})),
				rows: rows.map(({ cells }) => cells.map(({ text }) => pen(text))),
				total: null
			};
}

function planBlocks(form: SentForm, pen: Pen): readonly Block[] {
	const money = (cents: number) => formatCents(cents, 'de');
	const plan = planOf(form.fields);
	const official = officialPlanOf(form.fields, form.round);
	const total = (block: Block, term: string, cents: number): Block =>
		block.kind === 'table' ? { ...block, total: { term, text: pen(money(cents)) } } : block;
	const lines: readonly (readonly [string, string, number])[] = [
		['3.1', 'Gesamtkosten', official.totalCents],
		['3.2', 'davon zuwendungsfähige Ausgaben', official.eligibleCents],
		['3.3', 'abzüglich Leistungen Dritter (ohne öffentliche Förderung)', official.thirdPartyCents],
		['3.4', 'zuwendungsfähige Gesamtausgaben', official.eligibleRestCents],
		['3.5', 'beantragte Förderung', official.requestedCents],
		['3.6', 'beantragte oder bewilligte andere öffentliche Förderung', official.otherGrantsCents],
		['3.7', 'Eigenanteil', official.ownShareCents]
	];
	const difference = plan.isComplete && plan.differenceCents !== 0;
	return [
		total(tableOf('cost_lines', form, pen), 'Summe der Kosten', plan.costsCents),
		total(tableOf('income_lines', form, pen), 'Summe ohne beantragte Förderung', plan.incomeCents),
		...answerBlocks(answersOf('costs', form, 'de'), pen),
		...(difference
			? [
					{
						kind: 'note' as const,
						text: `Der Plan ist nicht ausgeglichen. Differenz: ${money(plan.differenceCents)}`
					}
				]
			: []),
		{
			kind: 'table',
			caption: 'Finanzierungsplan nach Nr. 3 des Grundmusters NRW (Anlage zu Nr. 3.1 VVG zu § 44 LHO)',
			columns: [
				{ text: 'Nr.', isSum: false },
				{ text: 'Position', isSum: false },
				{ text: 'Betrag', isSum: true }
			],
			rows: lines.map(([number, text, cents]) => [pen(number), pen(text), pen(money(cents))]),
			total: null
		}
	];
}

/** With the German wording, which binds whatever translation was read. */
function declarationBlocks({ form, declarations }: PaperSource, pen: Pen): readonly Block[] {
	const answers = answersOf('declarations', form, 'de');
	const signature =
		form.round.signature === 'signed_page'
			? [
					{
						kind: 'note' as const,
						text: 'Die Unterschrift steht auf der unterschriebenen Seite (siehe Anlagen).'
					}
				]
			: [];
	return [
		{
			kind: 'table',
			caption: 'Abgegebene Erklärungen',
			columns: [
				{ text: 'Erklärung', isSum: false },
				{ text: 'Abgegeben', isSum: false }
			],
			rows: declarations.map(({ code, texts }) => {
				const version = valueAt(form.fields, `declared.${code}`);
				return [
					pen(texts['de'] ?? code),
					pen(version === undefined ? 'nicht abgegeben' : `ja, Fassung ${String(version)}`)
				];
			}),
			total: null
		},
		...answerBlocks(answers, pen),
		...signature
	];
}

const documentNames: Readonly<Record<string, string>> = {
	other: 'Weitere Unterlage',
	signed_page: 'Unterschriebene Seite'
};

function documentBlocks({ form, files }: PaperSource, pen: Pen): readonly Block[] {
	const asked = askedDocuments(form.fields, form.round);
	const others = [...new Set(files.map(({ document }) => document))].filter(
		(code) => !asked.some((document) => document.code === code)
	);
	const nameOf = (code: string) =>
		form.round.documents.find((document) => document.code === code)?.label ?? documentNames[code] ?? code;
	const rows = [
		...asked.map(({ code, label, is_required }) => [
			label,
			is_required ? 'verlangt' : 'freiwillig',
			stateOf(code, files) ?? (is_required ? 'fehlt noch' : 'nicht beigefügt')
		]),
		...others.map((code) => [nameOf(code), 'freiwillig', stateOf(code, files) ?? ''])
	];
	if (rows.length === 0)
		return [{ kind: 'note', text: 'Es waren keine Unterlagen verlangt, und es sind keine beigefügt.' }];
	return [
		{
			kind: 'table',
			caption: 'Unterlagen und ihr Stand',
			columns: ['Unterlage', 'Pflicht', 'Stand'].map((text) => ({ text, isSum: false })),
			rows: rows.map((cells) => cells.map((text) => pen(text))),
			total: null
		}
	];
}

function stateOf(code: string, files: readonly PaperFile[]): string | null {
	const here = files.filter(({ document, isComplete }) => document === code && isComplete);
	const coming = files.some(({ document, isComplete }) => document === code && !isComplete);
	if (here.length === 0) return coming ? 'angekündigt, noch nicht angekommen' : null;
	return `liegt vor: ${here.map(({ name, size }) => `${name} (${sizeText(size)})`).join(', ')}`;
}

function sizeText(bytes: number): string {
	const kilobytes = Math.max(1, Math.round(bytes / 1000));
	return kilobytes < 1000
		? `${kilobytes} KB`
		: `${(kilobytes / 1000).toLocaleString('de', { maximumFractionDigits: 1 })} MB`;
}

/** Answers to what the office asked, and never lost: what an unknown version of the form has sent. */
function further({ form, questions }: PaperSource, pen: Pen): readonly Block[] {
	const answers = questionAnswers(form, questions).map(({ note, text }) => ({
		kind: 'long' as const,
		term: note ?? 'Antwort auf eine Rückfrage',
		text: pen(text ?? ''),
		note: null,
		german: null
	}));
	return [...answers, ...answerBlocks(unknownAnswers(form), pen)];
}

function receiptBlocks({ referenceNumber, isLate, versions }: PaperSource, pen: Pen): readonly Block[] {
	const lines = versions.flatMap(({ version, receivedAt, sha256 }) => [
		{
			term: version === 1 ? 'Eingegangen' : `Fassung ${version} eingegangen`,
			text: pen(
				`${formatDateTime(receivedAt, 'de')} (Ortszeit Duisburg)${version === 1 && isLate ? ', nach Fristende' : ''}`
			)
		},
		{
			term: version === 1 ? 'Fingerabdruck (SHA-256)' : `Fingerabdruck Fassung ${version}`,
			text: pen((sha256.match(/.{8}/g) ?? []).join(' '))
		}
	]);
	return [
		{ kind: 'lines', lines: [{ term: 'Aktenzeichen', text: pen(referenceNumber) }, ...lines] },
		{
			kind: 'note',
			text: 'Der Fingerabdruck ist die Prüfsumme der gespeicherten Fassung. Er steht auch auf der Eingangsbestätigung der Antragstellenden und ändert sich mit jeder Änderung des Antrags.'
		}
	];
}
