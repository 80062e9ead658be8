import type { FindingKind, Judgement } from '../../core/application/check';
import { legalForms } from '../../core/application/fields';
import { formatCents, formatShortDate, formatShortDateTime } from '../../i18n/format';
import type { SentForm } from '../../i18n/office-form';
import { choiceText } from '../../i18n/office-texts';
import type { StaffLocale } from '../../i18n/locales';
import { m } from '../../i18n/generated/staff/messages';
import type { IconName } from '../parts/icons';
import { areDocumentsRequired, documentText } from './case-files';

type Params = Readonly<Record<string, unknown>>;
type Finding = { readonly code: string; readonly finding: FindingKind; readonly params: Params };
type Context = { readonly sent: SentForm; readonly locale: StaffLocale; readonly areLinked?: boolean };

/** The items `private.check_findings` knows. */
const items: Readonly<Record<string, () => string>> = {
	deadline: m.check_item_deadline,
	eligibility: m.check_item_eligibility,
	documents: m.check_item_documents,
	signature: m.check_item_signature,
	declarations: m.check_item_declarations,
	plan: m.check_item_plan,
	cap: m.check_item_cap,
	not_begun: m.check_item_not_begun,
	double_funding: m.check_item_double_funding
};

export function checkItemText(code: string): string {
	return items[code]?.() ?? code;
}

type Judged = { readonly code: string; readonly judgement: Judgement | null; readonly reason: string };

/** What is not met by the record that holds, which stands first. */
export function unmetItems(records: readonly { readonly items: readonly Judged[] }[]): readonly Judged[] {
	return records[0]?.items.filter(({ judgement }) => judgement === 'not_met') ?? [];
}

export const findingWords = {
	ok: { text: m.found_ok, tone: 'success', icon: 'check' },
	look: { text: m.found_look, tone: 'warning', icon: 'search' },
	problem: { text: m.found_problem, tone: 'danger', icon: 'alert' }
} as const satisfies Readonly<
	Record<FindingKind, { text: () => string; tone: 'success' | 'warning' | 'danger'; icon: IconName }>
>;

export const judgementTexts: Readonly<Record<Judgement, () => string>> = {
	met: m.check_met,
	not_met: m.check_not_met,
	not_applicable: m.check_not_applicable
};

function translationText(due: string, came: unknown): string {
	return came
		? m.found_deadline_translation({ due, came: String(came) })
		: m.found_deadline_no_translation({ due });
}

const words: Readonly<Record<string, (finding: Finding, context: Context) => string>> = {
	deadline: ({ finding, params }, { locale }) => {
		const time = (value: unknown) => formatShortDateTime(String(value), locale);
		const facts = { received: time(params['received_at']), closes: time(params['closes_at']) };
		const isLate = Date.parse(String(params['received_at'])) > Date.parse(String(params['closes_at']));
		const [prepared, due, came] = [
			params['prepared_at'],
			params['translation_due_on'],
			params['translation_at']
		];
		if (finding === 'ok') return m.found_deadline_ok(facts);
		return [
			isLate ? m.found_deadline_late(facts) : m.found_deadline_ok(facts),
			...(isLate && prepared ? [m.found_deadline_prepared({ prepared: time(prepared) })] : []),
			...(due ? [translationText(formatShortDate(String(due), locale), came && time(came))] : [])
		].join(' ');
	},
	eligibility: ({ params }, { locale }) => {
		const kind = legalForms.find((form) => form === params['kind']);
		return kind === undefined
			? m.found_eligibility_none()
			: m.found_eligibility({
					kind: choiceText('legal_form', kind, locale),
					postal_code: String(params['postal_code'] ?? '–')
				});
	},
	documents: ({ finding, params }, { sent }) =>
		finding === 'ok'
			? areDocumentsRequired(sent)
				? m.found_documents_ok()
				: m.found_documents_none()
			: m.found_missing({
					names: codes(params)
						.map((code) => documentText(code, sent))
						.join(', ')
				}),
	signature: ({ finding, params }) => {
		if (finding === 'problem') return m.found_signature_none();
		return finding === 'look'
			? m.found_signature_page()
			: m.found_signature_ok({ name: String(params['name']) });
	},
	declarations: ({ finding, params }, { sent }) =>
		finding === 'ok'
			? m.found_declarations_ok()
			: m.found_missing({
					names: codes(params)
						.map((code) => sent.round.declarations.find((one) => one.code === code)?.text ?? code)
						.join(' ')
				}),
	plan: ({ finding, params }, { locale }) =>
		finding === 'ok'
			? m.found_plan_ok()
			: m.found_plan_off({ difference: money(params['difference_cents'], locale) }),
	cap: ({ params }, { locale }) =>
		m.found_cap({
			requested: money(params['requested_cents'], locale),
			min: money(params['min_cents'], locale),
			cap: money(params['cap_cents'], locale)
		}),
	not_begun: ({ params }, { locale }) =>
		typeof params['starts'] === 'string'
			? m.found_starts({ starts: formatShortDate(params['starts'], locale) })
			: m.found_starts_none(),
	double_funding: ({ finding, params }, { locale, areLinked }) => {
		if (finding === 'ok') return m.found_double_none();
		const numbers = similarOf(params).map(({ reference_number }) => reference_number);
		const grant = Number(params['public_grant_cents']);
		return [
			...(grant > 0 ? [m.found_double_grant({ amount: money(grant, locale) })] : []),
			...(numbers.length === 0
				? []
				: areLinked
					? [m.found_double_applications_linked()]
					: [m.found_double_applications({ numbers: numbers.join(', ') })])
		].join(' ');
	}
};

/** What the program found, in a sentence. */
export function findingText(finding: Finding, context: Context): string {
	return words[finding.code]?.(finding, context) ?? '';
}

/** The applications a finding of double funding points at. */
export function similarOf(
	params: Params
): readonly { readonly id: string; readonly reference_number: string }[] {
	const similar: unknown = params['applications'];
	return Array.isArray(similar)
		? similar.map((one) => ({
				id: String(Object(one).id),
				reference_number: String(Object(one).reference_number)
			}))
		: [];
}

function codes(params: Params): readonly string[] {
	const missing: unknown = params['missing'];
	return Array.isArray(missing) ? missing.map(String) : [];
}

function money(cents: unknown, locale: StaffLocale): string {
	return formatCents(Number(cents), locale);
}
