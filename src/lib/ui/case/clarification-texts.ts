import { isSection } from '../../core/application/fields';
import type { SentForm } from '../../i18n/office-form';
import { fieldText, sectionText } from '../../i18n/office-texts';
import type { StaffLocale } from '../../i18n/locales';
import { m } from '../../i18n/generated/staff/messages';
import { askables, type AskedItem, type AskGroup, type AskKind, askKinds } from './ask-form';
import { documentText } from './case-files';

export type ItemText = { readonly label: string; readonly note: string; readonly answer?: string };

const kindTexts: Readonly<Record<AskKind, () => string>> = {
	section: m.ask_kind_section,
	document: m.ask_kind_document,
	translation: m.ask_kind_translation
};

/** Everything an application could be asked for, kind by kind. */
export function askGroups(sent: SentForm, locale: StaffLocale): readonly AskGroup[] {
	const all = askables(sent, locale);
	return askKinds
		.map((kind) => ({ legend: kindTexts[kind](), items: all.filter((item) => item.kind === kind) }))
		.filter(({ items }) => items.length > 0);
}

/** What was asked for, in words: the place, and what exactly; a question is its own words. */
export function itemTexts(
	items: readonly AskedItem[],
	sent: SentForm,
	locale: StaffLocale
): readonly ItemText[] {
	return items.map((item) => ({
		label: labelOf(item, sent, locale),
		note: item.kind === 'question' ? '' : item.note
	}));
}

function labelOf(item: AskedItem, sent: SentForm, locale: StaffLocale): string {
	switch (item.kind) {
		case 'section':
			return m.clarification_item_section({
				name: isSection(item.section) ? sectionText(item.section, locale) : item.section
			});
		case 'document':
			return m.clarification_item_document({ name: documentText(item.document, sent) });
		case 'translation':
			return m.clarification_item_translation({ name: fieldText(item.path, locale) });
		case 'question':
			return m.clarification_item_question({ question: item.note });
	}
}
