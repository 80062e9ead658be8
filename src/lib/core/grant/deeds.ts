/** What people of a group do with its grant, as the audit trail calls it; see `private.deeds_of_group` in SQL. */
export const groupDeeds = [
	'grant_accepted',
	'remedies_waived',
	'bank_account_given',
	'payout_requested',
	'payout_withdrawn',
	'change_notified',
	'change_withdrawn',
	'proof_submitted',
	'proof_query_answered'
] as const;
export type GroupDeed = (typeof groupDeeds)[number];
