import * as z from 'zod/mini';
import { expiringDraftMail } from '../mail/expiring-draft';
import { invitationMail } from '../mail/invitation';
import { newsMail } from '../mail/news';
import { officeMessageMail } from '../mail/office-message';
import { canPost, post, PostFailure } from '../mail/post';
import { staffInvitationMail } from '../mail/staff-invitation';
import type { Words } from '../mail/words';
import { log } from '../operations/log';
import { secretClient, type Client } from '../supabase/clients';
import { dataOf } from '../supabase/failure';

/** So few that all of them are tried within the lease, even when each waits for a mail server that is down. */
const AT_ONCE = 5;

const queued = z.object({
	id: z.string(),
	attempt: z.number(),
	event: z.string(),
	email: z.nullable(z.string()),
	application_id: z.nullable(z.string()),
	reference_number: z.nullable(z.string()),
	locale: z.string(),
	is_wanted: z.boolean(),
	invitation: z.nullable(
		z.object({
			role: z.enum(['editor', 'reader', 'helper']),
			until: z.nullable(z.string()),
			inviter: z.nullable(z.string())
		})
	)
});
type Queued = z.infer<typeof queued>;

/**
 * Sends what is due in the outbox; true where there may be more. A mail is claimed before it is tried and settled after, and
 * carries its id as Message-ID: should a process die in between, mail servers recognise the second attempt. `origin` is the
 * address of the app.
 */
export async function sendMails(origin: string): Promise<boolean> {
	if (!(await canPost())) return false;
	const client = await secretClient();
	const mails = z.array(queued).parse(dataOf(await client.rpc('claim_notifications', { p_limit: AT_ONCE })));
	for (const mail of mails) await send(client, mail, origin);
	return mails.length === AT_ONCE;
}

/** Reminds of what is due soon. */
export async function queueReminders(): Promise<boolean> {
	const client = await secretClient();
	for (const queue of ['queue_reminders', 'queue_claim_reminders']) dataOf(await client.rpc(queue));
	return false;
}

async function send(client: Client, mail: Queued, origin: string): Promise<void> {
	const settle = async (failure: PostFailure | null) => {
		const { error } = await client.rpc('settle_notification', {
			p_id: mail.id,
			p_attempt: mail.attempt,
			p_failure: failure?.code ?? null,
			p_is_final: failure?.isFinal ?? false
		});
		if (error) throw error;
	};
	const words = mail.is_wanted ? wordsOf(mail, origin) : null;
	if (words === null || mail.email === null) return settle(new PostFailure('not_wanted', true));
	try {
		const messageId = `<${mail.id}@${new URL(origin).hostname}>`;
		await post({ ...words, to: mail.email, messageId });
	} catch (failure) {
		if (!(failure instanceof PostFailure)) throw failure;
		log('error', 'mail_not_sent', { code: failure.code });
		return settle(failure);
	}
	return settle(null);
}

function wordsOf(mail: Queued, origin: string): Words | null {
	const { event, email, application_id, reference_number, locale, invitation } = mail;
	if (email === null) return null;
	if (event === 'staff_invitation') return staffInvitationMail({ to: email, origin });
	if (invitation) {
		const { role, until, inviter } = invitation;
		return inviter === null ? null : invitationMail({ to: email, role, until, inviter, origin, locale });
	}
	if (application_id === null) return null;
	if (event === 'draft_expiring')
		return expiringDraftMail({ applicationId: application_id, email, origin, locale });
	if (reference_number === null) return null;
	const about = { applicationId: application_id, referenceNumber: reference_number, origin };
	if (event === 'office_message') return officeMessageMail(about);
	return newsMail({ ...about, event, email, locale });
}
