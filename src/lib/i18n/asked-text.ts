import { isSection } from '../core/application/fields';
import type { ClarificationItem } from '../core/application/clarification';
import type { Round } from '../core/round/round';
import { isolated } from '../core/text/isolated';
import { fieldLabel, sectionTitle } from './form-texts';
import { m } from './generated/sent/messages';

/** What the office asks for, in a line; a question is its own words. */
export function askedText(item: ClarificationItem, round: Round): string {
	if (item.kind === 'question') return isolated(item.note);
	if (item.kind === 'document') return m.asked_document({ document: documentName(item.document, round) });
	if (item.kind === 'translation') return m.asked_translation({ question: fieldLabel(item.path) });
	return m.asked_section({ section: isSection(item.section) ? sectionTitle(item.section) : item.section });
}

/** Also of what the round asks only a few for: the office may want it of everybody. */
export function documentName(code: string, round: Round): string {
	if (code === 'signed_page') return m.documents_signed_page();
	if (code === 'other') return m.documents_other();
	return round.documents.find((one) => one.code === code)?.label ?? code;
}
