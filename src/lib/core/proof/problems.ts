import type { Problem } from '../application/problems';
import { type Fields, valueAt } from '../draft/fields';
import { rowPath, rowsOf } from '../draft/rows';
import { maxCount } from '../number/count';
import { isBlank } from '../text/text';
import { isCalendarDate } from '../time/date';
import type { PlannedLine } from './facts';

export type ProofProblem = Pick<Problem, 'path' | 'code'>;

/** The database takes a little more than the fields do, so that it never refuses what a screen let through. */
const mostCents = 100_000_000_000;

/**
 * What keeps a proof from being sent; `private.proof_problems` in SQL says the same. A picture that is missing or a day
 * outside the project is for the office to judge: it is said, and refuses nothing.
 */
export function proofProblems(fields: Fields, lines: readonly PlannedLine[]): readonly ProofProblem[] {
	const receipts = rowsOf(fields, 'receipts').flatMap(({ id }) => receiptProblems(fields, id, lines));
	return [...receipts, ...reportProblems(fields)];
}

/** In the order of the screen, because the list of what is missing leads down it. */
export function receiptProblems(
	fields: Fields,
	row: string,
	lines: readonly PlannedLine[]
): readonly ProofProblem[] {
	const at = (column: string) => rowPath('receipts', row, column);
	const line = valueAt(fields, at('line'));
	return [
		...wrongNumber(fields, at('amount_cents'), { code: 'not_an_amount', from: 1, isRequired: true }),
		...(lines.some(({ id }) => id === line)
			? []
			: ([
					{ path: at('line'), code: isAbsent(fields, at('line')) ? 'required' : 'unknown_choice' }
				] as const)),
		...missing(fields, at('payee')),
		...missing(fields, at('purpose')),
		...wrongDays(fields, at('invoice_on')),
		...wrongDays(fields, at('paid_on')),
		...missing(fields, at('paid_by'))
	];
}

export function reportProblems(fields: Fields): readonly ProofProblem[] {
	const number = { code: 'not_a_number', from: 0 } as const;
	return [
		...missing(fields, 'report.done'),
		...wrongNumber(fields, 'report.participants', { ...number, isRequired: true }),
		...wrongNumber(fields, 'report.newcomers', number),
		...wrongNumber(fields, 'report.volunteers', number),
		...wrongNumber(fields, 'report.income_cents', { code: 'not_an_amount', from: 0 }),
		...(valueAt(fields, 'report.declared') === 'yes'
			? []
			: ([{ path: 'report.declared', code: 'declaration_missing' }] as const)),
		...missing(fields, 'report.signed_name')
	];
}

function missing(fields: Fields, path: string): readonly ProofProblem[] {
	return isAbsent(fields, path) ? [{ path, code: 'required' }] : [];
}

function wrongDays(fields: Fields, path: string): readonly ProofProblem[] {
	if (isAbsent(fields, path)) return [{ path, code: 'required' }];
	return isCalendarDate(String(valueAt(fields, path)).trim()) ? [] : [{ path, code: 'not_a_date' }];
}

type Wanted = {
	readonly code: 'not_an_amount' | 'not_a_number';
	readonly from: number;
	readonly isRequired?: boolean;
};

function wrongNumber(
	fields: Fields,
	path: string,
	{ code, from, isRequired }: Wanted
): readonly ProofProblem[] {
	if (isAbsent(fields, path)) return isRequired ? [{ path, code: 'required' }] : [];
	const value = valueAt(fields, path);
	const most = code === 'not_a_number' ? maxCount : mostCents;
	const isFit = typeof value === 'number' && Number.isInteger(value) && value >= from && value <= most;
	return isFit ? [] : [{ path, code }];
}

function isAbsent(fields: Fields, path: string): boolean {
	const value = valueAt(fields, path);
	return value === undefined || (typeof value === 'string' && isBlank(value));
}
