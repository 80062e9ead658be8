import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { transitionsFrom } from '$lib/core/application/states';
import { formatAmountInput } from '$lib/i18n/format';
import { readableEntries } from '$lib/server/staff/audit-entries';
import { mayAct, orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { actorText, nameOf } from '$lib/server/staff/person-texts';
import { entriesAbout } from '$lib/server/supabase/audit';
import { readCase, type Case } from '$lib/server/supabase/cases';
import { budgetOf, decisionsOf, type Decision } from '$lib/server/supabase/decisions';
import { directory, type Directory } from '$lib/server/supabase/staff';
import { transitionSchema } from '$lib/ui/case/transition-form';
import { countersignSchema, discardSchema, proposalSchema } from '$lib/ui/decision/decision-forms';
import { roundTitle } from '../../round-title';
import { countersignDecision, discardDecision, proposeDecision, takeStep } from './case-actions';

export async function load(event) {
	const me = await requireStaff(event);
	const locale = staffLocale(event.locals);
	const [application, decisions, people] = await orErrorPage(
		Promise.all([
			readCase(me.client, event.params.id),
			decisionsOf(me.client, event.params.id),
			directory(me.client)
		])
	);
	const budget = await orErrorPage(budgetOf(me.client, application.round_id));
	const maxCents = Math.min(application.requested_cents ?? 0, application.round.cap_cents);
	const steps = mayAct(me.roles)
		? transitionsFrom(application.state, me.roles).filter((step) => step.role !== 'applicant')
		: [];
	return {
		application: { ...application, roundTitle: roundTitle(application.round, locale) },
		events: application.events.map((status) => historyEntry(status, people, me)),
		decisions: decisions.map((decision) => readableDecision(decision, people, me)),
		budget,
		may: { act: mayAct(me.roles), countersign: me.roles.includes('decider') },
		steps,
		stepForms: await Promise.all(
			steps.map(({ to }) =>
				superValidate({ to }, zod4(transitionSchema), { id: `step-${to}`, errors: false })
			)
		),
		forms: {
			proposal: await superValidate({ amount: formatAmountInput(maxCents, locale) }, zod4(proposalSchema), {
				id: 'proposal',
				errors: false
			}),
			countersign: await superValidate(zod4(countersignSchema), { id: 'countersign', errors: false }),
			discard: await superValidate(zod4(discardSchema), { id: 'discard', errors: false })
		},
		audit: await auditOf(me, application, decisions, people)
	};
}

export const actions = {
	step: takeStep,
	propose: proposeDecision,
	countersign: countersignDecision,
	discard: discardDecision
};

function historyEntry(status: Case['events'][number], people: Directory, me: StaffPerson) {
	return {
		id: status.id,
		fromState: status.from_state,
		toState: status.to_state,
		at: status.at,
		actor: actorText(status, people, me),
		reason: status.public_reason ?? status.reason ?? null,
		isTold: status.public_reason !== null
	};
}

function readableDecision(decision: Decision, people: Directory, me: StaffPerson) {
	const name = (id: string | null) => (id === null ? null : nameOf(id, people, me));
	return {
		id: decision.id,
		outcome: decision.outcome,
		amountCents: decision.amount_cents,
		reason: decision.reason,
		conditions: decision.conditions,
		first: {
			person: name(decision.first_signed_by) ?? '',
			at: decision.first_signed_at,
			isMe: decision.first_signed_by === me.id
		},
		second:
			decision.second_signed_at === null
				? null
				: { person: name(decision.second_signed_by) ?? '', at: decision.second_signed_at },
		discarded:
			decision.discarded_at === null
				? null
				: {
						person: name(decision.discarded_by) ?? '',
						at: decision.discarded_at,
						reason: decision.discard_reason
					}
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
