import { formatCents, formatShortDate, formatShortDateTime } from '$lib/i18n/format';
import { m } from '$lib/i18n/generated/staff/messages';
import type { StaffLocale } from '$lib/i18n/locales';
import { listTexts, partOfPath } from '$lib/ui/round-editing/round-texts';

type Column = {
	readonly text: () => string;
	readonly value?: (value: unknown, locale: StaffLocale) => string;
};

const cents = (value: unknown, locale: StaffLocale) => formatCents(Number(value), locale);
const day = (value: unknown, locale: StaffLocale) => formatShortDate(String(value), locale);
const moment = (value: unknown, locale: StaffLocale) => formatShortDateTime(String(value), locale);

/** Columns of a round that are told from what to what. */
const columns: Readonly<Record<string, Column>> = {
	opens_at: { text: m.round_opens_day, value: moment },
	closes_at: { text: m.round_closes_day, value: moment },
	project_from: { text: m.round_project_from, value: day },
	project_until: { text: m.round_project_until, value: day },
	total_budget_cents: { text: m.round_total_budget_cents, value: cents },
	min_cents: { text: m.round_min_cents, value: cents },
	cap_cents: { text: m.round_cap_cents, value: cents },
	reference_prefix: { text: m.round_reference_prefix },
	slug: { text: m.round_slug },
	status: { text: m.column_state, value: (value) => statuses[String(value)]?.() ?? String(value) }
};

const statuses: Readonly<Record<string, () => string>> = {
	draft: m.round_standing_draft,
	published: m.round_status_published,
	archived: m.round_standing_archived
};

/** What was changed about a round: sums, dates and its state from what to what, of all else which part. */
export function roundChanges(detail: Readonly<Record<string, unknown>>, locale: StaffLocale): string {
	const values = Object.entries(Object(detail['values'])).map(([name, pair]) => {
		const column = columns[name];
		const shown = (Array.isArray(pair) ? pair : []).map((value: unknown) =>
			value === null ? '–' : (column?.value?.(value, locale) ?? String(value))
		);
		return `${column?.text() ?? name}: ${shown.join(' → ')}`;
	});
	const paths = Array.isArray(detail['paths']) ? detail['paths'].map(String) : [];
	return [...values, ...new Set(paths.map(partText))].join(', ');
}

/** An option of a list is called by its code, because its name may be what changed. */
function partText(path: string): string {
	const [part = '', code = ''] = path.split('.');
	return part in listTexts && code !== '' ? `${partOfPath(path)} (${code})` : partOfPath(path);
}
