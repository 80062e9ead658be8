import { redirect } from '@sveltejs/kit';
import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { copy, listRounds, problemsIn } from '$lib/server/supabase/round-editing';
import { copySchema } from '$lib/ui/round-editing/copy-form';
import { roundProblemText } from '$lib/ui/round-editing/round-texts';
import { roundTitle } from '../round-title';
import { standingOf } from './standing';

export async function load(event) {
	const { client, roles } = await requireStaff(event);
	const locale = staffLocale(event.locals);
	const rounds = await orErrorPage(listRounds(client));
	const now = Date.now();
	return {
		isDeleted: event.url.searchParams.get('done') === 'deleted',
		listed: rounds.map((round) => ({
			id: round.id,
			slug: round.slug,
			title: roundTitle(round, locale),
			standing: standingOf(round, now),
			opensAt: round.opens_at,
			closesAt: round.closes_at,
			totalCents: round.total_budget_cents
		})),
		copyForm: roles.includes('admin')
			? await superValidate({ from: rounds[0]?.id ?? '', slug: nextSlug(rounds) }, zod4(copySchema), {
					errors: false
				})
			: null
	};
}

export const actions = {
	/** A copy in preparation; nobody outside the office sees it. */
	copy: async (event) => {
		const { client } = await requireStaff(event, ['admin']);
		const locale = staffLocale(event.locals);
		const form = await superValidate(event.request, zod4(copySchema));
		let id: string;
		try {
			id = await copy(client, form.data.from, form.data.slug);
		} catch (failure) {
			const refusal = asRefusal(failure);
			const [problem] = problemsIn(refusal);
			const text = problem
				? roundProblemText(problem.code, problem.params, locale)
				: refusalText(refusal, locale);
			return message(form, text, { status: refusal.status >= 500 ? 500 : 422 });
		}
		redirect(303, `/staff/rounds/${id}?done=copied`);
	}
};

/** `kofei-2027` → `kofei-2028`, as long as that is free. */
function nextSlug(rounds: readonly { slug: string }[]): string {
	const [, stem, year] = /^(.*?)(\d{4})$/.exec(rounds[0]?.slug ?? '') ?? [];
	if (stem === undefined || year === undefined) return '';
	const next = `${stem}${Number(year) + 1}`;
	return rounds.some(({ slug }) => slug === next) ? '' : next;
}
