import { type Fields, valueAt } from '../draft/fields';
import { rowsOf, rowPath } from '../draft/rows';
import { isCents } from '../money/amount';
import { type Round } from '../round/round';
import { isBlank } from '../text/text';
import { isCalendarDate } from '../time/date';
import { form, type Field, type RowList, rowLists, type Section, sectionOf, sections } from './fields';
import { planOf } from './plan';
import { finding, type Finding } from './problem';
import { findingFor } from './rules';

export type Problem = Finding & {
	/** The field to go to: of the form, of a row, or the list itself (`cost_lines`). */
	readonly path: string;
	readonly section: Section;
};

export type SectionStatus = 'empty' | 'started' | 'complete';

/** Everything that keeps this application from being sent, in the order of the form; empty when it may be sent. */
export function problemsOf(fields: Fields, round: Round): readonly Problem[] {
	return sections.flatMap((section) => sectionProblems(section, fields, round));
}

export function sectionProblems(section: Section, fields: Fields, round: Round): readonly Problem[] {
	const problems = fieldProblems(section, fields, round);
	return section === 'costs'
		? [...problems, ...rowProblems(fields, round), ...planProblems(fields)]
		: problems;
}

/** Without the rows of the plan: what can be said from the single fields of one section alone. */
export function fieldProblems(section: Section, fields: Fields, round: Round): readonly Problem[] {
	const own = Object.entries<Field>(form[section]).flatMap(([path, field]) =>
		at(section, path, findingFor(field, valueAt(fields, path), round))
	);
	return [...own, ...(crossRules[section]?.(fields, round) ?? [])];
}

/** `complete` says that nothing is missing here; a section in which nothing is asked for may stay `empty`. */
export function sectionStatus(section: Section, fields: Fields, round: Round): SectionStatus {
	const isTouched = Object.keys(fields).some(
		(path) => sectionOf(path) === section && isWritten(fields, path)
	);
	if (!isTouched) return 'empty';
	return sectionProblems(section, fields, round).length === 0 ? 'complete' : 'started';
}

type CrossRule = (fields: Fields, round: Round) => readonly Problem[];

const crossRules: Partial<Record<Section, CrossRule>> = {
	contact: (fields) =>
		isWritten(fields, 'contact_email') || isWritten(fields, 'contact_phone')
			? []
			: at('contact', 'contact_email', finding('email_or_phone')),
	activities: periodProblems,
	costs: requestProblems,
	declarations: (fields, round) =>
		round.declarations
			.filter(
				({ code, version, is_required }) => is_required && valueAt(fields, `declared.${code}`) !== version
			)
			.flatMap(({ code }) => at('declarations', `declared.${code}`, finding('declaration_missing')))
};

function periodProblems(fields: Fields, round: Round): readonly Problem[] {
	const [start, end] = [dateAt(fields, 'period_start'), dateAt(fields, 'period_end')];
	const { project_from: from, project_until: until } = round;
	const isOutside = (date: string | null) => date !== null && (date < from || date > until);
	const outside = finding('outside_period', { from, until });
	const isBackwards = start !== null && end !== null && end < start;
	return [
		...at('activities', 'period_start', isOutside(start) ? outside : null),
		...at(
			'activities',
			'period_end',
			isOutside(end) ? outside : isBackwards ? finding('ends_before_start') : null
		)
	];
}

function requestProblems(fields: Fields, { cap_cents, min_cents }: Round): readonly Problem[] {
	const requested = valueAt(fields, 'requested_cents');
	if (!isCents(requested) || requested === 0) return [];
	if (requested > cap_cents) return at('costs', 'requested_cents', finding('above_cap', { cap_cents }));
	return at(
		'costs',
		'requested_cents',
		requested < min_cents ? finding('below_minimum', { min_cents }) : null
	);
}

function rowProblems(fields: Fields, round: Round): readonly Problem[] {
	const hasCosts = rowsOf(fields, 'cost_lines').length > 0;
	return [
		...at('costs', 'cost_lines', hasCosts ? null : finding('no_cost_lines')),
		...listProblems('cost_lines', fields, round),
		...listProblems('income_lines', fields, round)
	];
}

function listProblems(list: RowList, fields: Fields, round: Round): readonly Problem[] {
	const columns = Object.entries<Field>(rowLists[list]);
	return rowsOf(fields, list).flatMap((row) =>
		columns.flatMap(([column, field]) =>
			at('costs', rowPath(list, row.id, column), findingFor(field, row.values[column], round))
		)
	);
}

/** Not said while an amount is missing: that is a problem of its own, and the difference would be a wrong sum. */
function planProblems(fields: Fields): readonly Problem[] {
	const { isComplete, differenceCents } = planOf(fields);
	if (!isComplete || differenceCents === 0) return [];
	return at('costs', 'requested_cents', finding('plan_unbalanced', { difference_cents: differenceCents }));
}

function at(section: Section, path: string, found: Finding | null): readonly Problem[] {
	return found === null ? [] : [{ ...found, path, section }];
}

function dateAt(fields: Fields, path: string): string | null {
	const value = valueAt(fields, path);
	return typeof value === 'string' && isCalendarDate(value) ? value : null;
}

function isWritten(fields: Fields, path: string): boolean {
	const value = valueAt(fields, path);
	return typeof value === 'string' ? !isBlank(value) : value !== undefined;
}
