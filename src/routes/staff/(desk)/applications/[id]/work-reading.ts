import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { mayTakeOff } from '$lib/core/application/undoing';
import { formatAmountInput, formatShortDateTime } from '$lib/i18n/format';
import type { StaffLocale } from '$lib/i18n/locales';
import { m } from '$lib/i18n/generated/staff/messages';
import { byNameIn } from '$lib/i18n/order';
import { orErrorPage, type StaffPerson } from '$lib/server/staff/guard';
import { partialityOf } from '$lib/server/staff/partiality';
import { nameOf } from '$lib/server/staff/person-texts';
import { earlierOf, type Case, type CaseStanding } from '$lib/server/supabase/cases';
import { formalCheckOf, type FormalCheck } from '$lib/server/supabase/formal-checks';
import { notesOf } from '$lib/server/supabase/notes';
import { readersOf, reviewersOf, reviewsOf, type Review } from '$lib/server/supabase/reviews';
import type { Directory } from '$lib/server/supabase/staff';
import {
	assignmentSchema,
	checkSchema,
	conflictSchema,
	noteSchema,
	removalSchema,
	reviewerSchema,
	reviewSchema
} from '$lib/ui/case/work-forms';

type Context = {
	readonly people: Directory;
	readonly standing: CaseStanding;
	readonly locale: StaffLocale;
};

/** What the office does with a case besides steps and decisions: notes, formal check, assessments, who works on it. */
export async function workOf(me: StaffPerson, application: Case, { people, standing, locale }: Context) {
	const { id } = application;
	const [check, notes, reviewers, read, readers, partiality, earlier] = await orErrorPage(
		Promise.all([
			formalCheckOf(me.client, id),
			notesOf(me.client, id),
			reviewersOf(me.client, id),
			reviewsOf(me.client, id),
			readersOf(me.client, id),
			partialityOf(me, id, people),
			earlierOf(me.client, application)
		])
	);
	const name = (person: string, at?: string | null) => nameOf(person, people, me, at);
	const { partial, deciders, mine: whyPartial } = partiality;
	const able = partiality.able.toSorted(byNameIn(locale));
	const asked = new Set(reviewers.flatMap((one) => (one.removed_at === null ? [one.reviewer_id] : [])));
	const reviews = read.filter(({ removed_at }) => removed_at === null);
	const mine = reviews.find(({ reviewer_id }) => reviewer_id === me.id);
	const compared = (review: Review) => ({
		id: review.id,
		person: name(review.reviewer_id, review.submitted_at),
		scores: review.scores,
		statement: review.statement,
		recommendedCents: review.recommended_cents
	});
	const isCompared =
		asked.size > 0 && reviews.length === asked.size && reviews.every((one) => one.submitted_at);
	return {
		/** Ids of those who take no part. */
		partial,
		whyPartial,
		conflicted: partial.map((person) => name(person)),
		able,
		deciders,
		earlier,
		notes: notes.map(({ id: note, author_id, at, text }) => ({
			id: note,
			person: name(author_id, at),
			at,
			text
		})),
		check: {
			findings: check.findings,
			revision: check.revision,
			writtenBy:
				check.written_by && check.written_at
					? m.check_written_by({
							person: name(check.written_by, check.written_at),
							time: formatShortDateTime(check.written_at, locale)
						})
					: null,
			/** For the version that counts now. */
			isSigned: check.records.some(({ version }) => version === application.submissions.length),
			records: check.records.map(({ signed_by, signed_at, is_passed, ...record }) => ({
				...record,
				person: name(signed_by, signed_at),
				signedAt: signed_at,
				isPassed: is_passed
			}))
		},
		reviewers: reviewers.map((one) => ({
			id: one.reviewer_id,
			person: name(one.reviewer_id, one.submitted_at),
			submittedAt: one.submitted_at,
			removedAt: one.removed_at,
			mayTakeOff: mayTakeOff(me, {
				isSubmitted: one.submitted_at !== null,
				isPartial: partial.includes(one.reviewer_id),
				isRead: readers.length > 0
			}),
			removedBy: one.removed_by && name(one.removed_by, one.removed_at),
			removalCode: one.removal_code,
			removalReason: one.removal_reason
		})),
		candidates: able.filter((person) => !asked.has(person.id) && !readers.includes(person.id)),
		readers: able
			.filter((person) => !asked.has(person.id) && readers.includes(person.id))
			.map((one) => one.name),
		criteria: application.criteria.map(({ code, labels, weight }) => ({
			code,
			label: labels[locale] ?? labels['de'] ?? code,
			weight: weight ?? 1
		})),
		isAsked: asked.has(me.id),
		myReview: mine ? { revision: mine.revision, isSubmitted: mine.submitted_at !== null } : null,
		comparison: isCompared ? reviews.map(compared) : null,
		/** Handed in, and taken out of the count afterwards: for those who check how the office decides. */
		uncounted: me.roles.includes('auditor')
			? read.filter((one) => one.removed_at !== null && one.submitted_at !== null).map(compared)
			: [],
		forms: await formsOf(standing, {
			check,
			mine,
			locale,
			criteria: application.criteria.map(({ code }) => code)
		})
	};
}

type Written = {
	readonly check: FormalCheck;
	readonly mine: Review | undefined;
	readonly criteria: readonly string[];
	readonly locale: StaffLocale;
};

async function formsOf(standing: CaseStanding, { check, mine, criteria, locale }: Written) {
	const codes = check.findings.map(({ code }) => code);
	const unchecked = { errors: false } as const;
	return {
		note: await superValidate({ id: crypto.randomUUID() }, zod4(noteSchema), { id: 'note', ...unchecked }),
		check: await superValidate(
			{
				revision: check.revision,
				code: codes,
				judgement: codes.map((code) => check.judgements[code]?.judgement ?? ''),
				reason: codes.map((code) => check.judgements[code]?.reason ?? ''),
				note: check.note
			},
			zod4(checkSchema),
			{ id: 'check', ...unchecked }
		),
		review: await superValidate(
			{
				revision: mine?.revision ?? 0,
				code: [...criteria],
				points: criteria.map((code) => String(mine?.scores[code]?.points ?? '')),
				reason: criteria.map((code) => mine?.scores[code]?.reason ?? ''),
				statement: mine?.statement ?? '',
				recommended:
					mine?.recommended_cents === null || mine === undefined
						? ''
						: formatAmountInput(mine.recommended_cents, locale)
			},
			zod4(reviewSchema),
			{ id: 'review', ...unchecked }
		),
		askReviewer: await superValidate(zod4(reviewerSchema), { id: 'reviewer-ask', ...unchecked }),
		removeReviewer: await superValidate(zod4(removalSchema), { id: 'reviewer-remove', ...unchecked }),
		conflict: await superValidate(zod4(conflictSchema), { id: 'conflict', ...unchecked }),
		assign: await superValidate(
			{ to: standing.assigned_to ?? '', was: standing.assigned_to ?? '' },
			zod4(assignmentSchema),
			{ id: 'assign', ...unchecked }
		)
	};
}
