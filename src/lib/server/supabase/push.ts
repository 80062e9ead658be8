import type { Client } from './clients';
import { dataOf } from './failure';

/** Tells a device of the caller from now on, or no more. Throws `Refusal` as in SQL. */
export async function wantPush(client: Client, endpoint: string, isWanted: boolean): Promise<void> {
	dataOf(
		await client.rpc(isWanted ? 'keep_push_subscription' : 'drop_push_subscription', { p_endpoint: endpoint })
	);
}

/** Which of the caller's devices are told of news, for the export of one's own data. */
export async function ownPushSubscriptions(client: Client): Promise<unknown> {
	return dataOf(await client.rpc('own_push_subscriptions'));
}

/** Which mails were written to the caller, and when they went, for the same export. */
export async function ownMails(client: Client): Promise<unknown> {
	return dataOf(await client.rpc('own_mails'));
}
