import { isLocale, type Locale } from '$lib/i18n/locales';
import { mailedBy, type OfficeForm } from '$lib/server/mail/causes';
import { newsMail, type MailedEvent } from '$lib/server/mail/news';
import { mailedAddresses, type Case } from '$lib/server/supabase/cases';
import type { Client } from '$lib/server/supabase/clients';
import type { ClickNews } from '$lib/ui/message/click-news';
import type { PreviewedMail } from '$lib/ui/message/MailPreview.svelte';

export type MailReaders = {
	readonly applicationId: string;
	readonly referenceNumber: string;
	readonly locale: Locale;
	readonly addresses: readonly string[];
};

/** Whom a mail about an application goes to, in their language. */
export function mailOf(application: Case, addresses: readonly string[]): MailReaders {
	return {
		applicationId: application.id,
		referenceNumber: application.reference_number,
		locale: localeOf(application.submission.snapshot.form['contact_language']),
		addresses
	};
}

export function localeOf(wished: unknown): Locale {
	return typeof wished === 'string' && isLocale(wished) ? wished : 'de';
}

/** Only the reader's half: the German below it is the same again. */
export function previewedMail(event: MailedEvent, readers: MailReaders, origin: string): PreviewedMail {
	const { applicationId, referenceNumber, locale, addresses } = readers;
	// Each is told their own address.
	const words = newsMail({
		event,
		applicationId,
		referenceNumber,
		email: addresses[0] ?? '…',
		origin,
		locale
	});
	const [text = ''] = words?.text.split('\n\n— — —\n\n') ?? [];
	return { locale, to: addresses, subject: words?.subject ?? '', text };
}

type Click = { readonly key: string; readonly form: OfficeForm; readonly of?: string | undefined };

/** What each click would mail about one application, by the key of its form; nothing where it mails nothing. */
export async function newsOfClicks(
	client: Client,
	application: Case,
	{ clicks, origin }: { readonly clicks: readonly Click[]; readonly origin: string }
): Promise<Readonly<Record<string, ClickNews>>> {
	const mailing = clicks
		.map(({ key, form, of }) => ({ key, mails: mailedBy(form, of) }))
		.filter(({ mails }) => mails.length > 0);
	if (mailing.length === 0) return {};
	const readers = mailOf(application, await mailedAddresses(client, application.id));
	return Object.fromEntries(
		mailing.map(({ key, mails }) => [
			key,
			mails.map(({ event, when }) => ({ event, when, mail: previewedMail(event, readers, origin) }))
		])
	);
}
