import type { RequestEvent } from '@sveltejs/kit';
import { message, type SuperValidated } from 'sveltekit-superforms';
import type { LetterContent } from '$lib/core/letter/letter';
import { m } from '$lib/i18n/generated/staff/messages';
import { readablePreview } from '$lib/i18n/letter-text';
import { staffLocale } from '$lib/server/staff/locale';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import type { PreviewedLetter } from '$lib/server/supabase/letters';
import type { LetterFirst, ShownLetter } from '$lib/ui/letter/shown-letter';
import { orMessage, statusOf } from './case-answers';

type Signature = {
	/** The letter it would be set under now. */
	readonly preview: () => Promise<PreviewedLetter>;
	readonly sign: (sha256: string) => Promise<void>;
};

/** A first signature is set under a letter that was read: until then the click only shows it. Null once it is signed. */
export async function signAsRead<Values extends LetterFirst & Record<string, unknown>>(
	event: Pick<RequestEvent, 'locals'>,
	form: SuperValidated<Values, string>,
	{ preview, sign }: Signature
) {
	if (form.data.intent !== 'sign' || form.data.letter === '') return withLetter(event, form, preview);
	try {
		await sign(form.data.letter);
	} catch (failure) {
		const refusal = asRefusal(failure);
		if (refusal.code !== 'letter_moved_on')
			return message(form, refusalText(refusal, staffLocale(event.locals)), { status: statusOf(refusal) });
		const shown = await withLetter(event, form, preview);
		return 'letter' in shown ? { ...message(form, m.proposal_read_first()), letter: shown.letter } : shown;
	}
	return null;
}

/** The form as it was sent, with the letter it would make. */
export async function withLetter<Values extends Record<string, unknown>>(
	event: Pick<RequestEvent, 'locals'>,
	form: SuperValidated<Values, string>,
	preview: () => Promise<
		LetterContent & { readonly sha256?: string; readonly needs_second?: boolean | undefined }
	>
) {
	let shown: ShownLetter | undefined;
	const refused = await orMessage(event, form, async () => {
		const content = await preview();
		const letter = readablePreview(content, new Date());
		shown = { letter, sha256: content.sha256 ?? '', needsSecond: content.needs_second ?? true };
	});
	return refused ?? { form, letter: shown };
}
