import type { EmailDriver, EmailMessage } from '@supabase/lite';

const KEPT_MESSAGES = 50;

export interface KeptMessage {
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	readonly sentAt: Date;
}

/** What the embedded backend would have mailed: kept in memory and shown at /dev/mail, in embedded mode only. */
export class Mailbox implements EmailDriver {
	#messages: KeptMessage[] = [];

	/** Our templates are the HTML part; the text part is the library's own and carries a link, which we never send. */
	async send({ to, subject, text, html }: EmailMessage): Promise<void> {
		const words = html ? plainText(html) : (text ?? '');
		this.#messages = [{ to, subject, text: words, sentAt: new Date() }, ...this.#messages].slice(
			0,
			KEPT_MESSAGES
		);
	}

	get messages(): readonly KeptMessage[] {
		return this.#messages;
	}
}

function plainText(html: string): string {
	return html
		.replace(/<style[\s\S]*?<\/style>/g, '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}
