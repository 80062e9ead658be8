import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { isAsking, transitionsFrom } from '$lib/core/application/transitions';
import { mayUndoSignature } from '$lib/core/application/undoing';
import { berlinDay, formatAmountInput } from '$lib/i18n/format';
import { isLocale, type Locale, type StaffLocale } from '$lib/i18n/locales';
import { readableEntries } from '$lib/server/staff/audit-entries';
import { mayAct, orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { nameOf } from '$lib/server/staff/person-texts';
import { entriesAbout } from '$lib/server/supabase/audit';
import {
	openCase,
	readCase,
	reopeningsOf,
	workedOn,
	type Case,
	type Reopening
} from '$lib/server/supabase/cases';
import { clarificationsOf } from '$lib/server/supabase/clarifications';
import { budgetOf, decisionsOf, inForce, isUndoing, type Decision } from '$lib/server/supabase/decisions';
import { list } from '$lib/server/supabase/files';
import { directory, type Directory } from '$lib/server/supabase/staff';
import { requestTextsOf, termsOf } from '$lib/server/supabase/rounds';
import { askables, askSchema, freshAsk, languageToAskIn } from '$lib/ui/case/ask-form';
import { keepingStep } from '$lib/ui/case/step-texts';
import { transitionSchema } from '$lib/ui/case/transition-form';
import {
	countersignSchema,
	discardSchema,
	freshProposal,
	proposalSchema
} from '$lib/ui/decision/decision-forms';
import {
	askForMissing,
	countersignDecision,
	discardDecision,
	keepAsDecided,
	proposeDecision,
	takeStep
} from './case-actions';
import { requestWords } from './ask-templates';
import { historyOf } from './case-history';
import { ownNameForm, sayOwnName } from './own-name';
import { changesOf, plannedLines, questionsOf, readableClarification, sentForm } from './case-reading';
import { standingOf } from './case-standing';
import { correspondenceOf, markRead, writeMessage } from './correspondence';
import { mailsNotTold, noteMailTold, sendMailAgain } from './mails-given-up';
import { newsOfClicks } from './news-of-click';
import {
	addNote,
	askReviewer,
	assignCase,
	declareConflict,
	removeReviewer,
	saveReview,
	writeCheck
} from './work-actions';
import { workOf } from './work-reading';

export async function load(event) {
	const me = await requireStaff(event);
	const locale = staffLocale(event.locals);
	const { id } = event.params;
	const [application, decisions, people, files, clarifications, standing, reopenings, worked] =
		await orErrorPage(
			Promise.all([
				readCase(me.client, id, locale),
				decisionsOf(me.client, id),
				directory(me.client),
				list(me.client, id),
				clarificationsOf(me.client, id),
				openCase(me.client, id),
				reopeningsOf(me.client, id),
				workedOn(me.client, id)
			])
		);
	const sent = sentForm(application);
	const questions = questionsOf(clarifications);
	const today = berlinDay(new Date());
	const [budget, work] = await orErrorPage(
		Promise.all([
			budgetOf(me.client, application.round_id),
			workOf(me, application, { people, standing, locale })
		])
	);
	const requests = clarifications.map((one) => readableClarification(one, sent, { today, locale }));
	const lines = plannedLines(application);
	const open = decisions.find((one) => one.second_signed_at === null && one.discarded_at === null);
	const correspondence = await correspondenceOf(me, application, {
		people,
		openDecisionId: open?.id ?? null,
		origin: event.url.origin
	});
	const maxCents = Math.min(application.requested_cents ?? 0, application.round.cap_cents);
	const isReopened = standing.state !== application.state;
	const mayUndo = open === undefined || mayUndoFirst(open, work, me);
	const steps =
		mayAct(me.roles) && work.whyPartial === null && mayUndo
			? isReopened
				? [keepingStep(application.state)]
				: transitionsFrom(application.state, me.roles).filter(
						(step) => step.role !== 'applicant' && !isAsking(step)
					)
			: [];
	return {
		application: {
			...application,
			/** What is thought over lies here for a decision; for the group it stands where it stood. */
			state: standing.state,
			roundTitle: application.round.texts.title || application.round.slug
		},
		reopened: isReopened ? readableReopening(reopenings, people, me) : null,
		sent,
		files: files.map(({ id, document, name, size, media_type, language, at }) => ({
			id,
			document,
			name,
			size,
			mediaType: media_type ?? '',
			language,
			arrivedAt: at
		})),
		clarifications: requests,
		questions,
		versions: application.submissions.map(({ version, received_at, sha256 }) => ({
			version,
			receivedAt: received_at,
			sha256
		})),
		changes: changesOf(application, questions, locale),
		events: historyOf(
			{ events: application.events, reopenings, worked, requests, records: work.check.records },
			people,
			me,
			locale
		),
		decisions: decisions.map((decision) => ({
			...readableDecision(decision, people, me),
			isFirstPartial: work.partial.includes(decision.first_signed_by),
			/** Signed once, for another letter than it would have now. */
			isLetterChanged:
				decision.id === open?.id && decision.letter_sha256 !== correspondence.letterPreview?.sha256
		})),
		budget,
		/** What a decision would take the place of, where it granted something. */
		heldCents: inForce(decisions)?.amount_cents ?? 0,
		isUndoing: isUndoing(decisions),
		work,
		lines,
		isLate: standing.is_late,
		standing: standingOf(standing, people, me),
		may: {
			act: mayAct(me.roles) && work.whyPartial === null,
			write: mayAct(me.roles),
			countersign: me.roles.includes('decider'),
			undo: mayUndo
		},
		/** Who could undo it, where the reader cannot. */
		undoers: mayUndo ? [] : work.able.filter(({ id }) => work.deciders.includes(id)).map(({ name }) => name),
		signerForm: me.roles.includes('decider') ? await ownNameForm(me, people) : null,
		...(await wordsToAskIn(me, application, locale)),
		steps,
		stepNews: await newsOfClicks(me.client, application, {
			clicks: steps.map(({ to }) => ({ key: to, form: 'case?/step', of: to })),
			origin: event.url.origin
		}),
		stepForms: await Promise.all(
			steps.map(({ to }) =>
				superValidate({ to }, zod4(transitionSchema), { id: `step-${to}`, errors: false })
			)
		),
		forms: {
			ask: await superValidate(freshAsk(sent, standing.missing_documents, today, locale), zod4(askSchema), {
				id: 'ask',
				errors: false
			}),
			proposal: await superValidate(
				freshProposal(lines, maxCents, droppedLast(decisions), (cents) => formatAmountInput(cents, locale)),
				zod4(proposalSchema),
				{ id: 'proposal', errors: false }
			),
			countersign: await superValidate(zod4(countersignSchema), { id: 'countersign', errors: false }),
			discard: await superValidate(zod4(discardSchema), { id: 'discard', errors: false })
		},
		correspondence,
		mailsNotTold: await orErrorPage(
			mailsNotTold(me, application, { origin: event.url.origin, locale, mayWrite: work.whyPartial === null })
		),
		audit: await auditOf(me, application, decisions, people)
	};
}

export const actions = {
	step: takeStep,
	note: addNote,
	check: writeCheck,
	ask_reviewer: askReviewer,
	remove_reviewer: removeReviewer,
	review: saveReview,
	conflict: declareConflict,
	assign: assignCase,
	ask: askForMissing,
	propose: proposeDecision,
	countersign: countersignDecision,
	discard: discardDecision,
	keep: keepAsDecided,
	own_name: sayOwnName,
	message: writeMessage,
	read: markRead,
	mail_again: sendMailAgain,
	mail_told: noteMailTold
};

/** What was signed once and dropped, where nothing was signed after it. */
function droppedLast([newest]: readonly Decision[]): Decision | undefined {
	return newest?.discarded_at === null ? undefined : newest;
}

/** Every step away from here lets the first signature fall. */
function mayUndoFirst(
	{ first_signed_by: first }: Decision,
	{ deciders, partial }: { readonly deciders: readonly string[]; readonly partial: readonly string[] },
	me: StaffPerson
): boolean {
	return mayUndoSignature(
		{ id: me.id, isDecider: me.roles.includes('decider') },
		{ id: first, isDecider: deciders.includes(first), isPartial: partial.includes(first) }
	);
}

/** Who thinks it over, and why; without words for whoever takes no part. */
function readableReopening(reopenings: readonly Reopening[], people: Directory, me: StaffPerson) {
	const open = reopenings.find(({ closed_at }) => closed_at === null);
	if (!open) return { person: null, at: null, reason: null };
	const person = open.reopened_by === null ? null : nameOf(open.reopened_by, people, me, open.reopened_at);
	return { person, at: open.reopened_at, reason: open.reason };
}

function readableDecision(decision: Decision, people: Directory, me: StaffPerson) {
	const name = (id: string | null, at: string) => (id === null ? null : nameOf(id, people, me, at));
	return {
		id: decision.id,
		outcome: decision.outcome,
		amountCents: decision.amount_cents,
		reason: decision.reason,
		conditions: decision.conditions,
		plan: decision.plan,
		waitingRank: decision.waiting_rank,
		isReplacing: decision.replaces !== null,
		first: {
			person: name(decision.first_signed_by, decision.first_signed_at) ?? '',
			at: decision.first_signed_at,
			isMe: decision.first_signed_by === me.id
		},
		second:
			decision.second_signed_at === null
				? null
				: {
						person: name(decision.second_signed_by, decision.second_signed_at) ?? '',
						at: decision.second_signed_at
					},
		discarded:
			decision.discarded_at === null
				? null
				: {
						person: name(decision.discarded_by, decision.discarded_at) ?? '',
						at: decision.discarded_at,
						hasLeftDesk: decision.discard_code === 'left_decision',
						reason: decision.discard_reason
					}
	};
}

/** What a request for missing items could say, in German and in the language of the group, and what the group reads around it. */
async function wordsToAskIn(me: StaffPerson, application: Case, locale: StaffLocale) {
	const requestTexts = await orErrorPage(requestTextsOf(me.client, application.round_id));
	const terms = { roundId: application.round_id, revision: application.submission.round_revision };
	const sent = sentForm(application);
	const all = askables(sent, locale);
	const inLanguage = async (locale: Locale) => {
		const reading = { round: (await termsOf(me.client, terms, locale)).round, locale };
		return { template: requestTexts[locale] ?? null, words: requestWords(all, reading) };
	};
	const language = languageToAskIn(sent);
	const german = await inLanguage('de');
	const own = isLocale(language) ? await inLanguage(language) : null;
	return {
		templates: { german: german.template, own: own?.template ?? null },
		requestWords: language === null ? german.words : (own?.words ?? null)
	};
}

async function auditOf(
	me: StaffPerson,
	application: Case,
	decisions: readonly Decision[],
	people: Directory
) {
	if (!me.roles.includes('auditor') && !me.roles.includes('admin')) return null;
	const entries = await orErrorPage(
		entriesAbout(me.client, [application.id, ...decisions.map(({ id }) => id)])
	);
	return readableEntries(entries, people, { me, references: new Map() });
}
