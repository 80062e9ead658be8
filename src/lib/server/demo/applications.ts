import type { Round } from '../../core/round/round';
import { Chance } from './chance';
import { demoAddress, demoGroup, type Group } from './groups';
import { ideas, type Idea } from './ideas';

/** How far an application comes: what its people do, and then the office. */
const fates = [
	'submitted',
	'approved',
	'assessment',
	'clarification',
	'draft',
	'formal_check',
	'proposed',
	'rejected',
	'answered',
	'submitted',
	'decision',
	'formal_check',
	'approved',
	'assessment',
	'waitlisted',
	'submitted',
	'withdrawn'
] as const;

export type Fate = (typeof fates)[number];

export interface DemoApplication {
	readonly id: string;
	/** The account that writes; two applications of one group share it. */
	readonly email: string;
	/** The earlier application of the same group, whose organisation this one joins. */
	readonly copiedFrom: string | null;
	readonly group: Group;
	readonly fields: Readonly<Record<string, unknown>>;
	readonly documents: readonly string[];
	readonly fate: Fate;
	/** How many before it come as far. */
	readonly turn: number;
	/** Days before the deadline at which it is sent; −1: on its way at the deadline, there a day later. */
	readonly daysBefore: number;
	readonly requestedCents: number;
	/** For what else is left to chance about it. */
	readonly seed: number;
}

const COMES_BACK = 9;
const LATE = 11;
const DOCUMENTED = 200;
const LONGEST_LEAD_DAYS = 55;

/** The same for the same number, seed and round: who applies, for what, with which documents, and how far it comes. */
export function demoApplications(count: number, round: Round, seed = 58_000): readonly DemoApplication[] {
	const made: DemoApplication[] = [];
	for (let index = 0; index < count; index += 1) {
		const own = seed + index * 7919;
		const chance = new Chance(own);
		const before = index % COMES_BACK === COMES_BACK - 1 ? made[index - 4] : undefined;
		const application = demoApplication(index, { chance, round, before });
		const turn = made.filter(({ fate }) => fate === application.fate).length;
		made.push({ ...application, turn, seed: own });
	}
	return made;
}

type Making = {
	readonly chance: Chance;
	readonly round: Round;
	readonly before: DemoApplication | undefined;
};

function demoApplication(
	index: number,
	{ chance, round, before }: Making
): Omit<DemoApplication, 'seed' | 'turn'> {
	const group = before?.group ?? demoGroup(index, chance);
	const ofLanguage = ideas[group.language];
	const idea = ofLanguage[Math.floor(index / 3) % ofLanguage.length] ?? ofLanguage[0];
	const plan = demoPlan(chance, round);
	const fields = {
		...organisationFields(group, chance),
		...projectFields(idea, group, { chance, round }),
		...plan.fields
	};
	const asked = round.documents.filter(
		({ is_required, shown_if }) =>
			is_required && (shown_if === null || shown_if.is_one_of.includes(String(Object(fields)[shown_if.path])))
	);
	return {
		id: chance.uuid(),
		email: before?.email ?? `gruppe${index + 1}@demo.test`,
		copiedFrom: before && before.fate !== 'draft' ? before.id : null,
		group,
		fields,
		// Every second one hands something in, and of those every third not all that is asked for; with thousands the
		// documents are not what is looked at.
		documents:
			index % 2 === 1 || index >= DOCUMENTED
				? []
				: asked.slice(index % 3 === 2 ? 1 : 0).map(({ code }) => code),
		fate: fates[index % fates.length] ?? 'submitted',
		daysBefore: index % LATE === LATE - 2 ? -1 : chance.between(0, LONGEST_LEAD_DAYS),
		requestedCents: plan.requestedCents
	};
}

function ofLegalForm(legalForm: Group['legalForm'], chance: Chance): Record<string, unknown> {
	const registered = (kind: string) => ({
		register_court: 'Amtsgericht Duisburg',
		register_number: `${kind} ${chance.between(1000, 6999)}`
	});
	if (legalForm === 'registered_association') return registered('VR');
	if (legalForm === 'non_profit_company') return registered('HRB');
	if (legalForm === 'foundation') return { foundation_authority: 'Bezirksregierung Düsseldorf' };
	return legalForm === 'religious_community' ? { public_corporation: 'no' } : {};
}

function organisationFields(group: Group, chance: Chance): Record<string, unknown> {
	const isRegistered = group.legalForm === 'registered_association';
	const isRecognised = isRegistered && chance.isLucky(0.7);
	const [contact, second] = group.people;
	const person = (id: string, position: number, { first, last }: typeof contact) => ({
		[`responsible_persons.${id}.position`]: position,
		[`responsible_persons.${id}.first_name`]: first,
		[`responsible_persons.${id}.last_name`]: last
	});
	return {
		organisation_name: group.name,
		legal_form: group.legalForm,
		...ofLegalForm(group.legalForm, chance),
		street: demoAddress(chance),
		postal_code: group.postalCode,
		city: 'Duisburg',
		seat_district: group.district,
		founded_year: String(chance.between(1994, 2025)),
		migrant_organisation: group.isMigrantOrganisation,
		non_profit: isRecognised ? 'yes' : chance.one(['no', 'applied']),
		...(isRecognised
			? {
					exemption_kind: 'exemption',
					exemption_date: `${chance.between(2021, 2025)}-0${chance.between(1, 9)}-14`
				}
			: {}),
		org_volunteers: chance.between(3, 60),
		org_employees: chance.isLucky(0.2) ? chance.between(1, 4) : 0,
		contact_first_name: contact.first,
		contact_last_name: contact.last,
		contact_email: `kontakt${chance.between(100, 999)}@demo.test`,
		contact_phone: `0203 555${chance.between(1000, 9999)}`,
		contact_language: group.language,
		contact_interpreter: group.language === 'de' ? 'no' : chance.one(['yes', 'no']),
		contact_authorised: 'yes',
		...person('aaaaaaaa', 1, contact),
		...person('bbbbbbbb', 2, second),
		signed_name: `${contact.first} ${contact.last}`
	};
}

const LONG_ANSWERS = ['need', 'aims', 'empowerment', 'prevention', 'format'] as const;

function projectFields(
	idea: Idea,
	group: Group,
	{ chance, round }: Pick<Making, 'chance' | 'round'>
): Record<string, unknown> {
	const inPlace = (text: string) => text.replaceAll('{place}', group.place);
	const isForeign = group.language !== 'de';
	const year = round.project_from.slice(0, 4);
	const participants = chance.between(12, 140);
	const known = (codes: readonly string[], options: Round['areas']) =>
		codes.filter((code) => options.some((option) => option.code === code));
	return {
		project_title: inPlace(idea.title),
		project_summary: inPlace(idea.summary),
		project_areas: known(idea.areas, round.areas),
		project_is_new: chance.one(['new', 'existing']),
		...Object.fromEntries(LONG_ANSWERS.map((path) => [path, inPlace(idea[path])])),
		...Object.fromEntries(
			['project_summary', ...LONG_ANSWERS].map((path) => [`text_language.${path}`, group.language])
		),
		// Some have found somebody who put it into German; for the others the office has to ask.
		...(isForeign && idea.german && chance.isLucky(0.6)
			? {
					'german.need': inPlace(idea.german),
					'german_by.need': chance.one(['interpreter', 'self', 'device'])
				}
			: {}),
		period_start: `${year}-0${chance.between(3, 6)}-01`,
		period_end: `${year}-${chance.one(['09', '10', '11'])}-30`,
		district: chance.isLucky(0.1) ? 'citywide' : group.district,
		quarter: group.place,
		venue: `Treffpunkt ${group.place}`,
		target_groups: known(idea.targets, round.target_groups),
		participants,
		newcomers: Math.floor(participants * chance.next()),
		volunteers: chance.between(2, 18),
		has_minors: idea.hasMinors ? 'yes' : 'no',
		...(idea.hasMinors
			? { child_protection: chance.one(['have_concept', 'certificates', 'needs_help']) }
			: {}),
		input_tax: 'not_entitled',
		...Object.fromEntries(round.declarations.map(({ code, version }) => [`declared.${code}`, version]))
	};
}

const costs = [
	['room_rent', 'Raum für die Treffen', 4_000, 45_000],
	['food', 'Getränke und Essen', 3_000, 40_000],
	['materials', 'Material', 2_500, 38_000],
	['speaker_fees', 'Honorar Kursleitung', 15_000, 90_000],
	['publicity', 'Flyer und Plakate', 3_000, 22_000],
	['translation', 'Dolmetschen', 5_000, 35_000],
	['travel', 'Fahrkarten für die Gruppe', 2_000, 18_000]
] as const;

const ROUND_TO_CENTS = 500;

/** Cost lines, some money of their own or of others, and the rest asked for: balanced, and within what the round allows. */
function demoPlan(chance: Chance, round: Round): { fields: Record<string, unknown>; requestedCents: number } {
	const offered = costs.filter(([code]) => round.cost_categories.some((category) => category.code === code));
	const chosen = offered.filter(() => chance.isLucky(0.6));
	const lines = (chosen.length > 0 ? chosen : offered.slice(0, 1)).map(([category, label, from, until]) => ({
		category,
		label,
		cents: chance.between(from / ROUND_TO_CENTS, until / ROUND_TO_CENTS) * ROUND_TO_CENTS
	}));
	const [first] = lines;
	const sum = () => lines.reduce((total, { cents }) => total + cents, 0);
	// Too little to be asked for: the first line grows.
	if (first && sum() < round.min_cents) first.cents += round.min_cents - sum();
	const spare = Math.max(0, sum() - round.cap_cents);
	const ownCents = spare > 0 ? spare : chance.isLucky(0.4) ? Math.min(sum() - round.min_cents, 10_000) : 0;
	const fields: Record<string, unknown> = {};
	for (const [index, { category, label, cents }] of lines.entries()) {
		const row = `cost_lines.${'cdefghi'.charAt(index).repeat(8)}`;
		Object.assign(fields, {
			[`${row}.position`]: index + 1,
			[`${row}.category`]: category,
			[`${row}.label`]: label,
			[`${row}.amount_cents`]: cents
		});
	}
	if (ownCents > 0) {
		Object.assign(fields, {
			'income_lines.zzzzzzzz.position': 1,
			'income_lines.zzzzzzzz.kind': chance.one(['own_money', 'private_donation', 'participant_fees']),
			'income_lines.zzzzzzzz.amount_cents': ownCents
		});
	}
	const requestedCents = sum() - ownCents;
	return { fields: { ...fields, requested_cents: requestedCents }, requestedCents };
}
