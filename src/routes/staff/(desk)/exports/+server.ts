import { error } from '@sveltejs/kit';
import * as z from 'zod/mini';
import type { Cell } from '$lib/core/table/cell';
import { day, number, text } from '$lib/core/table/cell';
import { BYTE_ORDER_MARK, csvLine } from '$lib/core/table/csv';
import { isState } from '$lib/core/application/states';
import { m } from '$lib/i18n/generated/staff/messages';
import { berlinDay, formatShortDateTime } from '$lib/i18n/format';
import type { StaffLocale } from '$lib/i18n/locales';
import { applicationColumns, madeAt, statisticsHead, statisticsRows } from '$lib/server/exports/tables';
import { orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { roleText } from '$lib/server/staff/person-texts';
import { landReport } from '$lib/server/supabase/land-report';
import { roundOf } from '$lib/server/supabase/rounds';
import { directory, type Directory } from '$lib/server/supabase/staff';
import {
	beginExport,
	exportedApplications,
	exportedEntries,
	exportedQueue,
	exportKinds,
	type ExportedEntry,
	type ExportKind
} from '$lib/server/supabase/statistics';
import { applicationIdOf } from '$lib/server/supabase/audit';
import { stateText } from '$lib/ui/case/state-texts';
import { actionText, entityText, exportedText } from '../audit-texts';
import { queueWish } from '../queue-wish';

const optional = z._default(z.string(), '');
const asked = z.object({
	kind: z.enum(exportKinds),
	format: z.enum(['csv', 'xlsx', 'jsonl']),
	round: optional,
	state: optional,
	district: optional,
	area: optional,
	person: optional,
	case: optional,
	action: optional,
	from: optional,
	until: optional,
	/** The list had nothing with the very words. */
	fuzzy: optional
});
type Asked = z.infer<typeof asked>;

type Table = {
	readonly name: string;
	readonly head: readonly string[];
	readonly pages: AsyncIterable<readonly (readonly Cell[])[]>;
};

/**
 * Takes a list out of the system. By POST, because each time leaves an entry in the audit trail; page by page, so that a
 * file is complete however long it is.
 */
export async function POST(event) {
	const me = await requireStaff(event);
	const read = asked.safeParse(Object.fromEntries(await event.request.formData()));
	if (!read.success) error(422, { message: 'payload_invalid', code: 'payload_invalid' });
	const { kind, format } = read.data;
	const locale = staffLocale(event.locals);
	const filter = await orErrorPage(filterOf(read.data, event.url.searchParams, me));
	const id = await orErrorPage(beginExport(me.client, { kind, format, filter }));
	const fileName = `kofei-${kind}-${madeAt(new Date())}.${format}`;
	if (format === 'jsonl') {
		if (kind !== 'audit') error(422, { message: 'payload_invalid', code: 'payload_invalid' });
		return download(streamed(jsonLines(exportedEntries(me.client, id))), fileName, 'application/jsonl');
	}
	const table = await orErrorPage(tableOf({ kind, id, round: read.data.round, me, locale }));
	if (format === 'csv')
		return download(streamed(csvLines(table, locale)), fileName, 'text/csv; charset=utf-8');
	const rows: (readonly Cell[])[] = [];
	for await (const page of table.pages) rows.push(...page);
	const { xlsxOf } = await import('$lib/server/exports/xlsx');
	return download(
		new Uint8Array(await xlsxOf(table.name, table.head, rows)),
		fileName,
		'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
	);
}

/** What was not asked for is left out, so that the trail says what was. */
async function filterOf(
	wished: Asked,
	list: URLSearchParams,
	me: StaffPerson
): Promise<Record<string, unknown>> {
	const given = (value: string) => (value === '' ? null : value);
	const parts =
		wished.kind === 'queue'
			? { round: given(wished.round), ...queueFilter(list, wished.fuzzy !== '') }
			: wished.kind === 'audit'
				? {
						person: given(wished.person),
						application: wished.case === '' ? null : await applicationIdOf(me.client, wished.case),
						action: given(wished.action),
						from: given(wished.from),
						until: given(wished.until)
					}
				: {
						round: given(wished.round),
						states: isState(wished.state) ? [wished.state] : null,
						district: given(wished.district),
						area: given(wished.area)
					};
	return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null));
}

/** The address of the list says what is in it. */
function queueFilter(list: URLSearchParams, isFuzzy: boolean) {
	const { filter, sort } = queueWish(list);
	return { ...filter, sort, is_fuzzy: isFuzzy ? true : null };
}

type Making = { kind: ExportKind; id: string; round: string; me: StaffPerson; locale: StaffLocale };

async function tableOf({ kind, id, round: roundId, me, locale }: Making): Promise<Table> {
	if (kind === 'audit') {
		const people = await directory(me.client);
		return {
			name: m.audit_title(),
			head: auditColumns.map(({ head }) => head()),
			pages: mapped(exportedEntries(me.client, id), (entry) =>
				auditColumns.map(({ cell }) => cell(entry, { people, locale }))
			)
		};
	}
	const round = await roundOf(me.client, roundId, locale);
	if (kind === 'statistics') {
		const rows = statisticsRows(await landReport(me.client, roundId), { round, locale });
		return { name: m.statistics_title(), head: statisticsHead(), pages: once(rows) };
	}
	const columns = applicationColumns({
		round,
		locale,
		stateText: (state) => (isState(state) ? stateText(state) : state)
	});
	return {
		name: exportedText(kind),
		head: columns.map(({ head }) => head),
		pages: mapped(
			kind === 'queue' ? exportedQueue(me.client, id) : exportedApplications(me.client, id),
			(row) => columns.map(({ cell }) => cell(row))
		)
	};
}

type Telling = { readonly people: Directory; readonly locale: StaffLocale };

const auditColumns: readonly {
	readonly head: () => string;
	readonly cell: (entry: ExportedEntry, telling: Telling) => Cell;
}[] = [
	{ head: m.audit_number, cell: ({ id }) => number(id) },
	{ head: m.audit_day, cell: ({ at }) => day(berlinDay(new Date(at))) },
	{ head: m.audit_time, cell: ({ at }, { locale }) => text(formatShortDateTime(at, locale)) },
	{ head: m.audit_action, cell: ({ action }) => text(actionText(action)) },
	{ head: m.audit_entity, cell: ({ entity }) => text(entityText(entity)) },
	{ head: m.audit_entity_id, cell: ({ entity_id }) => text(entity_id) },
	{
		head: m.audit_person,
		cell: ({ actor_id }, { people }) => text(actor_id === null ? null : (people[actor_id]?.email ?? actor_id))
	},
	{ head: m.people_role, cell: ({ actor_role }) => text(roleText(actor_role)) },
	{ head: m.audit_detail, cell: ({ detail }) => text(JSON.stringify(detail)) },
	{ head: m.audit_hash, cell: ({ hash }) => text(hash) }
];

async function* mapped<Row>(
	pages: AsyncIterable<readonly Row[]>,
	cells: (row: Row) => readonly Cell[]
): AsyncGenerator<readonly (readonly Cell[])[]> {
	for await (const page of pages) yield page.map(cells);
}

async function* once<Value>(value: Value): AsyncGenerator<Value> {
	yield value;
}

async function* csvLines({ head, pages }: Table, locale: StaffLocale): AsyncGenerator<string> {
	const dialect =
		locale === 'de'
			? ({ separator: ';', decimal: ',' } as const)
			: ({ separator: ',', decimal: '.' } as const);
	yield BYTE_ORDER_MARK + csvLine(head.map(text), dialect);
	for await (const page of pages) yield page.map((cells) => csvLine(cells, dialect)).join('');
}

async function* jsonLines(pages: AsyncIterable<readonly ExportedEntry[]>): AsyncGenerator<string> {
	for await (const page of pages) yield page.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** As fast as it is read: a page is fetched when the one before has left. */
function streamed(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await texts.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		async cancel() {
			await texts.return(undefined);
		}
	});
}

function download(
	body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
	name: string,
	type: string
): Response {
	return new Response(body, {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'no-store'
		}
	});
}
