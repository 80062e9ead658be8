import { AsyncLocalStorage } from 'node:async_hooks';
import type { EmailDriver, EmailMessage } from '@supabase/lite';
import type { Locale } from '../../i18n/locales';
import { signInCodeMail } from '../mail/sign-in-code';

/** More than the codes one room can ask for in ten minutes (see `limits`), beside all the other mails of that time. */
const KEPT_MESSAGES = 2000;

export interface KeptMessage {
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	readonly sentAt: Date;
}

/** What the embedded backend would have mailed: kept in memory and shown at /dev/mail, in embedded mode only. */
export class Mailbox implements EmailDriver {
	#messages: KeptMessage[] = [];
	readonly #locale = new AsyncLocalStorage<Locale>();

	/** A code that is mailed in the course of this work comes in this language: the library knows of none. */
	speaking<T>(locale: Locale, work: () => Promise<T>): Promise<T> {
		return this.#locale.run(locale, work);
	}

	/** Our templates are the HTML part; the text part is the library's own and carries a link, which we never send. */
	async send({ to, subject, text, html }: EmailMessage): Promise<void> {
		const locale = this.#locale.getStore();
		const code = />\s*(\d{6})\s*</.exec(html ?? '')?.[1];
		const words =
			locale && code
				? signInCodeMail(code, locale)
				: { subject, text: html ? plainText(html) : (text ?? '') };
		this.#messages = [{ to, ...words, sentAt: new Date() }, ...this.#messages].slice(0, KEPT_MESSAGES);
	}

	get messages(): readonly KeptMessage[] {
		return this.#messages;
	}

	/** The newest first. */
	messagesTo(email: string): readonly KeptMessage[] {
		return this.#messages.filter(({ to }) => to.toLowerCase() === email.trim().toLowerCase());
	}
}

function plainText(html: string): string {
	return html
		.replace(/<style[\s\S]*?<\/style>/g, '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}
