import { type Fields, pathsOf, valueAt } from '../draft/fields';
import { rowOfPath } from '../draft/rows';
import type { Round } from '../round/round';
import { askedFields, askedLists } from './asked';
import { companionOf, type Section } from './fields';

/** Paths of fields and row lists that are one screen together. */
export type Step = readonly string[];

/**
 * Sections that would be long on a phone, in screens: an answer of several sentences has one of its own, what people know
 * by heart (name, address, numbers) stays together. A section that is not here is one screen.
 */
const plannedSteps: Partial<Record<Section, readonly Step[]>> = {
	organisation: [
		[
			'organisation_name',
			'legal_form',
			'register_court',
			'register_number',
			'foundation_authority',
			'public_corporation'
		],
		['street', 'postal_code', 'city', 'seat_district'],
		['founded_year', 'website', 'migrant_organisation']
	],
	recognition: [
		['non_profit', 'exemption_kind', 'exemption_date', 'tax_office', 'tax_number'],
		['org_volunteers', 'org_employees', 'org_freelancers']
	],
	contact: [
		['contact_first_name', 'contact_last_name', 'contact_email', 'contact_phone', 'contact_channel'],
		['contact_language', 'contact_interpreter', 'contact_authorised']
	],
	project: [
		['project_title', 'project_summary'],
		['project_areas', 'project_is_new']
	],
	goals: [['need'], ['aims']],
	impact: [['empowerment'], ['prevention'], ['protective_factors']],
	activities: [
		['format'],
		['period_start', 'period_end', 'events'],
		['district', 'quarter', 'venue', 'offer_languages']
	],
	people: [
		['target_groups'],
		['participants', 'newcomers', 'volunteers'],
		['participation'],
		['has_minors', 'child_protection']
	],
	quality: [['publicity'], ['accessibility'], ['sustainability'], ['partners']]
};

/** The screens of a section after the answers given so far, in order; at least one, and none without a question. */
export function stepsOf(section: Section, fields: Fields, round: Round): readonly Step[] {
	const asked = [...askedFields(section, fields, round).map(([path]) => path), ...askedLists(section, round)];
	const planned = plannedSteps[section] ?? [asked];
	const steps = planned.map((step) => step.filter((path) => asked.includes(path)));
	// Whatever nobody planned for is asked at the end rather than never.
	const rest = asked.filter((path) => !planned.some((step) => step.includes(path)));
	const all = [...steps, rest].filter((step) => step.length > 0);
	return all.length > 0 ? all : [[]];
}

/** The screen on which a path is asked, also that of a row's column or of a German version; -1 for an unknown one. */
export function stepOfPath(steps: readonly Step[], path: string): number {
	const own = companionOf(path)?.of ?? rowOfPath(path)?.list ?? path;
	return steps.findIndex((step) => step.includes(own));
}

/** Something is written on the screen, and nothing that was found in its section is missing or wrong on it. */
export function isAnswered(
	step: Step,
	fields: Fields,
	problems: readonly { readonly path: string }[]
): boolean {
	const isOnStep = (path: string) => stepOfPath([step], path) === 0;
	const isWritten = (path: string) => companionOf(path) === null && valueAt(fields, path) !== undefined;
	return (
		!problems.some(({ path }) => isOnStep(path)) &&
		[...pathsOf(fields)].some((path) => isOnStep(path) && isWritten(path))
	);
}
