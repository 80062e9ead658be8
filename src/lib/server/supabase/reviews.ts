import * as z from 'zod/mini';
import type { Scores } from '../../core/application/scores';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const reviewerRow = z.object({
	reviewer_id: z.string(),
	asked_at: instant,
	submitted_at: z.nullable(instant),
	removed_at: z.nullable(instant),
	removed_by: z.nullable(z.string()),
	/** Where nobody wrote a reason. */
	removal_code: z.nullable(z.enum(['conflict', 'left_office'])),
	removal_reason: z.nullable(z.string())
});
const reviewRow = z.object({
	id: z.string(),
	reviewer_id: z.string(),
	scores: z.record(z.string(), z.object({ points: z.nullable(z.number()), reason: z.string() })),
	statement: z.string(),
	recommended_cents: z.nullable(z.number()),
	revision: z.number(),
	submitted_at: z.nullable(instant),
	removed_at: z.nullable(instant)
});
export type Reviewer = Readonly<z.infer<typeof reviewerRow>>;
export type Review = Readonly<z.infer<typeof reviewRow>>;

/** Who was asked, and how far they are: never what they think. */
export async function reviewersOf(client: Client, applicationId: string): Promise<readonly Reviewer[]> {
	const rows = dataOf(await client.rpc('case_reviewers', { p_application: applicationId }));
	return z.array(reviewerRow).parse(rows);
}

/**
 * What row-level security lets this person read: their own, and all once everybody has submitted, also those that do not count any
 * more. That they read the others' is noted first: they cannot assess this version independently any more.
 */
export async function reviewsOf(client: Client, applicationId: string): Promise<readonly Review[]> {
	dataOf(await client.rpc('open_reviews', { p_application: applicationId }));
	const rows = dataOf(
		await client
			.from('reviews')
			.select('id, reviewer_id, scores, statement, recommended_cents, revision, submitted_at, removed_at')
			.eq('application_id', applicationId)
			.order('asked_at')
	);
	return z.array(reviewRow).parse(rows);
}

/** Ids of those who have read the others', and are not asked any more. */
export async function readersOf(client: Client, applicationId: string): Promise<readonly string[]> {
	return z
		.array(z.string())
		.parse(dataOf(await client.rpc('case_readers', { p_application: applicationId })));
}

/** Throws `Refusal` (see `ask_reviewer` in SQL), as those below. */
export async function askReviewer(client: Client, applicationId: string, reviewerId: string): Promise<void> {
	dataOf(await client.rpc('ask_reviewer', { p_application: applicationId, p_reviewer: reviewerId }));
}

export async function removeReviewer(
	client: Client,
	applicationId: string,
	{ reviewerId, reason }: { readonly reviewerId: string; readonly reason: string }
): Promise<void> {
	dataOf(
		await client.rpc('remove_reviewer', {
			p_application: applicationId,
			p_reviewer: reviewerId,
			p_reason: reason
		})
	);
}

export type ReviewWords = {
	readonly revision: number;
	readonly scores: Scores;
	readonly statement: string;
	readonly recommendedCents: number | null;
	readonly isSubmitted: boolean;
};

export async function saveReview(client: Client, applicationId: string, words: ReviewWords): Promise<void> {
	dataOf(
		await client.rpc('save_review', {
			p_application: applicationId,
			p_revision: words.revision,
			p_scores: words.scores,
			p_statement: words.statement,
			p_recommended_cents: words.recommendedCents,
			p_submit: words.isSubmitted
		})
	);
}

/** The caller takes no part in this case any more. */
export async function declareConflict(client: Client, applicationId: string, reason: string): Promise<void> {
	dataOf(await client.rpc('declare_conflict', { p_application: applicationId, p_reason: reason }));
}

const partialRow = z.object({ user_id: z.string(), is_declared: z.boolean() });
export type PartialPerson = Readonly<z.infer<typeof partialRow>>;

/** Who of the office takes no part in this case: declared, or found by the database. */
export async function partialPeople(
	client: Client,
	applicationId: string
): Promise<readonly PartialPerson[]> {
	return z
		.array(partialRow)
		.parse(dataOf(await client.rpc('partial_people', { p_application: applicationId })));
}
