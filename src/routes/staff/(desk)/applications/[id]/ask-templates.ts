import { isSection, type Section } from '$lib/core/application/fields';
import type { Round } from '$lib/core/round/round';
import { labelOf } from '$lib/i18n/office-form';
import type { Locale } from '$lib/i18n/locales';
import { m as notices } from '$lib/i18n/generated/applicant/messages';
import { m } from '$lib/i18n/generated/form/messages';
import { m as sent } from '$lib/i18n/generated/sent/messages';
import { m as what } from '$lib/i18n/generated/what/messages';
import { DAY_PLACE, type Askable, type AskKind, type RequestWords } from '$lib/ui/case/ask-form';

type Text = (inputs?: Record<string, never>, options?: { locale?: Locale }) => string;
type Reading = { readonly round: Round; readonly locale: Locale };

/** The headings of the form as the group knows them. */
const sectionTexts: Readonly<Record<Section, Text>> = {
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

/** What the group will read around the message, as its own screen says it. */
export function requestWords(all: readonly Askable[], reading: Reading): RequestWords {
	const { locale } = reading;
	const lines = all.flatMap((item): [string, string][] => {
		const name = nameOf(item, reading);
		return name === null ? [] : [[item.key, lineTexts[item.kind](name, { locale })]];
	});
	return {
		locale,
		items: Object.fromEntries(lines),
		due: sent.asked_due({ date: DAY_PLACE }, { locale }),
		translationNotice: notices.clarification_translation_notice({ date: DAY_PLACE }, { locale })
	};
}

/** The questions answered in sentences, as the group was asked them: only those have a translation. */
const questionTexts: Readonly<Record<string, Text>> = {
	project_summary: what.field_project_summary_label,
	need: what.field_need_label,
	aims: what.field_aims_label,
	empowerment: what.field_empowerment_label,
	prevention: what.field_prevention_label,
	format: what.field_format_label,
	participation: what.field_participation_label,
	publicity: what.field_publicity_label,
	accessibility: what.field_accessibility_label,
	sustainability: what.field_sustainability_label
};

const lineTexts: Readonly<Record<AskKind, (name: string, options: { locale: Locale }) => string>> = {
	section: (section, options) => sent.asked_section({ section }, options),
	document: (document, options) => sent.asked_document({ document }, options),
	translation: (question, options) => sent.asked_translation({ question }, options)
};

function nameOf({ kind, code }: Askable, { round, locale }: Reading): string | null {
	if (kind === 'section') return isSection(code) ? sectionTexts[code]({}, { locale }) : null;
	if (kind === 'translation') return questionTexts[code]?.({}, { locale }) ?? null;
	if (code === 'signed_page') return sent.documents_signed_page({}, { locale });
	if (code === 'other') return sent.documents_other({}, { locale });
	const document = labelOf(round.documents, code);
	return document === code ? null : document;
}
