import * as z from 'zod/mini';
import { localiseRound } from '../../core/round/localise';
import type { Round } from '../../core/round/round';
import type { Locale } from '../../i18n/locales';
import { type Client, publicClient } from './clients';
import { dataOf, Refusal } from './failure';

const PUBLIC_COLUMNS =
	'slug, status, opens_at, closes_at, project_from, project_until, total_budget_cents, min_cents, cap_cents, areas, districts, ' +
	'target_groups, cost_categories, income_kinds, documents, declarations, texts, settings, contact, assumptions';

/** Every published or archived round, the newest first, with its texts in one language (German where one is missing). */
export async function publicRounds(locale: Locale): Promise<readonly Round[]> {
	const client = await publicClient();
	const rows = dataOf(
		await client
			.from('funding_rounds')
			.select(PUBLIC_COLUMNS)
			.in('status', ['published', 'archived'])
			.order('opens_at', { ascending: false })
	);
	return rows.map((row) => localiseRound(row, locale));
}

/** One round by its id, as the person who asks may read it: staff also before it is published. */
export async function roundOf(client: Client, id: string, locale: Locale): Promise<Round> {
	const [row] = dataOf(await client.from('funding_rounds').select(PUBLIC_COLUMNS).eq('id', id));
	if (!row) throw new Refusal('not_found', 404);
	return localiseRound(row, locale);
}

const deskRoundRow = z.object({
	criteria: z.array(
		z.object({ code: z.string(), labels: z.record(z.string(), z.string()), weight: z.optional(z.number()) })
	),
	settings: z.object({
		request_texts: z.optional(z.record(z.string(), z.object({ opening: z.string(), closing: z.string() })))
	})
});
export type RequestTexts = Readonly<Record<string, { readonly opening: string; readonly closing: string }>>;

/** What only the desk needs of a round: what is assessed, in its order, and what a request for missing items says, by language. */
export async function roundForDesk(client: Client, id: string) {
	const [row] = z
		.array(deskRoundRow)
		.parse(dataOf(await client.from('funding_rounds').select('criteria, settings').eq('id', id)));
	if (!row) throw new Refusal('not_found', 404);
	return { criteria: row.criteria, requestTexts: row.settings.request_texts ?? {} };
}

/** The same by its address. */
export async function roundBySlug(client: Client, slug: string, locale: Locale): Promise<Round> {
	const [row] = dataOf(await client.from('funding_rounds').select(PUBLIC_COLUMNS).eq('slug', slug));
	if (!row) throw new Refusal('not_found', 404);
	return localiseRound(row, locale);
}
