import { cents, day, number, text, type Cell } from '../../core/table/cell';
import { isState } from '../../core/application/states';
import type { Round } from '../../core/round/round';
import { berlinDay, formatShortDateTime } from '../../i18n/format';
import { m } from '../../i18n/generated/staff/messages';
import type { StaffLocale } from '../../i18n/locales';
import { choiceText } from '../../i18n/office-texts';
import type { LandReport } from '../supabase/land-report';
import type { ExportedApplication, Statistics } from '../supabase/statistics';

/** A table as it is taken out: heads in words, rows of typed cells. */
export interface Column<Row> {
	readonly head: string;
	readonly cell: (row: Row) => Cell;
}

type Wording = {
	readonly round: Round;
	readonly locale: StaffLocale;
	readonly stateText: (state: string) => string;
};

/** What the office takes out about applications: no names, addresses or accounts of people. */
export function applicationColumns({
	round,
	locale,
	stateText
}: Wording): readonly Column<ExportedApplication>[] {
	const labels = (options: Round['areas'], codes: readonly string[]) =>
		codes.map((code) => labelIn(options, code)).join(', ');
	return [
		{ head: m.column_reference(), cell: (row) => text(row.reference_number) },
		{ head: m.export_submitted_at(), cell: (row) => day(berlinDay(new Date(row.submitted_at))) },
		{ head: m.export_late(), cell: (row) => text(row.is_late ? m.yes() : m.no()) },
		{ head: m.export_state(), cell: (row) => text(isState(row.state) ? stateText(row.state) : row.state) },
		{ head: m.export_organisation(), cell: (row) => text(row.organisation_name) },
		{
			head: m.export_legal_form(),
			cell: (row) => text(row.legal_form && choiceText('legal_form', row.legal_form, locale))
		},
		{
			head: m.export_migrant_organisation(),
			cell: (row) =>
				text(row.migrant_organisation && choiceText('migrant_organisation', row.migrant_organisation, locale))
		},
		{ head: m.export_postal_code(), cell: (row) => text(row.postal_code) },
		{ head: m.export_title(), cell: (row) => text(row.title) },
		{ head: m.export_areas(), cell: (row) => text(labels(round.areas, row.areas)) },
		{
			head: m.export_district(),
			cell: (row) => text(row.district && labelIn(round.districts, row.district))
		},
		{ head: m.export_target_groups(), cell: (row) => text(labels(round.target_groups, row.target_groups)) },
		{ head: m.statistics_participants(), cell: (row) => number(row.participants) },
		{ head: m.statistics_newcomers(), cell: (row) => number(row.newcomers) },
		{ head: m.statistics_volunteers(), cell: (row) => number(row.volunteers) },
		{ head: m.export_period_start(), cell: (row) => day(row.period_start) },
		{ head: m.export_period_end(), cell: (row) => day(row.period_end) },
		{ head: m.export_requested(), cell: (row) => cents(row.requested_cents) },
		{ head: m.export_outcome(), cell: (row) => text(row.outcome && stateText(row.outcome)) },
		{ head: m.export_approved(), cell: (row) => cents(row.approved_cents) },
		{ head: m.export_decided_at(), cell: (row) => day(row.decided_at && berlinDay(new Date(row.decided_at))) }
	];
}

type Figure = { readonly group: string; readonly name: string; readonly values: readonly Cell[] };

export const statisticsHead = (): readonly string[] => [
	m.statistics_group(),
	m.statistics_name(),
	m.statistics_applications(),
	m.export_requested(),
	m.statistics_approved(),
	m.statistics_approved_cents(),
	m.statistics_rejected(),
	m.statistics_rejected_cents(),
	m.report_value()
];

/** The figures of the page as rows: the whole first, then each group, people planned and reached, money and time. */
export function statisticsRows(
	{ data: { statistics: figures, money, proofs } }: LandReport,
	{ round, locale }: Omit<Wording, 'stateText'>
): readonly (readonly Cell[])[] {
	const whole: Figure = {
		group: m.statistics_whole(),
		name: round.texts.title,
		values: [
			number(figures.applications),
			cents(figures.requested_cents),
			number(figures.approved),
			cents(figures.approved_cents),
			number(figures.rejected),
			cents(figures.rejected_cents)
		]
	};
	const groups = figures.groups.map((group): Figure => ({
		group: groupText(group.kind),
		name: groupName(group.kind, group.code, round, locale),
		values: [
			number(group.applications),
			cents(group.requested_cents),
			number(group.approved),
			cents(group.approved_cents),
			number(group.rejected),
			cents(group.rejected_cents)
		]
	}));
	const states = [
		[m.statistics_undecided(), figures.undecided, figures.undecided_cents],
		[m.statistics_waitlisted(), figures.waitlisted, figures.waitlisted_cents],
		[m.statistics_withdrawn(), figures.withdrawn, figures.withdrawn_cents],
		[m.statistics_late(), figures.late, figures.late_cents]
	] as const;
	const people = [
		[m.statistics_participants(), figures.participants, figures.approved_participants, proofs.participants],
		[m.statistics_newcomers(), figures.newcomers, figures.approved_newcomers, proofs.newcomers],
		[m.statistics_volunteers(), figures.volunteers, figures.approved_volunteers, proofs.volunteers]
	] as const;
	const days = figures.median_days_to_decision;
	const single: readonly (readonly [string, Cell])[] = [
		[m.statistics_paid_out(), cents(money.paid_cents)],
		[m.report_accepted(), cents(proofs.accepted_cents)],
		[m.report_returned(), cents(money.returned_cents)],
		[m.statistics_paid(), cents(figures.paid_cents)],
		[m.statistics_average(), cents(figures.average_grant_cents)],
		[m.statistics_days(), number(days === null ? null : Math.round(days))]
	];
	const nothing = text(null);
	return [
		...[whole, ...groups].map(({ group, name, values }) => [text(group), text(name), ...values, nothing]),
		...states.map(([name, count, asked]) => [
			text(m.statistics_outcome()),
			text(name),
			number(count),
			cents(asked),
			...Array.from({ length: 5 }, () => nothing)
		]),
		// Of the columns of applications none is for people.
		...people.flatMap(([name, planned, granted, reached]) => [
			ofWhole(`${m.report_people()}: ${m.report_planned_all()}`, name, number(planned)),
			ofWhole(`${m.report_people()}: ${m.report_planned_granted()}`, name, number(granted)),
			ofWhole(`${m.report_people()}: ${m.report_reached()}`, name, number(reached))
		]),
		...single.map(([name, value]) => ofWhole(whole.group, name, value))
	];
}

/** A row that has but one value, in the last column. */
function ofWhole(group: string, name: string, value: Cell): readonly Cell[] {
	return [text(group), text(name), ...Array.from({ length: 6 }, () => text(null)), value];
}

export type GroupKind = Statistics['groups'][number]['kind'];

/** In the language of the page, or in the one that is said. */
export function groupText(kind: GroupKind, locale?: StaffLocale): string {
	const text = {
		area: m.round_list_areas,
		district: m.round_list_districts,
		legal_form: m.export_legal_form,
		migrant_organisation: m.export_migrant_organisation
	}[kind];
	return locale === undefined ? text() : text({}, { locale });
}

export function groupName(kind: GroupKind, code: string, round: Round, locale: StaffLocale): string {
	if (code === '') return m.statistics_not_said({}, { locale });
	if (kind === 'area') return labelIn(round.areas, code);
	return kind === 'district' ? labelIn(round.districts, code) : choiceText(kind, code, locale);
}

function labelIn(options: Round['areas'], code: string): string {
	return options.find((option) => option.code === code)?.label ?? code;
}

/** When a table was made, for its name: `2027-03-01 14.30`. */
export function madeAt(now: Date): string {
	return formatShortDateTime(now, 'de').replace(/[^\d]+/g, '-');
}
