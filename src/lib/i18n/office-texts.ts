import {
	type contactLanguages,
	type form,
	type legalForms,
	type RowList,
	type rowLists,
	type Section,
	type translators
} from '../core/application/fields';
import { m } from './generated/staff/messages';
import { languageOf, type StaffLocale } from './locales';

/**
 * The words of the form as the office reads them. The locale is named, because the PDF is German whatever the reader
 * speaks; in the browser the page's own catalogue is the only one there, and it is that of the page.
 */
type Text = (inputs?: Record<string, never>, options?: { locale?: StaffLocale }) => string;
type Texts<Code extends string> = Readonly<Record<Code, Text>>;
type PathIn<S extends Section> = S extends Section ? keyof (typeof form)[S] & string : never;
type ColumnIn<L extends RowList> = L extends RowList
	? `${L}.${keyof (typeof rowLists)[L]['columns'] & string}`
	: never;

const sectionTexts: Texts<Section> = {
	organisation: m.section_organisation,
	recognition: m.section_recognition,
	contact: m.section_contact,
	responsible: m.section_responsible,
	project: m.section_project,
	goals: m.section_goals,
	impact: m.section_impact,
	activities: m.section_activities,
	people: m.section_people,
	quality: m.section_quality,
	costs: m.section_costs,
	bank: m.section_bank,
	documents: m.section_documents,
	declarations: m.section_declarations
};

const listTexts: Texts<RowList> = {
	responsible_persons: m.list_responsible_persons,
	events: m.list_events,
	partners: m.list_partners,
	cost_lines: m.plan_costs,
	income_lines: m.plan_funding
};

const fieldTexts: Texts<PathIn<Section>> = {
	organisation_name: m.field_organisation_name,
	legal_form: m.field_legal_form,
	register_court: m.field_register_court,
	register_number: m.field_register_number,
	foundation_authority: m.field_foundation_authority,
	public_corporation: m.field_public_corporation,
	street: m.field_street,
	postal_code: m.field_postal_code,
	city: m.field_city,
	seat_district: m.field_seat_district,
	founded_year: m.field_founded_year,
	website: m.field_website,
	migrant_organisation: m.field_migrant_organisation,
	non_profit: m.field_non_profit,
	exemption_kind: m.field_exemption_kind,
	exemption_date: m.field_exemption_date,
	tax_office: m.field_tax_office,
	tax_number: m.field_tax_number,
	org_volunteers: m.field_org_volunteers,
	org_employees: m.field_org_employees,
	org_freelancers: m.field_org_freelancers,
	contact_first_name: m.field_contact_first_name,
	contact_last_name: m.field_contact_last_name,
	contact_email: m.field_contact_email,
	contact_phone: m.field_contact_phone,
	contact_channel: m.field_contact_channel,
	contact_language: m.field_contact_language,
	contact_interpreter: m.field_contact_interpreter,
	contact_authorised: m.field_contact_authorised,
	signing: m.field_signing,
	project_title: m.field_project_title,
	project_summary: m.field_project_summary,
	project_areas: m.field_project_areas,
	project_is_new: m.field_project_is_new,
	need: m.field_need,
	aims: m.field_aims,
	empowerment: m.field_empowerment,
	prevention: m.field_prevention,
	protective_factors: m.field_protective_factors,
	format: m.field_format,
	period_start: m.field_period_start,
	period_end: m.field_period_end,
	district: m.field_district,
	quarter: m.field_quarter,
	venue: m.field_venue,
	offer_languages: m.field_offer_languages,
	target_groups: m.field_target_groups,
	participants: m.field_participants,
	newcomers: m.field_newcomers,
	volunteers: m.field_volunteers,
	participation: m.field_participation,
	has_minors: m.field_has_minors,
	child_protection: m.field_child_protection,
	publicity: m.field_publicity,
	accessibility: m.field_accessibility,
	sustainability: m.field_sustainability,
	requested_cents: m.field_requested_cents,
	iban: m.field_iban,
	account_holder: m.field_account_holder,
	bank_name: m.field_bank_name,
	input_tax: m.field_input_tax,
	signed_name: m.field_signed_name
};

const columnTexts: Texts<ColumnIn<RowList>> = {
	'responsible_persons.first_name': m.column_first_name,
	'responsible_persons.last_name': m.column_last_name,
	'responsible_persons.role': m.column_role,
	'events.date': m.column_date,
	'events.time': m.column_time,
	'events.place': m.column_place,
	'partners.name': m.column_partner_name,
	'partners.contribution': m.column_contribution,
	'cost_lines.category': m.plan_category,
	'cost_lines.label': m.plan_label,
	'cost_lines.quantity': m.column_quantity,
	'cost_lines.unit_cents': m.column_unit_cents,
	'cost_lines.amount_cents': m.plan_amount,
	'income_lines.kind': m.plan_kind,
	'income_lines.label': m.plan_label,
	'income_lines.grant_status': m.column_grant_status,
	'income_lines.grant_reference': m.column_grant_reference,
	'income_lines.amount_cents': m.plan_amount
};

const legalFormTexts: Texts<(typeof legalForms)[number]> = {
	registered_association: m.legal_form_registered_association,
	unregistered_association: m.legal_form_unregistered_association,
	initiative: m.legal_form_initiative,
	non_profit_company: m.legal_form_non_profit_company,
	foundation: m.legal_form_foundation,
	religious_community: m.legal_form_religious_community,
	welfare_association: m.legal_form_welfare_association,
	other: m.legal_form_other
};

const yesNo: Texts<'yes' | 'no'> = { yes: m.choice_yes, no: m.choice_no };

/** By path or column: the same code may mean something else in another question. */
const choiceTexts: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
	legal_form: legalFormTexts,
	public_corporation: yesNo,
	migrant_organisation: { ...yesNo, not_said: m.choice_not_said },
	non_profit: { yes: m.non_profit_yes, applied: m.non_profit_applied, no: m.non_profit_no },
	contact_channel: { email: m.choice_email, phone: m.choice_phone },
	exemption_kind: { exemption: m.choice_exemption, finding: m.choice_finding },
	contact_interpreter: yesNo,
	contact_authorised: yesNo,
	signing: { alone: m.choice_alone, jointly: m.choice_jointly },
	project_is_new: { new: m.choice_new, existing: m.choice_existing },
	protective_factors: {
		self_efficacy: m.choice_self_efficacy,
		belonging: m.choice_belonging,
		dialogue: m.choice_dialogue,
		democracy_knowledge: m.choice_democracy_knowledge,
		media_literacy: m.choice_media_literacy,
		places_to_turn_to: m.choice_places_to_turn_to
	},
	has_minors: yesNo,
	child_protection: {
		have_concept: m.choice_have_concept,
		certificates: m.choice_certificates,
		needs_help: m.choice_needs_help
	},
	input_tax: { not_entitled: m.input_tax_not_entitled, entitled: m.input_tax_entitled },
	'income_lines.grant_status': { applied: m.choice_applied, granted: m.choice_granted }
};

/** Questions whose codes are languages. */
const languageFields: readonly string[] = ['contact_language', 'offer_languages'];

const germanVersionTexts: Texts<(typeof translators)[number]> = {
	self: m.german_version_self,
	interpreter: m.german_version_interpreter,
	device: m.german_version_device
};

export function sectionText(section: Section, locale: StaffLocale): string {
	return sectionTexts[section]({}, { locale });
}

export function listText(list: RowList, locale: StaffLocale): string {
	return listTexts[list]({}, { locale });
}

/** A path without a text is shown as it is: an answer must never disappear because a name for it is missing. */
export function fieldText(path: string, locale: StaffLocale): string {
	return textIn(fieldTexts, path)?.({}, { locale }) ?? path;
}

export function columnText(list: RowList, column: string, locale: StaffLocale): string {
	return textIn(columnTexts, `${list}.${column}`)?.({}, { locale }) ?? column;
}

/** The text of a code the form itself defines, by path or `<list>.<column>`; the codes of the round bring their own. */
export function choiceText(path: string, code: string, locale: StaffLocale): string {
	if (languageFields.includes(path)) return languageText(code, locale);
	return textIn(choiceTexts[path] ?? {}, code)?.({}, { locale }) ?? code;
}

/** Stands for the language of an answer that nobody said; German is as likely as any other. */
export const notGiven = 'not_given';

/** What stands above an answer that is not, or perhaps not, German. */
export function originalText(language: string, locale: StaffLocale): string {
	return language === notGiven
		? m.language_not_given({}, { locale })
		: m.written_in({ language: languageText(language, locale) }, { locale });
}

/** The name of a language in the reader's; what Intl does not know stays the code. */
export function languageText(
	code: (typeof contactLanguages)[number] | (string & {}),
	locale: StaffLocale
): string {
	if (code === 'de-simple') return m.language_plain_german({}, { locale });
	if (code === 'other') return m.language_other({}, { locale });
	try {
		return new Intl.DisplayNames([languageOf(locale).tag], { type: 'language' }).of(code) ?? code;
	} catch {
		return code;
	}
}

/** Heading of a German version, saying who made it. */
export function germanVersionText(by: string | null, locale: StaffLocale): string {
	return (textIn(germanVersionTexts, by ?? '') ?? m.german_version_unknown)({}, { locale });
}

function textIn(texts: Readonly<Record<string, Text>>, key: string): Text | undefined {
	return Object.hasOwn(texts, key) ? texts[key] : undefined;
}
