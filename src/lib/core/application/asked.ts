import { type Fields, type FieldValue, isList, valueAt } from '../draft/fields';
import { rowOfPath, rowPath } from '../draft/rows';
import { type Round } from '../round/round';
import {
	columnsOf,
	companionOf,
	companionPath,
	type Condition,
	type Field,
	fieldAt,
	form,
	isRowList,
	listsOf,
	type RowList,
	rowLists,
	type Section,
	sections
} from './fields';

/** The sections this round asks for, in the order of the form. */
export function askedSections(round: Round): readonly Section[] {
	return sections.filter((section) => !round.not_asked.includes(section));
}

/** The single questions of a section as they stand after the answers given so far. */
export function askedFields(
	section: Section,
	fields: Fields,
	round: Round
): readonly (readonly [path: string, field: Field])[] {
	return Object.entries<Field>(form[section])
		.filter(([path]) => isAsked(path, fields, round))
		.map(([path, field]) => [path, inRound(path, field, round)]);
}

export function askedLists(section: Section, round: Round): readonly RowList[] {
	return listsOf(section).filter((list) => !round.not_asked.includes(list));
}

/** The columns of a row after the answers given in it. */
export function askedColumns(
	list: RowList,
	values: Readonly<Record<string, FieldValue | undefined>>
): readonly (readonly [column: string, field: Field])[] {
	return Object.entries(columnsOf(list)).filter(
		([, { shownIf }]) => shownIf === undefined || isMet(shownIf, values[shownIf.path])
	);
}

/** What is handed in on paper after these answers. */
export function askedDocuments(fields: Fields, round: Round): Round['documents'] {
	return round.documents.filter(
		({ shown_if }) =>
			shown_if === null ||
			isMet({ path: shown_if.path, isOneOf: shown_if.is_one_of }, valueAt(fields, shown_if.path))
	);
}

/** False for what the answers or the round make superfluous; true for a declaration, which only the round knows. */
export function isAsked(path: string, fields: Fields, round: Round): boolean {
	const companion = companionOf(path);
	if (companion !== null) {
		const { of } = companion;
		const isGerman = (valueAt(fields, companionPath('text_language', of)) ?? 'de') === 'de';
		return isAsked(of, fields, round) && (companion.companion === 'text_language' || !isGerman);
	}
	const row = rowOfPath(path);
	if (row !== null) return isRowList(row.list) && isColumnAsked({ ...row, list: row.list }, fields, round);
	if (round.not_asked.includes(path) || isSectionLeftOut(path, round)) return false;
	if (path === 'signed_name' && round.signature !== 'typed_name') return false;
	const condition = fieldAt(path)?.shownIf;
	return condition === undefined || isMet(condition, valueAt(fields, condition.path));
}

/** Without what is no longer asked: this is what is sent. What was typed stays in the draft. */
export function prunedFields(fields: Fields, round: Round): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([path]) => isAsked(path, fields, round)));
}

function isColumnAsked(
	{ list, id, column }: { list: RowList; id: string; column: string },
	fields: Fields,
	round: Round
): boolean {
	if (round.not_asked.includes(list) || round.not_asked.includes(rowLists[list].section)) return false;
	const condition = columnsOf(list)[column]?.shownIf;
	return condition === undefined || isMet(condition, valueAt(fields, rowPath(list, id, condition.path)));
}

function isSectionLeftOut(path: string, round: Round): boolean {
	return round.not_asked.some((left) =>
		sections.some((section) => section === left && path in form[section])
	);
}

function isMet({ isOneOf }: Condition, answer: FieldValue | undefined): boolean {
	const given = isList(answer) ? answer : [answer];
	return given.some((one) => typeof one === 'string' && isOneOf.includes(one));
}

function inRound(path: string, field: Field, round: Round): Field {
	return round.also_required.includes(path) ? { ...field, isRequired: true } : field;
}
