import type { RequestEvent } from '@sveltejs/kit';
import { message, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import {
	assignmentSchema,
	checkSchema,
	conflictSchema,
	noteSchema,
	readJudgements,
	readRecommended,
	readScores,
	removalSchema,
	reviewerSchema,
	reviewSchema
} from '$lib/ui/case/work-forms';
import { m } from '$lib/i18n/generated/staff/messages';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { readCase } from '$lib/server/supabase/cases';
import { assign } from '$lib/server/supabase/desk';
import { writeFormalCheck } from '$lib/server/supabase/formal-checks';
import { addNote as keepNote } from '$lib/server/supabase/notes';
import {
	askReviewer as askForReview,
	declareConflict as keepConflict,
	removeReviewer as endReview,
	saveReview as keepReview
} from '$lib/server/supabase/reviews';
import { ACTING, done, orMessage } from './case-answers';

type Asking = RequestEvent<{ id: string }>;

/** The id came with the form: sent twice it is one note. */
export async function addNote(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(noteSchema), { id: 'note' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	return (
		(await orMessage(event, form, () => keepNote(client, event.params.id, form.data))) ?? done(event, 'noted')
	);
}

/** Keeps what is judged so far, or signs it as the Prüfvermerk. */
export async function writeCheck(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(checkSchema), { id: 'check' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	const isSigned = form.data.intent === 'sign';
	const { revision, note } = form.data;
	const words = { revision, note, isSigned, judgements: readJudgements(form.data) };
	return (
		(await orMessage(event, form, () => writeFormalCheck(client, event.params.id, words))) ??
		done(event, isSigned ? 'check_signed' : 'check_saved')
	);
}

export async function askReviewer(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(reviewerSchema), { id: 'reviewer-ask' });
	return (
		(await orMessage(event, form, () => askForReview(client, event.params.id, form.data.reviewer))) ??
		done(event, 'reviewer_asked')
	);
}

export async function removeReviewer(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(removalSchema), { id: 'reviewer-remove' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	if (form.data.reason === '') return setError(form, 'reason', 'reason_required', { status: 422 });
	const { reviewer, reason } = form.data;
	return (
		(await orMessage(event, form, () =>
			endReview(client, event.params.id, { reviewerId: reviewer, reason })
		)) ?? done(event, 'reviewer_removed')
	);
}

/** One's own assessment, kept for later or submitted for good. */
export async function saveReview(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(reviewSchema), { id: 'review' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	const { round, requested_cents } = await orErrorPage(
		readCase(client, event.params.id, staffLocale(event.locals))
	);
	const recommended = readRecommended(form.data.recommended, Math.min(round.cap_cents, requested_cents ?? 0));
	if (typeof recommended === 'string') return setError(form, 'recommended', recommended, { status: 422 });
	const isSubmitted = form.data.intent === 'submit';
	const { revision, statement } = form.data;
	const words = {
		revision,
		statement,
		isSubmitted,
		scores: readScores(form.data),
		recommendedCents: recommended
	};
	return (
		(await orMessage(event, form, () => keepReview(client, event.params.id, words))) ??
		done(event, isSubmitted ? 'review_submitted' : 'review_saved')
	);
}

export async function declareConflict(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(conflictSchema), { id: 'conflict' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	if (form.data.reason === '') return setError(form, 'reason', 'reason_required', { status: 422 });
	return (
		(await orMessage(event, form, () => keepConflict(client, event.params.id, form.data.reason))) ??
		done(event, 'conflict')
	);
}

export async function assignCase(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(assignmentSchema), { id: 'assign' });
	const { to, was } = form.data;
	let refused: string | undefined;
	const answer = await orMessage(event, form, async () => {
		const result = await assign(client, [{ id: event.params.id, was: was || null }], to || null);
		if (result.moved_on.length > 0) refused = m.refusal_case_moved_on();
		if (result.conflicted.length > 0) refused = m.assign_conflicted({ count: 1 });
	});
	if (answer) return answer;
	return refused === undefined ? done(event, 'assigned') : message(form, refused, { status: 409 });
}
