/** Codes a refusal can carry: those the database raises (PTxxx), and those of the way there and of the device. */
export const failureCodes = [
	'not_allowed',
	'not_found',
	'draft_moved_on',
	'draft_deleted',
	'access_ended',
	'already_decided',
	'not_in_state',
	'already_submitted',
	'same_person',
	'conflict_of_interest',
	'round_closed',
	'round_not_open',
	'application_incomplete',
	'budget_exceeded',
	'reason_required',
	'transition_not_allowed',
	'amount_invalid',
	'payload_invalid',
	'too_many_attempts',
	'payload_too_large',
	'file_empty',
	'file_too_large',
	'file_type_refused',
	'file_damaged',
	'file_encrypted',
	'file_hostile',
	'file_gap',
	'too_many_files',
	'already_member',
	'last_owner',
	'too_many_invitations',
	'code_not_valid',
	'offline',
	'not_reachable',
	'unexpected_answer',
	'signed_out',
	'rate_limited',
	'storage_full',
	'storage_unavailable',
	'unreadable'
] as const;

export type FailureCode = (typeof failureCodes)[number];

export function isFailureCode(value: unknown): value is FailureCode {
	return failureCodes.some((code) => code === value);
}
