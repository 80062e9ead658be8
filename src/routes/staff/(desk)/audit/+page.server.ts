import { fail } from '@sveltejs/kit';
import { readableEntries } from '$lib/server/staff/audit-entries';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { auditPage, referencesOf, verifyChain } from '$lib/server/supabase/audit';
import { directory } from '$lib/server/supabase/staff';

const READING = ['auditor', 'admin'] as const;

export async function load(event) {
	const me = await requireStaff(event, READING);
	const wished = Number(event.url.searchParams.get('before'));
	const before = Number.isSafeInteger(wished) && wished > 0 ? wished : null;
	const [page, people] = await orErrorPage(Promise.all([auditPage(me.client, before), directory(me.client)]));
	const references = await orErrorPage(referencesOf(me.client, page.entries));
	return {
		entries: readableEntries(page.entries, people, { me, references }),
		next: page.next,
		isFirstPage: before === null
	};
}

export const actions = {
	/** Recomputes the whole chain; changes nothing. */
	verify: async (event) => {
		const { client } = await requireStaff(event, READING);
		try {
			return { check: await verifyChain(client), refusal: null };
		} catch (failure) {
			const refusal = asRefusal(failure);
			return fail(refusal.status, { check: null, refusal: refusalText(refusal, staffLocale(event.locals)) });
		}
	}
};
