/** A value of an exported table, with its type: an amount is a number for whoever adds it up, a word never a formula. */
export type Cell =
	| { readonly kind: 'text'; readonly value: string }
	| { readonly kind: 'cents'; readonly value: number }
	| { readonly kind: 'number'; readonly value: number }
	/** `2027-02-15` */
	| { readonly kind: 'day'; readonly value: string }
	| { readonly kind: 'empty' };

export const empty: Cell = { kind: 'empty' };

export function text(value: string | null | undefined): Cell {
	return value === null || value === undefined || value === '' ? empty : { kind: 'text', value };
}

export function cents(value: number | null | undefined): Cell {
	return value === null || value === undefined ? empty : { kind: 'cents', value };
}

export function number(value: number | null | undefined): Cell {
	return value === null || value === undefined ? empty : { kind: 'number', value };
}

export function day(value: string | null | undefined): Cell {
	return value === null || value === undefined || value === '' ? empty : { kind: 'day', value };
}
