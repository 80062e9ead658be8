import { rowOfPath } from '../draft/rows';

/** The shape of the form map below. A draft carries the number it was written with. */
export const formSchemaVersion = 2;

export const sections = [
	'organisation',
	'recognition',
	'contact',
	'responsible',
	'project',
	'goals',
	'impact',
	'activities',
	'people',
	'quality',
	'costs',
	'bank',
	'documents',
	'declarations'
] as const;

export type Section = (typeof sections)[number];

/** Lists of codes that belong to the round: another city or year is a row of the database, not code. */
export type RoundList = 'areas' | 'districts' | 'target_groups' | 'cost_categories' | 'income_kinds';

type TextKind =
	'text' | 'long' | 'email' | 'phone' | 'postal_code' | 'iban' | 'date' | 'time' | 'year' | 'web_address';

/** Asked only where the answer at `path` is one of these; inside a row, `path` is another column of the same row. */
export type Condition = { readonly path: string; readonly isOneOf: readonly string[] };

export type Field = {
	readonly kind: TextKind | 'choice' | 'codes' | 'count' | 'money';
	readonly isRequired?: true;
	/** In characters. */
	readonly max?: number;
	/** Counts start at 1 where nothing else is said. */
	readonly min?: 0;
	/** The codes to choose from, or the list of the round that has them. */
	readonly options?: readonly string[] | RoundList;
	/** Names of the round that are offered while somebody writes; any other is as good. */
	readonly suggestions?: 'quarters';
	readonly shownIf?: Condition;
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

/** What an answer may be written in: the languages above and any other, since none keeps anybody from applying. */
export const answerLanguages = [...contactLanguages.filter((code) => code !== 'de-simple'), 'other'] as const;

/** Who put an answer into German. `device`: the browser's own translation, which sends nothing anywhere. */
export const translators = ['self', 'interpreter', 'device'] as const;

const isRecognised: Condition = { path: 'non_profit', isOneOf: ['yes'] };
/** In a register of a court: of associations (§ 55 BGB), or of companies (§ 10 GmbHG). */
const isRegistered: Condition = {
	path: 'legal_form',
	isOneOf: ['registered_association', 'non_profit_company']
};

export const form = {
	organisation: {
		organisation_name: { kind: 'text', max: 200, isRequired: true },
		legal_form: { kind: 'choice', options: legalForms, isRequired: true },
		register_court: { kind: 'text', max: 100, isRequired: true, shownIf: isRegistered },
		register_number: { kind: 'text', max: 40, isRequired: true, shownIf: isRegistered },
		// § 80 Abs. 2 BGB: a foundation is what its authority has recognised.
		foundation_authority: {
			kind: 'text',
			max: 200,
			isRequired: true,
			shownIf: { path: 'legal_form', isOneOf: ['foundation'] }
		},
		// Art. 140 GG with Art. 137 Abs. 5 WRV: such a community stands in no register.
		public_corporation: {
			kind: 'choice',
			options: ['yes', 'no'],
			isRequired: true,
			shownIf: { path: 'legal_form', isOneOf: ['religious_community'] }
		},
		street: { kind: 'text', max: 200, isRequired: true },
		postal_code: { kind: 'postal_code', isRequired: true },
		city: { kind: 'text', max: 100, isRequired: true },
		seat_district: { kind: 'choice', options: 'districts' },
		founded_year: { kind: 'year' },
		website: { kind: 'web_address', max: 200 },
		// About the organisation and of free will: nothing is asked about people's origin (Art. 9 DSGVO).
		migrant_organisation: { kind: 'choice', options: ['yes', 'no', 'not_said'] }
	},
	recognition: {
		non_profit: { kind: 'choice', options: ['yes', 'applied', 'no'], isRequired: true },
		// § 63 Abs. 5 AO: an exemption is good for five years, what is found before the first one (§ 60a AO) for three.
		exemption_kind: { kind: 'choice', options: ['exemption', 'finding'], shownIf: isRecognised },
		exemption_date: { kind: 'date', isRequired: true, shownIf: isRecognised },
		tax_office: { kind: 'text', max: 100, shownIf: isRecognised },
		tax_number: { kind: 'text', max: 40, shownIf: isRecognised },
		org_volunteers: { kind: 'count', isRequired: true },
		org_employees: { kind: 'count', min: 0 },
		org_freelancers: { kind: 'count', min: 0 }
	},
	contact: {
		contact_first_name: { kind: 'text', max: 100, isRequired: true },
		contact_last_name: { kind: 'text', max: 100, isRequired: true },
		contact_email: { kind: 'email' },
		contact_phone: { kind: 'phone' },
		contact_channel: { kind: 'choice', options: ['email', 'phone'] },
		contact_language: { kind: 'choice', options: contactLanguages },
		contact_interpreter: { kind: 'choice', options: ['yes', 'no'] },
		contact_authorised: { kind: 'choice', options: ['yes', 'no'], isRequired: true }
	},
	responsible: {
		signing: { kind: 'choice', options: ['alone', 'jointly'] }
	},
	project: {
		project_title: { kind: 'text', max: 120, isRequired: true },
		project_summary: { kind: 'long', max: 500, isRequired: true },
		project_areas: { kind: 'codes', options: 'areas', isRequired: true },
		project_is_new: { kind: 'choice', options: ['new', 'existing'], isRequired: true }
	},
	goals: {
		need: { kind: 'long', max: 1500, isRequired: true },
		aims: { kind: 'long', max: 1500, isRequired: true }
	},
	impact: {
		empowerment: { kind: 'long', max: 1500, isRequired: true },
		prevention: { kind: 'long', max: 1500, isRequired: true },
		protective_factors: {
			kind: 'codes',
			options: [
				'self_efficacy',
				'belonging',
				'dialogue',
				'democracy_knowledge',
				'media_literacy',
				'places_to_turn_to'
			]
		}
	},
	activities: {
		format: { kind: 'long', max: 2000, isRequired: true },
		period_start: { kind: 'date', isRequired: true },
		period_end: { kind: 'date', isRequired: true },
		district: { kind: 'choice', options: 'districts', isRequired: true },
		quarter: { kind: 'text', max: 100, suggestions: 'quarters' },
		venue: { kind: 'text', max: 200 },
		offer_languages: { kind: 'codes', options: contactLanguages }
	},
	people: {
		target_groups: { kind: 'codes', options: 'target_groups', isRequired: true },
		participants: { kind: 'count', isRequired: true },
		newcomers: { kind: 'count', min: 0 },
		volunteers: { kind: 'count', isRequired: true },
		participation: { kind: 'long', max: 1000 },
		has_minors: { kind: 'choice', options: ['yes', 'no'], isRequired: true },
		// § 72a SGB VIII: whoever works with minors says how they are protected; "not yet" is an answer too.
		child_protection: {
			kind: 'choice',
			options: ['have_concept', 'certificates', 'needs_help'],
			isRequired: true,
			shownIf: { path: 'has_minors', isOneOf: ['yes'] }
		}
	},
	quality: {
		publicity: { kind: 'long', max: 1000 },
		accessibility: { kind: 'long', max: 1000 },
		sustainability: { kind: 'long', max: 1000 }
	},
	costs: {
		requested_cents: { kind: 'money', isRequired: true }
	},
	// Optional unless the round says otherwise: an account is needed once there is something to pay out.
	bank: {
		iban: { kind: 'iban' },
		account_holder: { kind: 'text', max: 200 },
		bank_name: { kind: 'text', max: 100 }
	},
	documents: {},
	declarations: {
		input_tax: { kind: 'choice', options: ['not_entitled', 'entitled'], isRequired: true },
		// Textform, § 126b BGB: the name under the declarations. No law asks for more here (§§ 10, 22 VwVfG).
		signed_name: { kind: 'text', max: 200, isRequired: true }
	}
} as const satisfies Record<Section, Record<string, Field>>;

/** Lists of rows. `position` orders the rows and is nothing a person fills in. */
export const rowLists = {
	responsible_persons: {
		section: 'responsible',
		columns: {
			first_name: { kind: 'text', max: 100, isRequired: true },
			last_name: { kind: 'text', max: 100, isRequired: true },
			role: { kind: 'text', max: 100 }
		}
	},
	events: {
		section: 'activities',
		columns: {
			date: { kind: 'date', isRequired: true },
			time: { kind: 'time' },
			place: { kind: 'text', max: 200 }
		}
	},
	partners: {
		section: 'quality',
		columns: {
			name: { kind: 'text', max: 200, isRequired: true },
			contribution: { kind: 'text', max: 300 }
		}
	},
	cost_lines: {
		section: 'costs',
		columns: {
			category: { kind: 'choice', options: 'cost_categories', isRequired: true },
			label: { kind: 'text', max: 200 },
			quantity: { kind: 'count' },
			unit_cents: { kind: 'money' },
			amount_cents: { kind: 'money', isRequired: true }
		}
	},
	income_lines: {
		section: 'costs',
		columns: {
			kind: { kind: 'choice', options: 'income_kinds', isRequired: true },
			label: { kind: 'text', max: 200 },
			grant_status: {
				kind: 'choice',
				options: ['applied', 'granted'],
				isRequired: true,
				shownIf: { path: 'kind', isOneOf: ['public_grant'] }
			},
			grant_reference: { kind: 'text', max: 100, shownIf: { path: 'kind', isOneOf: ['public_grant'] } },
			amount_cents: { kind: 'money', isRequired: true }
		}
	}
} as const satisfies Record<
	string,
	{ readonly section: Section; readonly columns: Readonly<Record<string, Field>> }
>;

export type RowList = keyof typeof rowLists;

/**
 * People who answer for the application: whoever has a board names one of it (§ 26 BGB); a group that is no legal person
 * names two, so that the city has somebody to hold to it.
 */
export function fewestResponsible(legalForm: unknown): number {
	return legalForm === 'initiative' || legalForm === 'unregistered_association' ? 2 : 1;
}

const fieldsByPath: ReadonlyMap<string, Field> = new Map<string, Field>(
	sections.flatMap((section) => Object.entries<Field>(form[section]))
);

const sectionsByPath: ReadonlyMap<string, Section> = new Map(
	sections.flatMap((section) => Object.keys(form[section]).map((path): [string, Section] => [path, section]))
);

/** Language of a long answer, its German version, who made that and of what: beside the answer, under its own path. */
const companions = {
	text_language: { kind: 'choice', options: answerLanguages },
	german: { kind: 'long', max: 4000 },
	german_by: { kind: 'choice', options: translators },
	german_of: { kind: 'text', max: 16 }
} as const satisfies Record<string, Field>;

export type Companion = keyof typeof companions;

export function companionPath(companion: Companion, path: string): string {
	return `${companion}.${path}`;
}

/** The paths beside a long answer; none beside any other. */
export function companionPaths(path: string): readonly string[] {
	const isLong = fieldsByPath.get(path)?.kind === 'long';
	return isLong ? Object.keys(companions).map((companion) => `${companion}.${path}`) : [];
}

/** The answer a companion belongs to; null for every other path. */
export function companionOf(path: string): { readonly companion: Companion; readonly of: string } | null {
	const [companion = '', of = '', ...more] = path.split('.');
	const isCompanion = Object.hasOwn(companions, companion) && fieldsByPath.get(of)?.kind === 'long';
	return isCompanion && more.length === 0 ? { companion: companion as Companion, of } : null;
}

/** Paths of all answers of several sentences: what may be written in any language. */
export const longPaths: readonly string[] = [...fieldsByPath]
	.filter(([, { kind }]) => kind === 'long')
	.map(([path]) => path);

export function columnsOf(list: RowList): Readonly<Record<string, Field>> {
	return rowLists[list].columns;
}

/** In the order of the form. */
export function listsOf(section: Section): readonly RowList[] {
	return Object.keys(rowLists)
		.filter(isRowList)
		.filter((list) => rowLists[list].section === section);
}

/** The definition behind a path, of a single field, a companion or a row's column. */
export function fieldAt(path: string): Field | undefined {
	const companion = companionOf(path);
	if (companion !== null) return companions[companion.companion];
	const row = rowOfPath(path);
	if (row === null) return fieldsByPath.get(path);
	return isRowList(row.list) ? new Map(Object.entries(columnsOf(row.list))).get(row.column) : undefined;
}

/** Null for a path of no section. */
export function sectionOf(path: string): Section | null {
	if (path.startsWith('declared.')) return 'declarations';
	const [list = ''] = path.split('.');
	if (isRowList(list)) return rowLists[list].section;
	return sectionsByPath.get(companionOf(path)?.of ?? path) ?? null;
}

/** Declarations of the round, and answers to questions the office asked after sending. */
const namedByOthers = /^(declared\.[a-z][a-z_]{0,39}|answers\.[a-z0-9]{8})$/;

/** True for what may stand in a form at all; a server refuses everything else, unread. */
export function isKnownPath(path: string): boolean {
	const row = rowOfPath(path);
	if (row === null) return fieldsByPath.has(path) || companionOf(path) !== null || namedByOthers.test(path);
	if (!isRowList(row.list) || !/^[a-z0-9]{8}$/.test(row.id)) return false;
	return row.column === 'position' || fieldAt(path) !== undefined;
}

export function isSection(value: unknown): value is Section {
	return sections.some((section) => section === value);
}

export function isRowList(value: string): value is RowList {
	return Object.hasOwn(rowLists, value);
}
