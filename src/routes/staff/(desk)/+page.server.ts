import { redirect, type RequestEvent } from '@sveltejs/kit';
import { message, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { berlinDay } from '$lib/i18n/format';
import { m } from '$lib/i18n/generated/staff/messages';
import { byNameIn } from '$lib/i18n/order';
import { mayAct, orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { decodeCursor } from '$lib/server/staff/cursor';
import { staffLocale } from '$lib/server/staff/locale';
import { givenName, nameOf } from '$lib/server/staff/person-texts';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { budgetOf } from '$lib/server/supabase/decisions';
import { assign, deskRounds, elsewhere, queue } from '$lib/server/supabase/desk';
import { casesNotTold } from '$lib/server/supabase/mails-given-up';
import { forgetView, saveView } from '$lib/server/supabase/saved-views';
import { directory, members } from '$lib/server/supabase/staff';
import { listQuery } from './list-query';
import { assignSchema, forgetViewSchema, readChosen, saveViewSchema } from './queue-forms';
import { queueWish } from './queue-wish';
import { roundTitle } from './round-title';

/** The queue of one round: a view, a search, filters and an order, all of them in the address so that it can be shared. */
export async function load(event) {
	const me = await requireStaff(event);
	const { currentRound } = await event.parent();
	const wish = event.url.searchParams;
	const query = queueWish(wish);
	const forms = {
		assign: await superValidate({ to: mayAct(me.roles) ? me.id : '' }, zod4(assignSchema), {
			id: 'assign',
			errors: false
		}),
		save: await superValidate(zod4(saveViewSchema), { id: 'save', errors: false })
	};
	if (!currentRound)
		return {
			query,
			forms,
			page: null,
			elsewhere: [],
			notTold: { cases: 0, listed: [] },
			budget: null,
			options: { districts: [], areas: [] },
			givenName: null,
			names: {} as Readonly<Record<string, string>>,
			able: []
		};
	const after = decodeCursor(wish.get('after'));
	const [page, budget, rounds, people, staff, others, notTold] = await orErrorPage(
		Promise.all([
			queue(me.client, { ...query, roundId: currentRound.id, after }),
			budgetOf(me.client, currentRound.id),
			deskRounds(me.client),
			directory(me.client),
			members(me.client),
			elsewhere(me.client, currentRound.id, query.filter.text),
			casesNotTold(me.client, currentRound.id)
		])
	);
	const locale = staffLocale(event.locals);
	const round = rounds.find(({ id }) => id === currentRound.id);
	const labelled = (options: NonNullable<typeof round>['districts'] = []) =>
		options.map(({ code, labels }) => ({ code, label: labels[locale] ?? labels['de'] ?? code }));
	const able = staff.filter((member) => member.is_active && mayAct([member.role]));
	return {
		query,
		forms,
		isFirstPage: after === null,
		elsewhere: others.flatMap(({ round_id, ...counts }) => {
			const other = rounds.find(({ id }) => id === round_id);
			return other ? [{ slug: other.slug, title: roundTitle(other, locale), ...counts }] : [];
		}),
		notTold,
		page,
		budget,
		today: berlinDay(new Date()),
		options: { districts: labelled(round?.districts), areas: labelled(round?.areas) },
		givenName: givenName(people, me),
		/** Whoever has something of this page. */
		names: Object.fromEntries(
			page.rows.flatMap(({ assigned_to }) =>
				assigned_to === null ? [] : [[assigned_to, nameOf(assigned_to, people, me)]]
			)
		),
		able: mayAct(me.roles)
			? [...new Set(able.map(({ user_id }) => user_id))]
					.map((id) => ({ id, name: nameOf(id, people, me) }))
					.sort(byNameIn(locale))
			: []
	};
}

export const actions = {
	/** Gives the chosen cases to somebody; what was not given is said. */
	assign: async (event) => {
		const { client } = await requireStaff(event, ['clerk', 'decider']);
		const form = await superValidate(event.request, zod4(assignSchema), { id: 'assign' });
		const chosen = readChosen(form.data.chosen);
		if (chosen.length === 0) return setError(form, 'chosen._errors', 'chosen_required', { status: 422 });
		try {
			const result = await assign(client, chosen, form.data.to || null);
			form.data.chosen = [];
			return message(
				form,
				[
					m.assign_done({ count: result.assigned }),
					...(result.moved_on.length > 0 ? [m.assign_moved_on({ count: result.moved_on.length })] : []),
					...(result.conflicted.length > 0 ? [m.assign_conflicted({ count: result.conflicted.length })] : [])
				].join(' ')
			);
		} catch (failure) {
			return message(form, refusalText(asRefusal(failure), staffLocale(event.locals)), { status: 422 });
		}
	},

	save: async (event) => {
		const { client } = await requireStaff(event);
		const form = await superValidate(event.request, zod4(saveViewSchema), { id: 'save' });
		if (!form.valid || form.data.name === '') return setError(form, 'name', 'name_required', { status: 422 });
		try {
			await saveView(client, form.data.name, listQuery(event.url.searchParams).toString());
		} catch (failure) {
			return message(form, refusalText(asRefusal(failure), staffLocale(event.locals)), { status: 422 });
		}
		return back(event, 'saved');
	},

	forget: async (event) => {
		const { client } = await requireStaff(event);
		const form = await superValidate(event.request, zod4(forgetViewSchema));
		await orErrorPage(forgetView(client, form.data.id));
		return back(event, 'forgotten');
	}
};

/** Back to the list by GET, so that reloading it repeats nothing. */
function back({ url }: Pick<RequestEvent, 'url'>, what: string): never {
	const query = listQuery(url.searchParams);
	query.set('done', what);
	redirect(303, `/staff?${query}`);
}
