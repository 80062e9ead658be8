import type { ClarificationItem } from '../../core/api/clarification';
import { answerPath } from '../../core/application/clarification';
import type { Fields } from '../../core/draft/fields';
import { receiptsOf, type Receipt } from '../../core/proof/receipts';
import { formatCents } from '../../i18n/format';
import { m } from '../../i18n/generated/staff/messages';
import type { StaffLocale } from '../../i18n/locales';
import type { Askable } from '../case/ask-form';
import type { ItemText } from '../case/clarification-texts';
import { findingText, numberOf, type Judged } from './check-texts';

const ALL_RECEIPTS = 'receipts';

/** What a group can be asked about its proof: the report, each receipt of this version, receipts that are not there yet. */
export function proofAskables(judged: readonly Judged[], locale: StaffLocale): readonly Askable[] {
	const receipts = judged.map(({ receipt }) => receipt);
	return [
		askable('report', m.proof_check_ask_report()),
		askable(ALL_RECEIPTS, m.proof_check_ask_receipts()),
		...judged.map(({ receipt, findings }) => ({
			...askable(`${ALL_RECEIPTS}.${receipt.id}`, receiptLabel(receipt, receipts, locale)),
			...(findings.length === 0
				? {}
				: { hint: findings.map((finding) => findingText(finding, receipts, locale)).join(' · ') })
		}))
	];
}

/** What was asked, in words, with what came back to a question. */
export function queryTexts(
	items: readonly ClarificationItem[],
	fields: Fields,
	locale: StaffLocale
): readonly ItemText[] {
	const receipts = receiptsOf(fields);
	return items.flatMap((item) => {
		if (item.kind === 'question') {
			const answer = fields[answerPath(item.id)];
			const label = m.clarification_item_question({ question: item.note });
			return [
				{ label, note: '', ...(answer ? { answer: m.proof_check_answer({ text: String(answer) }) } : {}) }
			];
		}
		if (item.kind !== 'section') return [];
		return [{ label: sectionLabel(item.section, receipts, locale), note: item.note }];
	});
}

function sectionLabel(section: string, receipts: readonly Receipt[], locale: StaffLocale): string {
	if (section === 'report') return m.proof_check_ask_report();
	if (section === ALL_RECEIPTS) return m.proof_check_ask_receipts();
	const receipt = receipts.find(({ id }) => section === `${ALL_RECEIPTS}.${id}`);
	// Its group may have taken it out since.
	return receipt ? receiptLabel(receipt, receipts, locale) : m.proof_check_ask_gone();
}

function receiptLabel(receipt: Receipt, receipts: readonly Receipt[], locale: StaffLocale): string {
	return m.proof_check_ask_receipt({
		number: numberOf(receipt.id, receipts),
		payee: receipt.payee || receipt.purpose,
		amount: formatCents(receipt.cents ?? 0, locale)
	});
}

function askable(code: string, label: string): Askable {
	return { key: `section:${code}`, kind: 'section', code, label };
}
