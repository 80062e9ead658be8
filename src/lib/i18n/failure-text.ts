import { m } from './generated/failures/messages';

const texts: Readonly<Record<string, () => string>> = {
	offline: m.failure_offline,
	not_reachable: m.failure_not_reachable,
	unexpected_answer: m.failure_unexpected_answer,
	signed_out: m.failure_signed_out,
	rate_limited: m.failure_rate_limited,
	too_many_attempts: m.failure_rate_limited,
	storage_full: m.failure_storage_full,
	storage_unavailable: m.failure_storage_unavailable,
	round_closed: m.failure_round_closed,
	round_not_open: m.failure_round_not_open,
	application_incomplete: m.failure_application_incomplete,
	draft_moved_on: m.conflict_text,
	draft_deleted: m.failure_draft_deleted,
	not_found: m.failure_not_found,
	not_allowed: m.failure_not_allowed,
	already_submitted: m.failure_already_submitted,
	not_in_state: m.failure_already_submitted,
	payload_invalid: m.failure_payload_invalid,
	payload_too_large: m.failure_payload_invalid,
	unreadable: m.set_aside_text
};

/** What happened and what to do now; a code nobody foresaw still gets a true sentence. */
export function failureText(code: string): string {
	return (texts[code] ?? m.failure_unexpected)();
}
