import { createTransport } from 'nodemailer';
import { backend } from '../backend';
import type { Smtp } from '../environment';

export interface Mail {
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	/** The same at every attempt, so that mail servers recognise a mail whose acknowledgement was lost. */
	readonly messageId: string;
}

/** One address and nothing else: a mail program's reader of addresses would find more of them in a longer text. */
const ONE_ADDRESS = /^[^\s\p{C}<>()[\],;:\\"@]+@[^\s\p{C}<>()[\],;:\\"@]+$/u;
/** The job has other mails to send: a mail server that takes longer counts as down. */
const PATIENCE_MS = 10_000;

/** Whether this deployment has a way to send mails of its own. */
export async function canPost(): Promise<boolean> {
	const { mailbox, smtp } = await backend();
	return mailbox !== null || smtp !== null;
}

/** Why a mail did not leave. Its code alone: the message of a mail server repeats the address. */
export class PostFailure extends Error {
	readonly code: string;
	/** The server does not know the address: trying again is of no use. */
	readonly isFinal: boolean;

	constructor(code: string, isFinal: boolean) {
		super(code);
		this.code = code;
		this.isFinal = isFinal;
	}
}

/** Sends a mail by SMTP, or into the embedded backend's mailbox. Throws `PostFailure`. */
export async function post(mail: Mail): Promise<void> {
	const { mailbox, smtp } = await backend();
	if (mailbox) await mailbox.send(mail);
	else if (smtp) await sendBySmtp(smtp, mail);
	else throw new PostFailure('no_mail_server', false);
}

async function sendBySmtp({ url, from }: Smtp, mail: Mail): Promise<void> {
	if (!ONE_ADDRESS.test(mail.to)) throw new PostFailure('EENVELOPE', true);
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
	} catch (failure) {
		throw failureOf(Object(failure));
	} finally {
		transport.close();
	}
}

/** A refused sender or a wrong password is our fault and will be mended; a refused recipient will not. */
function failureOf({ code, responseCode, command }: Record<string, unknown>): PostFailure {
	const isRecipient = code === 'EENVELOPE' && command !== 'MAIL FROM';
	const isForGood = typeof responseCode !== 'number' || responseCode >= 500;
	return new PostFailure(String(responseCode ?? code ?? 'unknown'), isRecipient && isForGood);
}
