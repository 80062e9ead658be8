import * as z from 'zod/mini';
import type { RequestEvent } from '@sveltejs/kit';
import type { AccessibilityReport } from '../../core/api/accessibility-report';
import type { Locale } from '../../i18n/locales';
import { senderOf, within } from '../security/limits';
import { publicClient, type Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const reportRow = z.object({
	id: z.string(),
	at: instant,
	locale: z.string(),
	page: z.string(),
	barrier: z.string(),
	wish: z.string(),
	email: z.nullable(z.string()),
	done_at: z.nullable(instant),
	done_by: z.nullable(z.string())
});

export type ReportedBarrier = Readonly<z.infer<typeof reportRow>>;

/** More than the office will ever look through; older ones stay in the database. */
const MOST_SHOWN = 200;

/** Takes a report from anybody. Throws `Refusal` `too_many_attempts` (429) and those of `report_barrier` in SQL. */
export async function report(
	event: Pick<RequestEvent, 'getClientAddress'>,
	locale: Locale,
	{ id, page, barrier, wish, email }: AccessibilityReport
): Promise<void> {
	await within('report_by_address', senderOf(event));
	const client = await publicClient();
	dataOf(
		await client.rpc('report_barrier', {
			p_id: id,
			p_locale: locale,
			p_page: page,
			p_barrier: barrier,
			p_wish: wish,
			p_email: email
		})
	);
}

/** The newest first. For staff: nobody else gets a row. */
export async function reportedBarriers(client: Client): Promise<readonly ReportedBarrier[]> {
	const rows = dataOf(
		await client
			.from('accessibility_reports')
			.select('id, at, locale, page, barrier, wish, email, done_at, done_by')
			.order('at', { ascending: false })
			.limit(MOST_SHOWN)
	);
	return z.array(reportRow).parse(rows);
}

/** How many wait for an answer. */
export async function openBarriers(client: Client): Promise<number> {
	return dataOf(await client.from('accessibility_reports').select('id').is('done_at', null)).length;
}

/** Done; its address is forgotten. Throws `Refusal` (see `settle_barrier` in SQL). */
export async function settle(client: Client, id: string): Promise<void> {
	dataOf(await client.rpc('settle_barrier', { p_id: id }));
}
