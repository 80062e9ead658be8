import { isSection, type Section } from '$lib/core/application/fields';
import type { Round } from '$lib/core/round/round';
import { labelOf } from '$lib/i18n/office-form';
import type { Locale } from '$lib/i18n/locales';
import { m } from '$lib/i18n/generated/form/messages';
import type { RequestTexts } from '$lib/server/supabase/rounds';
import type { Askable, AskTemplate } from '$lib/ui/case/ask-form';

/** The headings of the form as the group knows them. */
const sectionTexts: Readonly<
	Record<Section, (inputs?: Record<string, never>, options?: { locale?: Locale }) => string>
> = {
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

/** The template of a request in one language, with the names that things have there; null where the round has none. */
export function askTemplate(
	texts: RequestTexts,
	all: readonly Askable[],
	{ round, locale }: { readonly round: Round; readonly locale: Locale }
): AskTemplate | null {
	const words = texts[locale];
	if (!words) return null;
	const names = all.flatMap(({ key, kind, code }): [string, string][] => {
		if (kind === 'section' && isSection(code)) return [[key, sectionTexts[code]({}, { locale })]];
		const document = labelOf(round.documents, code);
		return kind === 'document' && document !== code ? [[key, document]] : [];
	});
	return { ...words, items: Object.fromEntries(names) };
}
