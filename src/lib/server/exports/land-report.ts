import { isState } from '../../core/application/states';
import type { Round } from '../../core/round/round';
import { cents, day, number, text, type Cell } from '../../core/table/cell';
import { inParts } from '../../core/table/parts';
import { formatShortDateTime } from '../../i18n/format';
import { m } from '../../i18n/generated/staff/messages';
import type { StaffLocale } from '../../i18n/locales';
import type { LandReport } from '../supabase/land-report';
import { groupName, groupText, type GroupKind } from './tables';

export type ReportTable = {
	readonly title: string;
	/** How its figures are counted, where that is not plain. */
	readonly note?: string;
	readonly head: readonly string[];
	readonly rows: readonly (readonly Cell[])[];
};

type Wording = {
	/** With labels in the language of the report. */
	readonly round: Round;
	readonly locale: StaffLocale;
	readonly stateText: (state: string) => string;
};

/** More columns can be read neither on a screen nor on paper; a workbook takes them all. */
const READABLE_COLUMNS = 5;

/** The same tables for a screen or for paper: what is too wide comes in parts. */
export function readableTables(tables: readonly ReportTable[], locale: StaffLocale): readonly ReportTable[] {
	return tables.flatMap(({ title, ...table }) => {
		const parts = inParts(table, READABLE_COLUMNS);
		return parts.map((part, at) => ({
			...table,
			...part,
			title:
				parts.length === 1
					? title
					: m.report_part({ title, part: String(at + 1), parts: String(parts.length) }, { locale })
		}));
	});
}

/** The tables of a report, the same on the screen, in the workbook and on paper. The Land gets it in German. */
export function reportTables(
	{ data, sha256 }: LandReport,
	{ round, locale, stateText }: Wording
): readonly ReportTable[] {
	const { money, proofs, statistics: figures } = data;
	const say = { locale };
	const labels = (options: Round['areas'], codes: readonly string[]) =>
		codes.map((code) => options.find((option) => option.code === code)?.label ?? code).join(', ');
	const kinds: readonly GroupKind[] = ['area', 'district', 'legal_form', 'migrant_organisation'];
	return [
		{
			title: m.report_money({}, say),
			head: [m.report_figure({}, say), m.report_value({}, say)],
			rows: [
				[text(m.round_total_budget_cents({}, say)), cents(data.round.total_budget_cents)],
				[text(m.report_promised({}, say)), cents(money.promised_cents)],
				[text(m.report_granted({}, say)), cents(money.granted_cents)],
				[text(m.report_paid({}, say)), cents(money.paid_cents)],
				[text(m.report_returned({}, say)), cents(money.returned_cents)],
				[text(m.report_freed({}, say)), cents(money.freed_cents)],
				[text(m.report_kept({}, say)), cents(money.kept_cents)],
				[text(m.report_owed({}, say)), cents(money.owed_cents)],
				[text(m.report_waived({}, say)), cents(money.waived_cents)]
			]
		},
		{
			title: m.report_applications({}, say),
			head: [m.report_figure({}, say), m.report_number({}, say), m.report_value({}, say)],
			rows: [
				[text(m.report_sent({}, say)), number(figures.applications), cents(figures.requested_cents)],
				[text(m.statistics_approved({}, say)), number(figures.approved), cents(figures.approved_cents)],
				[text(m.statistics_rejected({}, say)), number(figures.rejected), cents(figures.rejected_cents)],
				[text(m.report_waitlisted({}, say)), number(figures.waitlisted), cents(figures.waitlisted_cents)],
				[text(m.report_withdrawn({}, say)), number(figures.withdrawn), cents(null)],
				[text(m.report_undecided({}, say)), number(figures.undecided), cents(null)]
			]
		},
		{
			title: m.report_people({}, say),
			head: [
				m.report_figure({}, say),
				m.report_planned_all({}, say),
				m.report_planned_granted({}, say),
				m.report_reached({}, say)
			],
			rows: [
				[
					text(m.statistics_participants({}, say)),
					number(figures.participants),
					number(figures.approved_participants),
					number(proofs.participants)
				],
				[
					text(m.statistics_newcomers({}, say)),
					number(figures.newcomers),
					number(figures.approved_newcomers),
					number(proofs.newcomers)
				],
				[
					text(m.statistics_volunteers({}, say)),
					number(figures.volunteers),
					number(figures.approved_volunteers),
					number(proofs.volunteers)
				]
			]
		},
		{
			title: m.report_proofs({}, say),
			head: [m.report_figure({}, say), m.report_number({}, say), m.report_value({}, say)],
			rows: [
				[text(m.report_grants({}, say)), number(proofs.grants), cents(money.granted_cents)],
				[text(m.report_sent({}, say)), number(proofs.sent), cents(null)],
				[text(m.report_late({}, say)), number(proofs.late), cents(null)],
				[text(m.report_checked({}, say)), number(proofs.checked), cents(proofs.final_cents)],
				[text(m.report_accepted({}, say)), cents(null), cents(proofs.accepted_cents)],
				[text(m.report_claimed({}, say)), cents(null), cents(proofs.claim_cents)]
			]
		},
		...kinds.map((kind) => ({
			title: groupText(kind, locale),
			...(kind === 'area' ? { note: m.statistics_areas_hint({}, say) } : {}),
			head: [
				groupText(kind, locale),
				m.statistics_applications({}, say),
				m.statistics_approved({}, say),
				m.statistics_approved_cents({}, say)
			],
			rows: figures.groups
				.filter((group) => group.kind === kind)
				.map((group) => [
					text(groupName(kind, group.code, round, locale)),
					number(group.applications),
					number(group.approved),
					cents(group.approved_cents)
				])
		})),
		{
			title: m.report_grants({}, say),
			head: [
				m.column_reference({}, say),
				m.export_organisation({}, say),
				m.export_title({}, say),
				m.export_areas({}, say),
				m.export_district({}, say),
				m.export_period_start({}, say),
				m.export_period_end({}, say),
				m.export_state({}, say),
				m.report_granted({}, say),
				m.report_paid({}, say),
				m.report_returned({}, say),
				m.report_accepted({}, say),
				m.report_reached({}, say)
			],
			rows: data.grants.map((grant) => [
				text(grant.reference_number),
				text(grant.organisation_name),
				text(grant.title),
				text(labels(round.areas, grant.areas)),
				text(grant.district && labels(round.districts, [grant.district])),
				day(grant.period_from),
				day(grant.period_until),
				text(isState(grant.state) ? stateText(grant.state) : grant.state),
				cents(grant.amount_cents),
				cents(grant.paid_cents),
				cents(grant.returned_cents),
				cents(grant.accepted_cents),
				number(grant.reached)
			])
		},
		{
			title: m.report_origin({}, say),
			head: [m.report_figure({}, say), m.report_value({}, say)],
			rows: [
				[text(m.report_round({}, say)), text(round.texts.title)],
				[text(m.round_budget_year({}, say)), text(String(data.round.budget_year))],
				[
					text(m.report_as_of({}, say)),
					text(data.as_of === null ? null : formatShortDateTime(data.as_of, locale))
				],
				[text(m.report_fingerprint({}, say)), text(sha256)]
			]
		}
	];
}
