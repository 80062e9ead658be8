import type { CellObject, Row } from 'write-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import type { Cell } from '../../core/table/cell';

/** Longer sheet names are refused by spreadsheets, and these signs in them too. */
const SHEET_NAME_MAX = 31;
const WIDTHS: Readonly<Record<Cell['kind'], number>> = {
	text: 26,
	cents: 13,
	number: 11,
	day: 12,
	empty: 12
};
/** What does not fit is cut off by its neighbour; a head is bold. */
const ROOM = 3;
const WIDEST_WORDS = 60;

export type Sheet = {
	readonly name: string;
	readonly head: readonly string[];
	readonly rows: readonly (readonly Cell[])[];
};

/** Named, or programs choose one of their own for what is bold. */
const FONT = { fontFamily: 'Arial', fontSize: 10 };

/** A workbook of several sheets, in their order. */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Buffer> {
	return withoutClock(
		await writeExcelFile(
			sheets.map(({ name, head, rows }) => ({ ...layoutOf(name, head, rows), data: cellsOf(head, rows) })),
			FONT
		).toBuffer()
	);
}

/**
 * A workbook with one sheet. Words are stored as words, which no spreadsheet calculates, so they stay as they were
 * written; sums and days are numbers and dates.
 */
export function xlsxOf(
	name: string,
	head: readonly string[],
	rows: readonly (readonly Cell[])[]
): Promise<Buffer> {
	return workbookOf([{ name, head, rows }]);
}

const FILE = Buffer.from('PK\u0001\u0002', 'latin1');
/** 1 January 1980 at midnight, the first moment an archive knows: time and day in four bytes. */
const FIRST_MOMENT = 0x0021_0000;

/** The same data is the same file: an archive notes beside each of its parts when it was written, twice. */
function withoutClock(zip: Buffer): Buffer {
	const directory = zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1')) + 16);
	for (let at = zip.indexOf(FILE, directory); at !== -1; at = zip.indexOf(FILE, at + FILE.length)) {
		zip.writeUInt32LE(FIRST_MOMENT, at + 12);
		zip.writeUInt32LE(FIRST_MOMENT, zip.readUInt32LE(at + 42) + 10);
	}
	return zip;
}

function cellsOf(head: readonly string[], rows: readonly (readonly Cell[])[]): Row[] {
	return [
		head.map((value): CellObject => ({ type: String, value, fontWeight: 'bold' })),
		...rows.map(sheetRow)
	];
}

function layoutOf(name: string, head: readonly string[], rows: readonly (readonly Cell[])[]) {
	const first = rows[0] ?? [];
	const widest = (column: number) =>
		rows.reduce(
			(width, { [column]: cell }) => Math.max(width, cell?.kind === 'text' ? cell.value.length : 0),
			0
		);
	return {
		orientation: 'landscape' as const,
		sheet: name.replace(/[\\/?*[\]:]/g, ' ').slice(0, SHEET_NAME_MAX),
		stickyRowsCount: 1,
		columns: head.map((title, index) => ({
			width: Math.max(
				WIDTHS[first[index]?.kind ?? 'text'],
				title.length + ROOM,
				Math.min(widest(index) + ROOM, WIDEST_WORDS)
			)
		}))
	};
}

function sheetRow(cells: readonly Cell[]): Row {
	return cells.map((cell): CellObject | null => {
		switch (cell.kind) {
			case 'empty':
				return null;
			case 'text':
				return { type: String, value: cell.value };
			case 'cents':
				return { type: Number, value: cell.value / 100, format: '#,##0.00' };
			case 'number':
				return { type: Number, value: cell.value };
			case 'day':
				return { type: Date, value: new Date(`${cell.value}T00:00:00Z`), format: 'dd.mm.yyyy' };
		}
	});
}
