import { createTransport } from 'nodemailer';
import { backend } from '../backend';
import type { Smtp } from '../environment';

export interface Mail {
	readonly to: string;
	readonly subject: string;
	readonly text: string;
}

/** Somebody waits for the answer: a mail server that takes longer counts as down. */
const PATIENCE_MS = 10_000;

/**
 * Sends a mail: by SMTP, or into the embedded backend's mailbox. False when it did not leave; what the mail was about has
 * happened all the same, so the caller says so instead of failing.
 */
export async function post(mail: Mail): Promise<boolean> {
	const { mailbox, smtp } = await backend();
	try {
		if (mailbox) await mailbox.send(mail);
		else if (smtp) await sendBySmtp(smtp, mail);
		return mailbox !== null || smtp !== null;
	} catch (failure) {
		// Its code alone: the message of a mail server repeats the address.
		console.error(`mail not sent: ${String(Object(failure).code ?? 'unknown')}`);
		return false;
	}
}

export async function sendBySmtp({ url, from }: Smtp, mail: Mail): Promise<void> {
	const transport = createTransport({
		url,
		connectionTimeout: PATIENCE_MS,
		greetingTimeout: PATIENCE_MS,
		socketTimeout: PATIENCE_MS,
		disableFileAccess: true,
		disableUrlAccess: true
	});
	try {
		await transport.sendMail({ from, ...mail, headers: { 'Auto-Submitted': 'auto-generated' } });
	} finally {
		transport.close();
	}
}
