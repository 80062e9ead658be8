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

const criteriaRow = z.object({
	criteria: z.array(
		z.object({ code: z.string(), labels: z.record(z.string(), z.string()), weight: z.optional(z.number()) })
	)
});
/** A round as it stood at some time: what it says, and what is assessed, in its order. */
export type Terms = Readonly<{ round: Round } & z.infer<typeof criteriaRow>>;

/**
 * What the round said when something was sent under its version `revision`, whatever it says today; today's round for null
 * (sent before versions were kept).
 */
export async function termsOf(
	client: Client,
	{ roundId, revision }: { readonly roundId: string; readonly revision: number | null },
	locale: Locale
): Promise<Terms> {
	const [row] =
		revision === null
			? dataOf(await client.from('funding_rounds').select(`${PUBLIC_COLUMNS}, criteria`).eq('id', roundId))
			: dataOf(
					await client.from('round_versions').select('terms').eq('round_id', roundId).eq('revision', revision)
				).map(({ terms }) => terms);
	if (!row) throw new Refusal('not_found', 404);
	return { round: localiseRound(row, locale), ...criteriaRow.parse(row) };
}

const requestTextsRow = z.object({
	settings: z.object({
		request_texts: z.optional(z.record(z.string(), z.object({ opening: z.string(), closing: z.string() })))
	})
});
export type RequestTexts = Readonly<Record<string, { readonly opening: string; readonly closing: string }>>;

/** What a request for missing items says around its list, by language: the office's words of today. */
export async function requestTextsOf(client: Client, id: string): Promise<RequestTexts> {
	const [row] = z
		.array(requestTextsRow)
		.parse(dataOf(await client.from('funding_rounds').select('settings').eq('id', id)));
	if (!row) throw new Refusal('not_found', 404);
	return row.settings.request_texts ?? {};
}

/** The same by its address. */
export async function roundBySlug(client: Client, slug: string, locale: Locale): Promise<Round> {
	const [row] = dataOf(await client.from('funding_rounds').select(PUBLIC_COLUMNS).eq('slug', slug));
	if (!row) throw new Refusal('not_found', 404);
	return localiseRound(row, locale);
}
