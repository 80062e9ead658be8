import type { Fields } from '../../core/draft/fields';
import type { PlannedLine } from '../../core/proof/facts';
import { balancesOf, receiptsOf, sum, unplannedCents } from '../../core/proof/receipts';
import { formatForeign } from '../../i18n/foreign-money';
import { formatCents, formatDateTime, formatShortDate } from '../../i18n/format';
import type { Paper } from './application-paper';
import { drawable, type Written } from './drawable';

export type ProofSource = {
	readonly referenceNumber: string;
	readonly projectTitle: string;
	readonly form: Fields;
	readonly version: number;
	readonly receivedAt: string;
	readonly sha256: string;
	readonly isLate: boolean;
	readonly lines: readonly PlannedLine[];
	readonly grantCents: number;
	readonly paidCents: number;
	/** What the plan says of own and other money. */
	readonly plannedIncomeCents: number;
	/** By receipt; empty before anybody judged. */
	readonly judgements: Readonly<
		Record<string, { readonly accepted_cents: number; readonly reason: string | null }>
	>;
	/** Null until the check is concluded. */
	readonly result: ProofCheckResult | null;
};

type ProofCheckResult = {
	readonly acceptedCents: number;
	/** What the grant is in the end. */
	readonly grantCents: number;
	readonly claimCents: number;
	readonly reason: string | null;
	/** What only the office reads; null on the paper of the group. */
	readonly office: null | {
		readonly isSample: boolean;
		readonly claimDueOn: string | null;
		readonly signatures: readonly { readonly name: string; readonly at: string }[];
	};
};

type Cover = (characters: readonly number[]) => boolean;

const paidBy: Readonly<Record<string, string>> = { transfer: 'Überweisung', card: 'Karte', cash: 'bar' };
const money = (cents: number) => formatCents(cents, 'de');
const day = (date: string) => (date === '' ? '' : formatShortDate(date, 'de'));

/** A proof of use as it goes into the file: report, plan and actual, and the list of receipts (Belegliste). */
export function proofPaper(source: ProofSource, cover: Cover): Paper {
	const { referenceNumber, form, version, receivedAt } = source;
	let hasGaps = false;
	const pen = (text: string, lang: string | null = null): Written => {
		const written = drawable(text, cover, lang);
		hasGaps ||= written.hasGaps;
		return written;
	};
	const said = (field: string) => String(form[`report.${field}`] ?? '');
	const language = said('language') || null;
	const long = (term: string, field: string) =>
		({ kind: 'long', term, text: pen(said(field), language), note: null, german: null }) as const;
	const line = (term: string, text: string) => ({ term, text: pen(text) });
	const round = pen(source.projectTitle);
	const parts: Paper['parts'] = [
		{
			title: 'A  Sachbericht',
			blocks: [
				long('Was gemacht wurde', 'done'),
				...(said('reached') ? [long('Was erreicht wurde', 'reached')] : []),
				...(said('changed') ? [long('Was anders war als geplant', 'changed')] : []),
				{
					kind: 'lines',
					lines: [
						line('Teilnehmende', said('participants')),
						line('davon neu zugewandert', said('newcomers')),
						line('Ehrenamtliche', said('volunteers')),
						line('Fotos', consentText(said('photo_consent')))
					]
				}
			]
		},
		{ title: 'B  Zahlenmäßiger Nachweis', blocks: [incomeTable(source, pen), planTable(source, pen)] },
		{ title: 'C  Belegliste', blocks: [receiptTable(source, pen)] },
		{
			title: 'D  Erklärung',
			blocks: [
				{
					kind: 'note',
					text: 'Die Ausgaben waren notwendig, es wurde wirtschaftlich und sparsam verfahren, und die Angaben stimmen mit den Büchern und Belegen überein.'
				},
				{
					kind: 'lines',
					lines: [line('Name', said('signed_name')), line('Fingerabdruck (SHA-256)', source.sha256)]
				}
			]
		},
		...(source.result === null
			? []
			: [{ title: 'E  Ergebnis der Prüfung', blocks: resultBlocks(source.result, line) }])
	];
	return {
		title: 'Verwendungsnachweis',
		round,
		number: referenceNumber,
		date: receivedAt.slice(0, 10),
		facts: [
			line('Aktenzeichen', referenceNumber),
			line('Eingang', formatDateTime(receivedAt, 'de')),
			line('Fassung', String(version)),
			...(source.isLate ? [line('Frist', 'nach dem Tag der Abgabe eingegangen')] : [])
		],
		parts,
		footer: `${referenceNumber} · Verwendungsnachweis, Fassung ${String(version)}`,
		gapNote: hasGaps
			? 'Ein \uFFFD steht für ein Zeichen, das in diesem Dokument nicht gedruckt werden kann. Der Wortlaut liegt unverändert elektronisch vor.'
			: null,
		words: { page: 'Seite', of: 'von' }
	};
}

/** What is not answered was not given either. */
function consentText(answer: string): string {
	if (answer === 'yes') return 'dürfen gezeigt werden';
	return answer === 'no'
		? 'nicht veröffentlichen: kein Einverständnis'
		: 'nicht veröffentlichen: Einverständnis nicht beantwortet';
}

/** The Prüfungsvermerk that stays with the file (VV Nr. 11 to § 44 LHO NRW). */
function resultBlocks(
	{ acceptedCents, grantCents, claimCents, reason, office }: ProofCheckResult,
	line: (term: string, text: string) => { readonly term: string; readonly text: Written }
): Paper['parts'][number]['blocks'] {
	return [
		{
			kind: 'lines',
			lines: [
				...(office === null ? [] : [line('Geprüft', office.isSample ? 'eine Stichprobe' : 'alle Belege')]),
				line('Anerkannte Ausgaben', money(acceptedCents)),
				line('Zuwendung am Ende', money(grantCents)),
				line('Zurückzufordern', money(claimCents)),
				...(office?.claimDueOn ? [line('Zahlbar bis', day(office.claimDueOn))] : []),
				...(reason ? [line('Begründung', reason)] : []),
				...(office?.signatures ?? []).map(({ name, at }, place) =>
					line(place === 0 ? 'Unterschrift' : 'Zweite Unterschrift', `${name}, ${formatDateTime(at, 'de')}`)
				)
			]
		}
	];
}

type Pen = (text: string) => Written;
type Table = Extract<Paper['parts'][number]['blocks'][number], { kind: 'table' }>;

/** A proof by numbers names what came in as well (Nr. 6.4 ANBest-P); where the group said nothing, it came as planned. */
function incomeTable({ form, grantCents, paidCents, plannedIncomeCents }: ProofSource, pen: Pen): Table {
	const said = form['report.income_cents'];
	const incomeCents = typeof said === 'number' ? said : plannedIncomeCents;
	const row = (name: string, planned: number, received: number) => [
		pen(name),
		pen(money(planned)),
		pen(money(received)),
		pen(money(received - planned))
	];
	return {
		kind: 'table',
		caption: 'Einnahmen: Soll und Ist',
		columns: [
			{ text: 'Herkunft', isSum: false },
			{ text: 'Soll', isSum: true },
			{ text: 'Ist', isSum: true },
			{ text: 'Abweichung', isSum: true }
		],
		rows: [
			row('Eigene und andere Mittel', plannedIncomeCents, incomeCents),
			row('Zuwendung', grantCents, paidCents),
			row('Summe', plannedIncomeCents + grantCents, incomeCents + paidCents)
		],
		total: null
	};
}

function planTable({ form, lines, judgements }: ProofSource, pen: Pen): Table {
	const receipts = receiptsOf(form);
	const accepted = receipts.map((one) => ({
		line: one.line,
		cents: judgements[one.id]?.accepted_cents ?? one.cents
	}));
	const row = (name: string, planned: number, spent: number, kept: number) => [
		pen(name),
		pen(money(planned)),
		pen(money(spent)),
		pen(money(kept)),
		pen(money(spent - planned))
	];
	const unplanned = unplannedCents(lines, receipts);
	return {
		kind: 'table',
		caption: 'Ausgaben: Soll und Ist',
		columns: [
			{ text: 'Position', isSum: false },
			{ text: 'Soll', isSum: true },
			{ text: 'Ist', isSum: true },
			{ text: 'anerkannt', isSum: true },
			{ text: 'Abweichung', isSum: true }
		],
		rows: [
			...balancesOf(lines, receipts).map(({ line, spentCents }) =>
				row(
					line.label ?? line.category ?? '',
					line.cents,
					spentCents,
					sum(accepted.filter((one) => one.line === line.id))
				)
			),
			...(unplanned > 0 ? [row('ohne Position', 0, unplanned, unplannedCents(lines, accepted))] : []),
			row(
				'Summe',
				lines.reduce((total, { cents }) => total + cents, 0),
				sum(receipts),
				sum(accepted)
			)
		],
		total: null
	};
}

function receiptTable({ form, lines, judgements }: ProofSource, pen: Pen): Table {
	const receipts = receiptsOf(form);
	return {
		kind: 'table',
		caption: 'Einzelne Ausgaben',
		columns: [
			{ text: 'Nr.', isSum: false },
			{ text: 'Rechnung, Zahlung', isSum: false },
			{ text: 'Empfänger, Zweck, Position', isSum: false },
			{ text: 'Prüfvermerk', isSum: false },
			{ text: 'Betrag', isSum: true }
		],
		rows: receipts.map((receipt, at) => {
			const judged = judgements[receipt.id];
			const line = lines.find(({ id }) => id === receipt.line);
			const foreign =
				receipt.currency === '' ? '' : `\n(${formatForeign(receipt.foreignCents, receipt.currency, 'de')})`;
			const mark = judged
				? judged.reason === null
					? 'anerkannt'
					: `${money(judged.accepted_cents)}: ${judged.reason}`
				: '';
			return [
				pen(String(at + 1)),
				pen(`${day(receipt.invoiceOn)}\n${day(receipt.paidOn)} ${paidBy[receipt.paidBy] ?? ''}`),
				pen(`${receipt.payee}\n${receipt.purpose}\n${line?.label ?? line?.category ?? ''}`),
				pen(mark),
				pen(`${money(receipt.cents ?? 0)}${foreign}`)
			];
		}),
		total: { term: 'Summe', text: pen(money(sum(receipts))) }
	};
}
