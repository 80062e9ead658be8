import type { StaffPerson } from '$lib/server/staff/guard';
import { actorText, nameOf } from '$lib/server/staff/person-texts';
import type { Reopening, StatusEvent, WorkedOn } from '$lib/server/supabase/cases';
import type { Directory } from '$lib/server/supabase/staff';
import { formatShortDate } from '$lib/i18n/format';
import { m } from '$lib/i18n/generated/staff/messages';
import type { StaffLocale } from '$lib/i18n/locales';
import type { HistoryEvent } from '$lib/ui/case/CaseHistory.svelte';
import { checkItemText } from '$lib/ui/case/check-texts';

type Happened = {
	readonly events: readonly StatusEvent[];
	readonly reopenings: readonly Reopening[];
	readonly worked: readonly WorkedOn[];
	readonly requests: readonly Request[];
	readonly records: readonly CheckRecord[];
};

type Request = {
	readonly askedAt: string;
	readonly dueOn: string;
	readonly answeredAt: string | null;
	readonly closedAt: string | null;
	readonly items: readonly { readonly label: string }[];
};
type CheckRecord = {
	readonly id: string;
	readonly version: number;
	readonly person: string;
	readonly signedAt: string;
	readonly items: readonly { readonly code: string; readonly judgement: string | null }[];
};

/** A request and the state it leads to are written in one go. */
const SAME_MOMENT_MS = 1000;

/** What happened to a case, the newest first: its states, who worked on it, and that a decision was thought over. */
export function historyOf(
	{ events, reopenings, worked, requests, records }: Happened,
	people: Directory,
	me: StaffPerson,
	locale: StaffLocale
): readonly HistoryEvent[] {
	return [
		...events.map((status) => ended(asked(stateEntry(status, people, me), requests), requests, locale)),
		...records.map(recordEntry),
		...reopenings.flatMap((one) => reopeningEntries(one, people, me)),
		...worked.map((one) => workEntry(one, people, me))
	].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

function stateEntry(status: StatusEvent, people: Directory, me: StaffPerson): HistoryEvent {
	return {
		id: status.id,
		toState: status.to_state,
		at: status.at,
		// Whoever takes no part reads neither who acted nor why.
		actor: status.actor_role === undefined ? m.history_not_shown() : actorText(status, people, me),
		reason: status.public_reason ?? status.reason ?? null,
		isTold: status.public_reason !== null
	};
}

/** Which things were asked for, beside the state. */
function asked(entry: HistoryEvent, requests: readonly Request[]): HistoryEvent {
	const request = entry.toState === 'clarification' && requests.find(({ askedAt }) => isAt(entry, askedAt));
	if (!request || request.items.length === 0) return entry;
	return { ...entry, about: m.history_asked_for({ items: listed(request.items.map(({ label }) => label)) }) };
}

/** That a request ended without an answer, and when it was due. */
function ended(entry: HistoryEvent, requests: readonly Request[], locale: StaffLocale): HistoryEvent {
	const request = requests.find(
		({ answeredAt, closedAt }) => answeredAt === null && closedAt !== null && isAt(entry, closedAt)
	);
	if (entry.toState !== 'formal_check' || !request) return entry;
	return { ...entry, about: m.history_ended_unanswered({ date: formatShortDate(request.dueOn, locale) }) };
}

function isAt({ at }: HistoryEvent, moment: string): boolean {
	return Math.abs(Date.parse(moment) - Date.parse(at)) < SAME_MOMENT_MS;
}

/** Which items of a signed check are not as they should be. */
function recordEntry({ id, version, person, signedAt, items }: CheckRecord): HistoryEvent {
	const missed = items
		.filter(({ judgement }) => judgement === 'not_met')
		.map(({ code }) => checkItemText(code));
	return {
		id: `checked-${id}`,
		title: m.history_checked({ version }),
		toState: null,
		icon: 'document',
		at: signedAt,
		actor: person,
		about: judgedText(items, missed),
		reason: null,
		isTold: false
	};
}

function judgedText(items: CheckRecord['items'], missed: readonly string[]): string {
	if (missed.length > 0) return m.history_not_met({ items: listed(missed) });
	const met = items.filter(({ judgement }) => judgement === 'met').length;
	return met === items.length
		? m.history_all_met()
		: m.history_nothing_open({ met, others: items.length - met });
}

function listed(names: readonly string[]): string {
	return names.join('; ');
}

function reopeningEntries(one: Reopening, people: Directory, me: StaffPerson): readonly HistoryEvent[] {
	const actor = (id: string | null, at: string) => actorText({ actor_id: id, at }, people, me);
	const opened: HistoryEvent = {
		id: `reopened-${one.id}`,
		title: m.history_reopened(),
		toState: 'decision',
		at: one.reopened_at,
		actor: actor(one.reopened_by, one.reopened_at),
		reason: one.reason,
		isTold: false
	};
	// That another decision was signed says its own state.
	if (one.closed_at === null || one.outcome === 'decided' || one.outcome === null) return [opened];
	const closed: HistoryEvent = {
		...opened,
		id: `kept-${one.id}`,
		title: one.outcome === 'kept' ? m.history_kept() : m.history_overtaken(),
		toState: null,
		at: one.closed_at,
		actor: one.outcome === 'kept' ? actor(one.closed_by, one.closed_at) : m.person_applicant(),
		reason: one.close_reason
	};
	return [closed, opened];
}

function workEntry(one: WorkedOn, people: Directory, me: StaffPerson): HistoryEvent {
	const name = (id: string) => nameOf(id, people, me, one.at);
	const title = () => {
		if (one.person_id === null)
			return one.was_id === null
				? m.history_unassigned()
				: m.history_taken_from({ person: name(one.was_id) });
		const person = name(one.person_id);
		if (one.action === 'case_assigned') return m.history_assigned({ person });
		return one.action === 'reviewer_asked'
			? m.history_reviewer_asked({ person })
			: m.history_reviewer_removed({ person });
	};
	return {
		id: `worked-${one.id}`,
		title: title(),
		toState: null,
		at: one.at,
		actor: actorText(one, people, me),
		reason: null,
		isTold: false
	};
}
