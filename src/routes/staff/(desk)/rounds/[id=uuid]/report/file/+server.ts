import { error } from '@sveltejs/kit';
import { isState } from '$lib/core/application/states';
import { berlinDay, formatShortDate, formatShortDateTime } from '$lib/i18n/format';
import { m } from '$lib/i18n/generated/staff/messages';
import { reportPdf } from '$lib/server/documents/report-pdf';
import { readableTables, reportTables } from '$lib/server/exports/land-report';
import { attachment } from '$lib/server/files/attachment';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { landReport, reportFormats, type LandReport } from '$lib/server/supabase/land-report';
import { roundOf } from '$lib/server/supabase/rounds';
import { stateText } from '$lib/ui/case/state-texts';

const types = {
	pdf: 'application/pdf',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
} as const;
const locale = 'de';

/** The report as a file, in German. By POST, because each time is noted in the audit trail before the bytes leave. */
export async function POST(event) {
	const { client } = await requireStaff(event);
	const wished = (await event.request.formData()).get('format');
	const format = reportFormats.find((one) => one === wished);
	if (!format) error(422, { message: 'payload_invalid', code: 'payload_invalid' });
	const [report, round] = await orErrorPage(
		Promise.all([landReport(client, event.params.id, format), roundOf(client, event.params.id, locale)])
	);
	const tables = reportTables(report, {
		round,
		locale,
		stateText: (state) => (isState(state) ? stateText(state, locale) : state)
	});
	const bytes =
		format === 'pdf'
			? await reportPdf({ ...wordsOf(report), tables: readableTables(tables, locale) })
			: await (
					await import('$lib/server/exports/xlsx')
				).workbookOf(tables.map(({ title, head, rows }) => ({ name: title, head, rows })));
	const name = `Bericht-${report.data.round.slug}-${report.sha256.slice(0, 8)}.${format}`;
	return attachment({ name, mediaType: types[format], bytes: new Uint8Array(bytes) });
}

function wordsOf({ data: { round, as_of }, sha256 }: LandReport) {
	return {
		title: m.report_title({}, { locale }),
		lead: m.report_lead_paper(
			{
				round: round.title ?? round.slug,
				year: String(round.budget_year),
				from: formatShortDate(round.project_from, locale),
				until: formatShortDate(round.project_until, locale),
				asOf: as_of === null ? '–' : formatShortDateTime(as_of, locale)
			},
			{ locale }
		),
		footer: m.report_footer({ sha256 }, { locale }),
		// The day of the data, not of the printing: the same data make the same file.
		day: as_of === null ? round.project_from : berlinDay(new Date(as_of))
	};
}
