import type { Cell } from '../../core/table/cell';
import { formatCents, formatNumber, formatShortDate } from '../../i18n/format';
import type { ReportTable } from '../exports/land-report';
import { compilePdf, fonts } from './compiler';
import { drawable } from './drawable';
import template from './report.typ?raw';

type Report = {
	readonly title: string;
	readonly lead: string;
	readonly footer: string;
	readonly tables: readonly ReportTable[];
	/** ISO date, so that the same report makes the same file. */
	readonly day: string;
};

/** Tables as an accessible PDF, in German. The same report makes the same bytes. */
export async function reportPdf({ title, lead, footer, tables, day }: Report): Promise<Buffer> {
	const { cover } = await fonts();
	const pen = (text: string) => drawable(text, cover, 'de');
	const paper = {
		day,
		footer,
		title: pen(title),
		lead: pen(lead),
		tables: tables.map((table) => ({
			title: pen(table.title),
			note: table.note === undefined ? null : pen(table.note),
			head: table.head.map(pen),
			numeric: table.head.map((_, column) => table.rows.some((row) => isNumeric(row[column]))),
			rows: table.rows.map((row) => row.map((cell) => pen(cellText(cell))))
		}))
	};
	return compilePdf(template, { paper: JSON.stringify(paper) });
}

const isNumeric = (cell: Cell | undefined) => cell?.kind === 'cents' || cell?.kind === 'number';

function cellText(cell: Cell): string {
	switch (cell.kind) {
		case 'empty':
			return '–';
		case 'text':
			return cell.value;
		case 'cents':
			return formatCents(cell.value, 'de');
		case 'number':
			return formatNumber(cell.value, 'de');
		case 'day':
			return formatShortDate(cell.value, 'de');
	}
}
