import { mailedBy } from '$lib/server/mail/causes';
import type { DeskPayments } from '$lib/server/supabase/payments';
import type { ClickNews } from '$lib/ui/message/click-news';
import { localeOf, previewedMail } from '../applications/[id]/news-of-click';

type Run = Pick<DeskPayments['runs'][number], 'lines'>;

/** One mail for each payment that did not come back. */
export function mailsOfSettling({ lines }: Run): readonly Run['lines'][number][] {
	return lines.filter(({ bounced_on }) => bounced_on === null);
}

/** What the click mails: one example for each language, the most frequent first. */
export function newsOfSettling(
	run: Run,
	languages: ReadonlyMap<string, string | null>,
	origin: string
): ClickNews {
	const byLocale = Map.groupBy(mailsOfSettling(run), ({ application_id: id }) => localeOf(languages.get(id)));
	const groups = [...byLocale].toSorted(([, one], [, other]) => other.length - one.length);
	return mailedBy('payments?/settle').flatMap(({ event, when }) =>
		groups.flatMap(([locale, [first, ...others]]) => {
			if (!first) return [];
			const readers = {
				applicationId: first.application_id,
				referenceNumber: first.reference_number,
				locale,
				addresses: []
			};
			const mail = { ...previewedMail(event, readers, origin), exampleOf: 1 + others.length };
			return [{ event, when, mail }];
		})
	);
}
