import { type Fields, valueAt } from '../draft/fields';
import { type Row, rowsOf, rowPath } from '../draft/rows';
import { isCents } from '../money/amount';
import { type Round } from '../round/round';
import { isBlank } from '../text/text';
import { isCalendarDate } from '../time/date';
import { askedColumns, askedFields, askedLists, askedSections, isAsked } from './asked';
import { companionPaths, fewestResponsible, fieldAt, type RowList, type Section, sectionOf } from './fields';
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
	return askedSections(round).flatMap((section) => sectionProblems(section, fields, round));
}

export function sectionProblems(section: Section, fields: Fields, round: Round): readonly Problem[] {
	const own = askedFields(section, fields, round).flatMap(([path, field]) => [
		...at(section, path, findingFor(field, valueAt(fields, path), round)),
		...companionProblems(section, path, fields, round)
	]);
	const rows = askedLists(section, round).flatMap((list) => listProblems(list, section, fields, round));
	const across = crossRules[section]?.(fields, round) ?? [];
	// As they stand on the screen: the declarations before the question below them, what is spent before what is asked for.
	if (section === 'declarations') return [...across, ...own];
	if (section === 'costs') return [...rows, ...own, ...across];
	return [...own, ...rows, ...across];
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
	contact: (fields, round) =>
		isWritten(fields, 'contact_email') ||
		isWritten(fields, 'contact_phone') ||
		!isAsked('contact_email', fields, round)
			? []
			: at('contact', 'contact_email', finding('email_or_phone')),
	responsible: responsibleProblems,
	activities: periodProblems,
	costs: (fields, round) => [...requestProblems(fields, round), ...planProblems(fields, round)],
	declarations: (fields, round) =>
		round.declarations
			.filter(
				({ code, version, is_required }) => is_required && valueAt(fields, `declared.${code}`) !== version
			)
			.flatMap(({ code }) => at('declarations', `declared.${code}`, finding('declaration_missing')))
};

function responsibleProblems(fields: Fields, round: Round): readonly Problem[] {
	const min = fewestResponsible(valueAt(fields, 'legal_form'));
	const isEnough = rowsOf(fields, 'responsible_persons').length >= min;
	if (isEnough || round.not_asked.includes('responsible_persons')) return [];
	return at('responsible', 'responsible_persons', finding('too_few_people', { min }));
}

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
	].filter(({ path }) => isAsked(path, fields, round));
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

function listProblems(list: RowList, section: Section, fields: Fields, round: Round): readonly Problem[] {
	const rows = rowsOf(fields, list);
	const isEmptyPlan = list === 'cost_lines' && rows.length === 0;
	return [
		...at(section, list, isEmptyPlan ? finding('no_cost_lines') : null),
		...rows.flatMap((row) => rowProblems(list, section, row, round))
	];
}

function rowProblems(list: RowList, section: Section, row: Row, round: Round): readonly Problem[] {
	const columns = askedColumns(list, row.values).flatMap(([column, field]) =>
		at(section, rowPath(list, row.id, column), findingFor(field, row.values[column], round))
	);
	return [...columns, ...at(section, rowPath(list, row.id, 'amount_cents'), productFinding(row))];
}

/** Quantity × price is worked out while typing; two people on two devices can still leave three numbers that disagree. */
function productFinding({ values }: Row): Finding | null {
	const { quantity, unit_cents, amount_cents } = values;
	if (typeof quantity !== 'number' || !isCents(unit_cents) || !isCents(amount_cents)) return null;
	return quantity * unit_cents === amount_cents ? null : finding('not_the_product');
}

function companionProblems(section: Section, path: string, fields: Fields, round: Round): readonly Problem[] {
	return companionPaths(path)
		.filter((companion) => isAsked(companion, fields, round))
		.flatMap((companion) => {
			const field = fieldAt(companion);
			return field ? at(section, companion, findingFor(field, valueAt(fields, companion), round)) : [];
		});
}

/** Not said while an amount is missing: that is a problem of its own, and the difference would be a wrong sum. */
function planProblems(fields: Fields, round: Round): readonly Problem[] {
	const { isComplete, differenceCents } = planOf(fields);
	if (!isComplete || differenceCents === 0 || round.not_asked.includes('cost_lines')) return [];
	return at('costs', 'requested_cents', finding('plan_unbalanced', { difference_cents: differenceCents }));
}

function at(section: Section, path: string, found: Finding | null): readonly Problem[] {
	return found === null ? [] : [{ ...found, path, section }];
}

function dateAt(fields: Fields, path: string): string | null {
	const value = valueAt(fields, path);
	return typeof value === 'string' && isCalendarDate(value.trim()) ? value.trim() : null;
}

function isWritten(fields: Fields, path: string): boolean {
	const value = valueAt(fields, path);
	return typeof value === 'string' ? !isBlank(value) : value !== undefined;
}
