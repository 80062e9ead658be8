import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import * as z from 'zod/mini';
import type { StaffLocale } from '$lib/i18n/locales';
import { newsMail } from '$lib/server/mail/news';
import { mayAct, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import type { Case } from '$lib/server/supabase/cases';
import { mailsGivenUp, settleMail } from '$lib/server/supabase/mails-given-up';
import type { Asking } from './case-actions';
import { ACTING, done, orMessage } from './case-answers';
import { mailOf } from './news-of-click';

const mailSchema = z.object({ mail: z.uuid() });

/** What the group was not told, in the reader's words, and as the mail that would go out again. */
export async function mailsNotTold(
	me: StaffPerson,
	application: Case,
	{ origin, locale, mayWrite }: { origin: string; locale: StaffLocale; mayWrite: boolean }
) {
	const mails = await mailsGivenUp(me.client, application.id);
	return Promise.all(
		mails.map(async ({ id, event, email, given_up_at, is_refused }) => {
			const readers = mailOf(application, email === null ? [] : [email]);
			const words = (language: string) =>
				newsMail({ ...readers, event, email: email ?? '…', origin, locale: language });
			const own = words(readers.locale);
			const form = async (deed: string) =>
				mayWrite && mayAct(me.roles)
					? await superValidate({ mail: id }, zod4(mailSchema), { id: `${deed}-${id}`, errors: false })
					: null;
			return {
				id,
				// Greeting, what is new, and how to get there.
				news: words(locale)?.text.split('\n\n')[1] ?? event,
				email: email ?? '',
				givenUpAt: given_up_at,
				isRefused: is_refused,
				mail: {
					locale: readers.locale,
					to: readers.addresses,
					subject: own?.subject ?? '',
					text: own?.text.split('\n\n— — —\n\n')[0] ?? ''
				},
				again: await form('mail_again'),
				told: await form('mail_told')
			};
		})
	);
}

export const sendMailAgain = (event: Asking) => settle(event, 'again');
/** The group knows by telephone, by letter, or because somebody told them. */
export const noteMailTold = (event: Asking) => settle(event, 'told');

async function settle(event: Asking, deed: 'again' | 'told') {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(mailSchema));
	if (!form.valid) return message(form, undefined, { status: 422 });
	return (
		(await orMessage(event, form, () => settleMail(client, form.data.mail, deed))) ??
		done(event, `mail_${deed}`)
	);
}
