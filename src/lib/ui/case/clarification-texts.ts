import { isSection } from '../../core/application/fields';
import type { SentForm } from '../../i18n/office-form';
import { fieldText, sectionText } from '../../i18n/office-texts';
import type { StaffLocale } from '../../i18n/locales';
import { m } from '../../i18n/generated/staff/messages';
import type { AskedItem } from './ask-form';
import { documentText } from './case-files';

export type ItemText = { readonly label: string; readonly note: string };

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
