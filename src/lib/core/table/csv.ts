import type { Cell } from './cell';

/** How a spreadsheet of a language reads a file: German ones part columns by semicolon and decimals by comma. */
export type Dialect = { readonly separator: ';' | ','; readonly decimal: ',' | '.' };

/** Tells spreadsheets that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What makes a spreadsheet take a word for a formula: the signs, their full-width forms, and a tab or a line break before
 * anything; also behind blanks and marks that are not seen.
 */
const FORMULA =
	/^[\s\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20\u2212]|^[\t\r\n]/u;

export function csvLine(cells: readonly Cell[], dialect: Dialect): string {
	return `${cells.map((cell) => csvCell(cell, dialect)).join(dialect.separator)}\r\n`;
}

function csvCell(cell: Cell, { decimal }: Dialect): string {
	switch (cell.kind) {
		case 'empty':
			return '';
		case 'cents':
			return amount(cell.value, decimal);
		case 'number':
			return String(cell.value).replace('.', decimal);
		case 'day':
			return cell.value;
		case 'text':
			return quoted(harmless(cell.value));
	}
}

/** An apostrophe in front, as people type it themselves to say "this is a word". */
export function harmless(value: string): string {
	return FORMULA.test(value) ? `'${value}` : value;
}

/** Always in quotes: a word that looks like a number or a date stays what it was. */
function quoted(value: string): string {
	return `"${value.replaceAll('"', '""')}"`;
}

/** By digits, not by division: cents stay exact. */
function amount(value: number, decimal: string): string {
	const digits = String(Math.abs(value)).padStart(3, '0');
	return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}${decimal}${digits.slice(-2)}`;
}
