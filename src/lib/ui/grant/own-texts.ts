import type { Grant } from '../../core/api/grant';
import type { ChangeKind } from '../../core/grant/change';
import type { GroupDeed } from '../../core/grant/deeds';
import type { AccountProblem } from '../../core/grant/own';
import { formatCents, formatShortDate, formatShortDateTime } from '../../i18n/format';
import { m } from '../../i18n/generated/grant/messages';
import type { Locale } from '../../i18n/locales';

export const changeNames: Readonly<Record<ChangeKind, () => string>> = {
	period: m.change_period,
	purpose: m.change_purpose,
	plan: m.change_plan,
	further_grant: m.change_further_grant,
	cancellation: m.change_cancellation
};

export const outcomeNames: Readonly<Record<NonNullable<Grant['changes'][number]['outcome']>, () => string>> =
	{
		noted: m.change_noted,
		agreed: m.change_agreed,
		refused: m.change_refused,
		withdrawn: m.change_withdrawn
	};

const deedNames: Readonly<Record<GroupDeed, () => string>> = {
	grant_accepted: m.deed_grant_accepted,
	remedies_waived: m.deed_remedies_waived,
	bank_account_given: m.deed_bank_account_given,
	payout_requested: m.deed_payout_requested,
	payout_withdrawn: m.deed_payout_withdrawn,
	change_notified: m.deed_change_notified,
	change_withdrawn: m.deed_change_withdrawn,
	proof_submitted: m.deed_proof_submitted,
	proof_query_answered: m.deed_proof_query_answered
};

/** What was done, under when and by whom; an address runs from left to right in every language. */
export function deedItems(deeds: Grant['deeds'], locale: Locale): { term: string; text: string }[] {
	const items = new Map<string, string[]>();
	for (const { deed, at, email } of deeds) {
		const term = formatShortDateTime(at, locale) + (email === null ? '' : ` · \u2068${email}\u2069`);
		items.set(term, [...(items.get(term) ?? []), deedNames[deed]()]);
	}
	return [...items].map(([term, texts]) => ({ term, text: texts.join('\n') }));
}

/** What a change asks for, beside its words; nothing where words are all of it. */
export function wishItems(
	{ wish }: Pick<Grant['changes'][number], 'wish'>,
	terms: Grant['terms'],
	locale: Locale
): { term: string; text: string }[] {
	const { period_from: from, period_until: until, grantor, cents } = wish;
	const day = (date: string) => formatShortDate(date, locale);
	const labels = new Map(terms?.lines.map(({ id, label }) => [id, label]));
	return [
		...(from && until
			? [{ term: m.grant_period(), text: m.grant_from_until({ from: day(from), until: day(until) }) }]
			: []),
		...wish.lines.map((line) => ({
			term: labels.get(line.line) ?? '',
			text: formatCents(line.cents, locale)
		})),
		...(grantor !== null && cents !== null ? [{ term: grantor, text: formatCents(cents, locale) }] : [])
	];
}

/** What is wrong with an account, and the field it is at. */
export const accountErrors: Readonly<
	Record<AccountProblem, { readonly text: () => string; readonly href: string }>
> = {
	iban: { text: m.error_iban, href: '#iban' },
	not_sepa: { text: m.error_iban_sepa, href: '#iban' },
	holder: { text: m.error_holder, href: '#holder' },
	holder_too_long: { text: m.error_holder_long, href: '#holder' },
	holder_not_latin: { text: m.error_holder_latin, href: '#holder' }
};

/** The words at one field of an account; undefined where nothing is wrong with it. */
export function accountErrorAt(
	field: 'iban' | 'holder',
	problems: readonly AccountProblem[]
): string | undefined {
	const found = problems.find((problem) => accountErrors[problem].href === `#${field}`);
	return found && accountErrors[found].text();
}

/** The code of a deed whose id the office knows with other words; see `keep_bank_account` and the others in SQL. */
export const SENT_OTHERWISE = 'sent_otherwise';

const failures: Readonly<Record<string, () => string>> = {
	iban_invalid: m.error_iban,
	iban_not_sepa: m.error_iban_sepa,
	holder_not_latin: m.error_holder_latin,
	holder_too_long: m.error_holder_long,
	private_account_not_allowed: m.failure_private,
	no_more_payouts: m.failure_no_more,
	too_many_changes: m.failure_too_many_changes,
	change_open: m.payout_change_open,
	wish_invalid: m.error_lines,
	letter_not_there: m.next_letter,
	not_in_state: m.failure_state,
	[SENT_OTHERWISE]: m.failure_sent_otherwise
};

/** Why something did not reach the office; nothing here is tried again by itself. */
export function grantFailureText(code: string): string {
	return (failures[code] ?? m.failure_not_sent)();
}
