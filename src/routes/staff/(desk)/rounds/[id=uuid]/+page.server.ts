import { redirect } from '@sveltejs/kit';
import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import * as z from 'zod/mini';
import { missingTexts, optionsOf } from '$lib/core/round/editing';
import { roundLists } from '$lib/core/round/lists';
import { languages } from '$lib/i18n/locales';
import { readableEntries } from '$lib/server/staff/audit-entries';
import { m } from '$lib/i18n/generated/staff/messages';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { entriesAbout } from '$lib/server/supabase/audit';
import { viewCounts } from '$lib/server/supabase/desk';
import {
	editableRound,
	problemsIn,
	problemsOf,
	remove,
	roundSteps,
	setStatus
} from '$lib/server/supabase/round-editing';
import { directory } from '$lib/server/supabase/staff';
import { partOfPath, roundProblemText } from '$lib/ui/round-editing/round-texts';
import { roundTitle } from '../../round-title';
import { orMessage, statusOf } from '../../applications/[id]/case-answers';
import { standingOf } from '../standing';

const stepSchema = z.object({ to: z.string(), revision: z.number() });
const deleteSchema = z.object({ confirmed: z.boolean(), revision: z.number() });

export async function load(event) {
	const me = await requireStaff(event);
	const locale = staffLocale(event.locals);
	const { id } = event.params;
	const maySeeHistory = me.roles.includes('admin') || me.roles.includes('auditor');
	const [round, problems, entries, people, counts] = await orErrorPage(
		Promise.all([
			editableRound(me.client, id),
			problemsOf(me.client, id),
			maySeeHistory ? entriesAbout(me.client, [id]) : [],
			directory(me.client),
			viewCounts(me.client, id)
		])
	);
	const missing = languages
		.filter(({ code }) => code !== 'de')
		.map(({ code, name }) => ({ code, name, parts: missingTexts(round, code) }));
	return {
		round: {
			id,
			slug: round.slug,
			revision: round.revision,
			title: roundTitle(round, locale),
			opensAt: round.opens_at,
			closesAt: round.closes_at,
			projectFrom: round.project_from,
			projectUntil: round.project_until,
			totalCents: round.total_budget_cents,
			minCents: round.min_cents,
			capCents: round.cap_cents
		},
		standing: standingOf(round, Date.now()),
		/** Applications nobody has decided, by the view of the desk they lie in. */
		undecided: (['new', 'check', 'assess', 'decide'] as const)
			.map((view) => ({ view, count: counts[view] }))
			.filter(({ count }) => count > 0),
		mayEdit: me.roles.includes('admin') && round.status !== 'archived',
		isAdmin: me.roles.includes('admin'),
		problems: problems.map(
			({ path, code, params }) => `${partOfPath(path)}: ${roundProblemText(code, params, locale)}`
		),
		languages: languages.map(({ code, name }) => ({
			code,
			name,
			missing: missing.find((own) => own.code === code)?.parts.texts.length ?? 0
		})),
		lists: roundLists.map((list) => ({
			list,
			count: optionsOf(round, list).length,
			missing: missing
				.map(({ name, parts }) => ({ name, count: parts[list].length }))
				.filter(({ count }) => count > 0)
		})),
		entries: readableEntries(entries, people, { me, references: new Map() }),
		forms: {
			step: await superValidate(zod4(stepSchema), { id: 'step' }),
			delete: await superValidate(zod4(deleteSchema), { id: 'delete' })
		},
		maySeeHistory,
		done: event.url.searchParams.get('done')
	};
}

export const actions = {
	/** One step of a round's life; the form names the revision that was looked at. */
	step: async (event) => {
		const { client } = await requireStaff(event, ['admin']);
		const locale = staffLocale(event.locals);
		const form = await superValidate(event.request, zod4(stepSchema), { id: 'step' });
		const to = roundSteps.find((step) => step === form.data.to);
		if (!to)
			return message(form, refusalText({ code: 'payload_invalid', detail: null }, locale), { status: 422 });
		try {
			await setStatus(client, { id: event.params.id, revision: form.data.revision }, to);
		} catch (failure) {
			const refusal = asRefusal(failure);
			const problems = problemsIn(refusal).map(
				({ path, code, params }) => `${partOfPath(path)}: ${roundProblemText(code, params, locale)}`
			);
			return message(form, problems.length > 0 ? problems.join('\n') : refusalText(refusal, locale), {
				status: statusOf(refusal)
			});
		}
		redirect(303, `${event.url.pathname}?done=${to}`);
	},
	/** Only what is in preparation; a tick stands for "are you sure", so that it works without scripts. */
	delete: async (event) => {
		const { client } = await requireStaff(event, ['admin']);
		const form = await superValidate(event.request, zod4(deleteSchema), { id: 'delete' });
		if (!form.data.confirmed) return message(form, m.round_delete_not_confirmed(), { status: 422 });
		const round = { id: event.params.id, revision: form.data.revision };
		const refused = await orMessage(event, form, () => remove(client, round));
		return refused ?? redirect(303, '/staff/rounds?done=deleted');
	}
};
