import type { RequestEvent } from '@sveltejs/kit';
import { message, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { previewOfProposal, previewOfRequest } from '$lib/server/supabase/letters';
import { askables, askSchema, languageToAskIn } from '$lib/ui/case/ask-form';
import { transitionSchema } from '$lib/ui/case/transition-form';
import {
	countersignSchema,
	cutCents,
	discardSchema,
	proposalSchema,
	readCuts,
	readProposal
} from '$lib/ui/decision/decision-forms';
import { orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { countersign, decisionsOf, discard, isUndoing, propose } from '$lib/server/supabase/decisions';
import { keepDecision, readCase, transition } from '$lib/server/supabase/cases';
import { ask, remind } from '$lib/server/supabase/clarifications';
import { assign } from '$lib/server/supabase/desk';
import { requestOf } from './asking';
import { ACTING, done, orMessage, statusOf } from './case-answers';
import { plannedLines, sentForm } from './case-reading';
import { signAsRead, withLetter } from './read-before-signing';

export type Asking = RequestEvent<{ id: string }>;

/**
 * One step of the workflow. A second click is refused by the state the first one left. Whoever takes up the formal check of
 * a case that is nobody's has it from then on.
 */
export function takeStep(event: Asking) {
	return stepBy(event, 'transition', async ({ client, id: me }, step) => {
		await transition(client, step);
		if (step.to === 'formal_check') await assign(client, [{ id: step.id, was: null }], me);
	});
}

/** A decision that was opened again stays as it is. */
export function keepAsDecided(event: Asking) {
	return stepBy(event, 'kept', ({ client }, step) => keepDecision(client, step));
}

type Step = { id: string; to: string; reason: string; seen: number };

async function stepBy(event: Asking, what: string, deed: (person: StaffPerson, step: Step) => Promise<void>) {
	const person = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(transitionSchema));
	if (!form.valid) return setError(form, 'reason', 'too_long', { status: 422 });
	try {
		await deed(person, {
			id: event.params.id,
			to: form.data.to,
			reason: form.data.reason,
			seen: form.data.seen
		});
	} catch (failure) {
		const refusal = asRefusal(failure);
		if (refusal.code === 'reason_required')
			return setError(form, 'reason', 'reason_required', { status: 422 });
		return message(form, refusalText(refusal, staffLocale(event.locals)), { status: statusOf(refusal) });
	}
	return done(event, what);
}

/** Asks for what is missing. */
export async function askForMissing(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const locale = staffLocale(event.locals);
	const form = await superValidate(event.request, zod4(askSchema), { id: 'ask' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	const sent = sentForm(await orErrorPage(readCase(client, event.params.id, locale)));
	const request = requestOf(form, askables(sent, locale), languageToAskIn(sent));
	if ('refused' in request) return request.refused;
	if (form.data.intent === 'preview')
		return withLetter(event, form, () => previewOfRequest(client, event.params.id, request));
	return (
		(await orMessage(event, form, async () => {
			await ask(client, event.params.id, request);
			if (form.data.remind_on !== '') await remind(client, event.params.id, form.data.remind_on);
		})) ?? done(event, 'asked')
	);
}

/** First signature. */
export async function proposeDecision(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(proposalSchema), { id: 'proposal' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	const application = await orErrorPage(readCase(client, event.params.id, staffLocale(event.locals)));
	const lines = plannedLines(application);
	const cuts = form.data.outcome === 'approved' ? readCuts(form.data, lines) : [];
	if ('code' in cuts) {
		const field = cuts.code === 'cut_reason' ? 'cut_reason' : 'approved';
		return setError(form, `${field}[${cuts.place}]`, cuts.code, { status: 422 });
	}
	const askedCents = (application.requested_cents ?? 0) - cutCents(form.data, lines);
	const asked = {
		askedCents,
		maxCents: Math.min(askedCents, application.round.cap_cents),
		isUndoing: isUndoing(await orErrorPage(decisionsOf(client, event.params.id)))
	};
	const proposed = readProposal(form.data, asked, cuts);
	if ('code' in proposed) return setError(form, proposed.field, proposed.code, { status: 422 });
	const { reason, seen } = form.data;
	// Like the amount: only a grant has conditions, in its letter too.
	const conditions = proposed.outcome === 'approved' ? form.data.conditions : '';
	const proposal = { ...proposed, reason, conditions, seen, applicationId: event.params.id };
	return (
		(await signAsRead(event, form, {
			preview: () => previewOfProposal(client, proposal),
			sign: (letter) => propose(client, proposal, letter)
		})) ?? done(event, 'proposed')
	);
}

/** Second signature, by somebody else with the role. */
export async function countersignDecision(event: Asking) {
	const { client } = await requireStaff(event, ['decider']);
	const form = await superValidate(event.request, zod4(countersignSchema), { id: 'countersign' });
	try {
		await countersign(client, form.data.decision_id, form.data.letter || null);
	} catch (failure) {
		const refusal = asRefusal(failure);
		return message(form, refusalText(refusal, staffLocale(event.locals)), { status: statusOf(refusal) });
	}
	return done(event, 'countersigned');
}

/** Takes the first signature off the table, with a reason that stays in the office. */
export async function discardDecision(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(discardSchema), { id: 'discard' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	if (form.data.reason === '') return setError(form, 'reason', 'reason_required', { status: 422 });
	try {
		await discard(client, form.data.decision_id, form.data.reason);
	} catch (failure) {
		const refusal = asRefusal(failure);
		return message(form, refusalText(refusal, staffLocale(event.locals)), { status: statusOf(refusal) });
	}
	return done(event, 'discarded');
}
