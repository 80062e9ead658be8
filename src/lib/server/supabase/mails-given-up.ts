import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const given = z.object({
	id: z.string(),
	event: z.string(),
	email: z.nullable(z.string()),
	created_at: instant,
	given_up_at: instant,
	is_refused: z.boolean()
});
export type MailGivenUp = Readonly<z.infer<typeof given>>;

/** Mails to a group that did not get through and that nobody has dealt with, the newest first. For staff. */
export async function mailsGivenUp(client: Client, applicationId: string): Promise<readonly MailGivenUp[]> {
	return z
		.array(given)
		.parse(dataOf(await client.rpc('case_mails_given_up', { p_application: applicationId })));
}

const ofRound = z.object({
	cases: z.number(),
	listed: z.array(
		z.object({
			application_id: z.string(),
			reference_number: z.string(),
			organisation_name: z.nullable(z.string())
		})
	)
});
export type CasesNotTold = Readonly<z.infer<typeof ofRound>>;

/** The cases of a round that have such mails. For staff. */
export async function casesNotTold(client: Client, roundId: string): Promise<CasesNotTold> {
	return ofRound.parse(dataOf(await client.rpc('desk_mails_given_up', { p_round: roundId })));
}

/** Tries it anew, or notes that the group was told otherwise. Throws `Refusal` (see `settle_mail_given_up` in SQL). */
export async function settleMail(client: Client, id: string, deed: 'again' | 'told'): Promise<void> {
	dataOf(await client.rpc('settle_mail_given_up', { p_id: id, p_deed: deed }));
}
