import { fieldAt, isRowList, type Section, sectionOf, sections } from '../application/fields';
import { type Round } from '../round/round';
import type { Draft } from './draft';
import { applyChanges, type Fields, type FieldValue, isList, valueAt } from './fields';
import { mayCopy } from './may';
import { rowOfPath } from './rows';

const aboutOrganisation: readonly Section[] = [
	'organisation',
	'recognition',
	'contact',
	'responsible',
	'bank'
];
/** Said anew each time: what is declared and signed is declared and signed for one application. */
const saidAnew: readonly Section[] = ['declarations', 'documents'];
/** Where another grant stands is a fact of its day; so is whether a project was new. */
const ofItsDay: readonly string[] = ['grant_status', 'grant_reference', 'project_is_new'];

/** Who an application is from, to begin another one with. */
export function organisationFields(fields: Fields, round: Round): Fields {
	return taken(fields, round, (path) => aboutOrganisation.some((section) => section === sectionOf(path)));
}

/** What of an application is still true of the next one: its people and its texts, not its days, papers and declarations. */
export function copiedFields(fields: Fields, round: Round): Fields {
	return taken(fields, round, (path) => {
		const section = sectionOf(path);
		return section !== null && !saidAnew.includes(section) && !isOfItsDay(path, section);
	});
}

/** What changes from one year to the next even where the words stay: numbers, sums, and whose account it is. */
const changesYearly: readonly string[] = ['count', 'money', 'iban', 'phone', 'email'];
/** A year, or a day as it is written here: "2027", "3.4.". */
const namesADay = /\b20\d\d\b|\b\d{1,2}\. ?\d{1,2}\./;

/**
 * Sections of a copy that still say what the application before said about such things, in the order of the form; without
 * that application at hand, all that say something about them. So it is after a grant: what was agreed since is old as well,
 * and what one wants to reach another year is a question of its own.
 */
export function sectionsToLookAt(
	fields: Fields,
	before: Fields | null,
	isAfterGrant = false
): readonly Section[] {
	const stale = Object.entries(fields).flatMap(([path, value]) => {
		const kind = fieldAt(path)?.kind;
		const isSame = before === null || isAfterGrant || JSON.stringify(before[path]) === JSON.stringify(value);
		const isOld = path === 'account_holder' || (typeof value === 'string' && namesADay.test(value));
		return kind !== undefined && isSame && (isOld || changesYearly.includes(kind)) ? [sectionOf(path)] : [];
	});
	const goals: readonly Section[] = isAfterGrant ? ['goals'] : [];
	return sections.filter((section) => stale.includes(section) || goals.includes(section));
}

/**
 * The newest application of each organisation this person may apply for: never those of other people on the same device,
 * nor those they only help with.
 */
export function organisationsOf(drafts: readonly Draft[], personId: string | null): readonly Draft[] {
	const own = drafts
		.filter((draft) => mayCopy(draft, personId) && nameOf(draft) !== '')
		.sort((one, other) => other.updatedAtMs - one.updatedAtMs);
	return own.filter((draft, at) => own.findIndex((other) => nameOf(other) === nameOf(draft)) === at);
}

function taken(fields: Fields, round: Round, isTaken: (path: string) => boolean): Fields {
	const copied = Object.entries(fields)
		.filter(([path]) => isTaken(path))
		.map(([path, value]): [string, FieldValue | null] => [path, inRound(path, value, round)]);
	return applyChanges({}, Object.fromEntries(copied));
}

function isOfItsDay(path: string, section: Section): boolean {
	const row = rowOfPath(path);
	if (row !== null) return row.list === 'events' || (isRowList(row.list) && ofItsDay.includes(row.column));
	return ofItsDay.includes(path) || (section === 'activities' && fieldAt(path)?.kind === 'date');
}

/** Codes of a round are words of that round: what the new one does not know is chosen again. */
function inRound(path: string, value: FieldValue, round: Round): FieldValue | null {
	const list = fieldAt(path)?.options;
	if (typeof list !== 'string') return value;
	const isKnown = (known: string) => round[list].some(({ code }) => code === known);
	if (isList(value)) return value.filter(isKnown);
	return typeof value === 'string' && isKnown(value) ? value : null;
}

function nameOf({ fields }: Draft): string {
	return String(valueAt(fields, 'organisation_name') ?? '')
		.trim()
		.toLowerCase();
}
