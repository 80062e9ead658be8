import { grantSchema, type Grant, type GrantDeed } from '../../core/api/grant';
import type { Client } from './clients';
import { dataOf } from './failure';

/** A grant as its group sees it. Throws `Refusal` not_found for everybody else. */
export async function ownGrant(client: Client, applicationId: string): Promise<Grant> {
	return grantSchema.parse(dataOf(await client.rpc('read_grant', { p_application: applicationId })));
}

/**
 * How it came to stand so: accounts, plans, payments, changes and what came back, each with its time. Handed on as the database
 * tells it, because nothing but the export of one's own data reads it. Throws as `ownGrant`.
 */
export async function ownGrantHistory(client: Client, applicationId: string): Promise<unknown> {
	return dataOf(await client.rpc('own_grant_history', { p_application: applicationId }));
}

/** What the group does with its grant. Throws `Refusal` as the function of the deed says in SQL. */
export async function doOwn(client: Client, applicationId: string, deed: GrantDeed): Promise<void> {
	dataOf(await called(client, applicationId, deed));
}

function called(client: Client, applicationId: string, deed: GrantDeed) {
	const application = { p_application: applicationId };
	switch (deed.deed) {
		case 'accept':
			return client.rpc('accept_grant', { ...application, ...accountOf(deed), p_waives: deed.waives });
		case 'waive':
			return client.rpc('waive_remedies', application);
		case 'account':
			return client.rpc('give_bank_account', { ...application, ...accountOf(deed) });
		case 'payout':
			return client.rpc('request_payout', {
				...application,
				p_id: deed.id,
				p_amount_cents: deed.cents,
				p_needed_by: deed.needed_by,
				p_words: deed.words
			});
		case 'change':
			return client.rpc('notify_change', {
				...application,
				p_id: deed.id,
				p_kind: deed.kind,
				p_words: deed.words,
				p_wish: deed.wish
			});
		case 'withdraw_change':
			return client.rpc('withdraw_change', { p_change: deed.id });
		case 'withdraw_payout':
			return client.rpc('withdraw_payout', { p_payout: deed.id });
	}
}

function accountOf(deed: Extract<GrantDeed, { deed: 'accept' | 'account' }>) {
	return { p_account: deed.account, p_iban: deed.iban, p_holder: deed.holder, p_is_private: deed.is_private };
}
