import type { form, legalForms, Section } from '../../core/application/fields';
import { languageOf, type StaffLocale } from '../../i18n/locales';
import { m } from '../../i18n/generated/staff/messages';

type Texts<Code extends string> = Readonly<Record<Code, () => string>>;
type PathIn<S extends Section> = S extends Section ? keyof (typeof form)[S] & string : never;
type Path = PathIn<Section>;

export const sectionTexts: Texts<Section> = {
	organisation: m.section_organisation,
	contact: m.section_contact,
	project: m.section_project,
	goals: m.section_goals,
	impact: m.section_impact,
	activities: m.section_activities,
	people: m.section_people,
	costs: m.section_costs,
	bank: m.section_bank,
	declarations: m.section_declarations
};

const fieldTexts: Texts<Path> = {
	organisation_name: m.field_organisation_name,
	legal_form: m.field_legal_form,
	non_profit: m.field_non_profit,
	street: m.field_street,
	postal_code: m.field_postal_code,
	city: m.field_city,
	contact_first_name: m.field_contact_first_name,
	contact_last_name: m.field_contact_last_name,
	contact_email: m.field_contact_email,
	contact_phone: m.field_contact_phone,
	contact_language: m.field_contact_language,
	project_title: m.field_project_title,
	project_summary: m.field_project_summary,
	project_areas: m.field_project_areas,
	need: m.field_need,
	aims: m.field_aims,
	empowerment: m.field_empowerment,
	prevention: m.field_prevention,
	format: m.field_format,
	period_start: m.field_period_start,
	period_end: m.field_period_end,
	district: m.field_district,
	target_groups: m.field_target_groups,
	participants: m.field_participants,
	volunteers: m.field_volunteers,
	requested_cents: m.field_requested_cents,
	iban: m.field_iban,
	account_holder: m.field_account_holder,
	input_tax: m.field_input_tax
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

const choiceTexts: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
	legal_form: legalFormTexts,
	non_profit: { yes: m.non_profit_yes, applied: m.non_profit_applied, no: m.non_profit_no },
	input_tax: { not_entitled: m.input_tax_not_entitled, entitled: m.input_tax_entitled }
};

/** A path without a text is shown as it is: an answer must never disappear because a name for it is missing. */
export function fieldText(path: string): string {
	return new Map<string, () => string>(Object.entries(fieldTexts)).get(path)?.() ?? path;
}

/** The text of a code the form itself defines; the codes of the round bring their own. */
export function choiceText(path: string, code: string, locale: StaffLocale): string {
	if (path === 'contact_language') return languageText(code, locale);
	return choiceTexts[path]?.[code]?.() ?? code;
}

function languageText(code: string, locale: StaffLocale): string {
	if (code === 'de-simple') return m.language_plain_german();
	return new Intl.DisplayNames([languageOf(locale).tag], { type: 'language' }).of(code) ?? code;
}
