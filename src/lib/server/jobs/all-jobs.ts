import { readAddress } from '../environment';
import { erase } from './erase';
import type { Job } from './jobs';
import { printLetters } from './print-letters';
import { queueReminders, sendMails } from './send-mails';
import { sendPushes } from './send-pushes';

const SECOND_MS = 1000;

/** What the server does beside answering, with the secret key: nobody asked for it in person. */
export function allJobs(): readonly Job[] {
	const { origin } = readAddress(process.env);
	return [
		{ name: 'letters', everyMs: 2 * SECOND_MS, run: printLetters },
		{ name: 'mails', everyMs: 2 * SECOND_MS, run: () => sendMails(origin) },
		{ name: 'reminders', everyMs: 600 * SECOND_MS, run: queueReminders },
		{ name: 'pushes', everyMs: 2 * SECOND_MS, run: sendPushes },
		{ name: 'erasure', everyMs: 600 * SECOND_MS, run: erase }
	];
}
