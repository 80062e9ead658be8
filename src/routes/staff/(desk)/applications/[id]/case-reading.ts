import { rowsOf } from '$lib/core/draft/rows';
import { centsOf } from '$lib/core/money/amount';
import { labelOf, type SentForm } from '$lib/i18n/office-form';
import type { StaffLocale } from '$lib/i18n/locales';
import type { Case } from '$lib/server/supabase/cases';
import type { Clarification } from '$lib/server/supabase/clarifications';
import { itemTexts } from '$lib/ui/case/clarification-texts';
import type { PlannedLine } from '$lib/ui/decision/decision-forms';
import { versionChanges } from '$lib/ui/case/version-changes';

/** What counts: the version that arrived last. */
export function sentForm({ submission, round }: Case): SentForm {
	return { fields: submission.snapshot.form, schemaVersion: submission.snapshot.form_schema_version, round };
}

/** The cost lines of what counts, as far as they can be cut. */
export function plannedLines(application: Case): readonly PlannedLine[] {
	const sent = sentForm(application);
	return rowsOf(sent.fields, 'cost_lines').flatMap(({ id, values }) => {
		const cents = centsOf(values['amount_cents']);
		const label = values['label'] || labelOf(sent.round.cost_categories, String(values['category']));
		return cents === null || cents === 0 ? [] : [{ id, label: String(label), cents }];
	});
}

/** What each version says differently from the one before it, the newest first; nothing where there is only one. */
export function changesOf(
	{ submissions, round }: Case,
	questions: readonly { readonly id: string; readonly note: string }[],
	locale: StaffLocale
) {
	return submissions
		.slice(1)
		.flatMap((after, index) => {
			const before = submissions[index];
			if (!before) return [];
			const forms = { before: before.snapshot.form, after: after.snapshot.form, round };
			return [
				{ before: before.version, after: after.version, changes: versionChanges(forms, questions, locale) }
			];
		})
		.toReversed();
}

export function readableClarification(
	one: Clarification,
	sent: SentForm,
	{ today, locale }: { today: string; locale: StaffLocale }
) {
	return {
		id: one.id,
		askedAt: one.asked_at,
		dueOn: one.due_on,
		items: itemTexts(one.items, sent, locale),
		hasTranslation: one.items.some(({ kind }) => kind === 'translation'),
		message: one.message,
		messageLanguage: one.message_language,
		messageGerman: one.message_de,
		answeredAt: one.answered_at,
		answer: one.answer,
		closedAt: one.closed_at,
		remindOn: one.remind_on,
		isOverdue: one.closed_at === null && one.due_on < today
	};
}

/** Every question that was ever asked, the oldest first, for the answers in the form. */
export function questionsOf(clarifications: readonly Clarification[]) {
	return clarifications
		.toReversed()
		.flatMap(({ items }) => items)
		.flatMap((item) => (item.kind === 'question' ? [{ id: item.id, note: item.note }] : []));
}
