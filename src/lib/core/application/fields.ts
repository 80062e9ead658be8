import { rowOfPath } from '../draft/rows';

/** The shape of the form map below. A draft carries the number it was written with. */
export const formSchemaVersion = 1;

export const sections = [
	'organisation',
	'contact',
	'project',
	'goals',
	'impact',
	'activities',
	'people',
	'costs',
	'bank',
	'declarations'
] as const;

export type Section = (typeof sections)[number];

/** Lists of codes that belong to the round: another city or year is a row of the database, not code. */
export type RoundList = 'areas' | 'districts' | 'target_groups' | 'cost_categories' | 'income_kinds';

type TextKind = 'text' | 'long' | 'email' | 'phone' | 'postal_code' | 'iban' | 'date';
export type Field = {
	readonly kind: TextKind | 'choice' | 'codes' | 'count' | 'money';
	readonly isRequired?: true;
	/** In characters. */
	readonly max?: number;
	/** The codes to choose from, or the list of the round that has them. */
	readonly options?: readonly string[] | RoundList;
};

export const legalForms = [
	'registered_association',
	'unregistered_association',
	'initiative',
	'non_profit_company',
	'foundation',
	'religious_community',
	'welfare_association',
	'other'
] as const;

/** Languages KOFEI can answer in; more than the interface speaks, so that no answer of a later version is refused. */
export const contactLanguages = [
	'de',
	'de-simple',
	'tr',
	'ar',
	'bg',
	'ro',
	'uk',
	'ru',
	'en',
	'ku',
	'fa',
	'fr',
	'pl'
] as const;

export const form = {
	organisation: {
		organisation_name: { kind: 'text', max: 200, isRequired: true },
		legal_form: { kind: 'choice', options: legalForms, isRequired: true },
		non_profit: { kind: 'choice', options: ['yes', 'applied', 'no'], isRequired: true },
		street: { kind: 'text', max: 200 },
		postal_code: { kind: 'postal_code' },
		city: { kind: 'text', max: 100 }
	},
	contact: {
		contact_first_name: { kind: 'text', max: 100, isRequired: true },
		contact_last_name: { kind: 'text', max: 100, isRequired: true },
		contact_email: { kind: 'email' },
		contact_phone: { kind: 'phone' },
		contact_language: { kind: 'choice', options: contactLanguages }
	},
	project: {
		project_title: { kind: 'text', max: 120, isRequired: true },
		project_summary: { kind: 'long', max: 500, isRequired: true },
		project_areas: { kind: 'codes', options: 'areas', isRequired: true }
	},
	goals: {
		need: { kind: 'long', max: 1500, isRequired: true },
		aims: { kind: 'long', max: 1500, isRequired: true }
	},
	impact: {
		empowerment: { kind: 'long', max: 1500, isRequired: true },
		prevention: { kind: 'long', max: 1500, isRequired: true }
	},
	activities: {
		format: { kind: 'long', max: 2000, isRequired: true },
		period_start: { kind: 'date', isRequired: true },
		period_end: { kind: 'date', isRequired: true },
		district: { kind: 'choice', options: 'districts', isRequired: true }
	},
	people: {
		target_groups: { kind: 'codes', options: 'target_groups', isRequired: true },
		participants: { kind: 'count', isRequired: true },
		volunteers: { kind: 'count', isRequired: true }
	},
	costs: {
		requested_cents: { kind: 'money', isRequired: true }
	},
	// Optional: an account is only needed once there is something to pay out (data minimisation).
	bank: {
		iban: { kind: 'iban' },
		account_holder: { kind: 'text', max: 200 }
	},
	declarations: {
		input_tax: { kind: 'choice', options: ['not_entitled', 'entitled'], isRequired: true }
	}
} as const satisfies Record<Section, Record<string, Field>>;

/** Columns of the row lists; `position` orders the rows and is nothing a person fills in. */
export const rowLists = {
	cost_lines: {
		category: { kind: 'choice', options: 'cost_categories', isRequired: true },
		label: { kind: 'text', max: 200 },
		amount_cents: { kind: 'money', isRequired: true }
	},
	income_lines: {
		kind: { kind: 'choice', options: 'income_kinds', isRequired: true },
		label: { kind: 'text', max: 200 },
		amount_cents: { kind: 'money', isRequired: true }
	}
} as const satisfies Record<string, Record<string, Field>>;

export type RowList = keyof typeof rowLists;

const fieldsByPath: ReadonlyMap<string, Field> = new Map<string, Field>(
	sections.flatMap((section) => Object.entries(form[section]))
);

const sectionsByPath: ReadonlyMap<string, Section> = new Map(
	sections.flatMap((section) => Object.keys(form[section]).map((path): [string, Section] => [path, section]))
);

/** The definition behind a path, of a single field or of a row's column. */
export function fieldAt(path: string): Field | undefined {
	const row = rowOfPath(path);
	if (row === null) return fieldsByPath.get(path);
	if (!isRowList(row.list)) return undefined;
	return new Map<string, Field>(Object.entries(rowLists[row.list])).get(row.column);
}

/** Null for a path of no section. */
export function sectionOf(path: string): Section | null {
	if (path.startsWith('declared.')) return 'declarations';
	const [list = ''] = path.split('.');
	return isRowList(list) ? 'costs' : (sectionsByPath.get(path) ?? null);
}

/** True for what may stand in a form at all; a server refuses everything else, unread. */
export function isKnownPath(path: string): boolean {
	const row = rowOfPath(path);
	if (row === null) return fieldsByPath.has(path) || /^declared\.[a-z][a-z_]{0,39}$/.test(path);
	if (!isRowList(row.list) || !/^[a-z0-9]{8}$/.test(row.id)) return false;
	return row.column === 'position' || fieldAt(path) !== undefined;
}

export function isSection(value: unknown): value is Section {
	return sections.some((section) => section === value);
}

export function isRowList(value: string): value is RowList {
	return value === 'cost_lines' || value === 'income_lines';
}
