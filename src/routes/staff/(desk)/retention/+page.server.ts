import { message, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { nameOf } from '$lib/server/staff/person-texts';
import { asRefusal } from '$lib/server/staff/refusal-texts';
import { applicationIdOf } from '$lib/server/supabase/audit';
import { deskRetention, liftHold, setHold, setPeriod } from '$lib/server/supabase/retention';
import { directory } from '$lib/server/supabase/staff';
import { holdSchema, periodSchema } from '$lib/ui/retention/retention-forms';
import { done, orMessage } from '../applications/[id]/case-answers';

const HOLDING = ['decider', 'admin'] as const;

export async function load(event) {
	const me = await requireStaff(event);
	const [retention, people] = await orErrorPage(
		Promise.all([deskRetention(me.client), directory(me.client)])
	);
	const maySet = me.roles.includes('admin');
	const mayHold = HOLDING.some((role) => me.roles.includes(role));
	return {
		retention,
		names: Object.fromEntries(retention.holds.map(({ set_by }) => [set_by, nameOf(set_by, people, me)])),
		periodForms: await Promise.all(
			retention.periods.map(({ kind, days }) =>
				superValidate({ kind, days: String(days) }, zod4(periodSchema), {
					id: `period-${kind}`,
					errors: false
				})
			)
		),
		maySet,
		holdForm: mayHold ? await superValidate(zod4(holdSchema), { id: 'hold' }) : null,
		liftForms: mayHold
			? Object.fromEntries(
					await Promise.all(
						retention.holds.map(async ({ application_id: id }) => [
							id,
							await superValidate({ case: id }, zod4(holdSchema), { id: `lift-${id}`, errors: false })
						])
					)
				)
			: {},
		done: event.url.searchParams.get('done')
	};
}

export const actions = {
	period: async (event) => {
		const { client } = await requireStaff(event, ['admin']);
		const form = await superValidate(event.request, zod4(periodSchema));
		if (!form.valid) return message(form, undefined, { status: 422 });
		const { kind, days } = form.data;
		return (
			(await orMessage(event, form, () => setPeriod(client, kind, Number(days)))) ?? done(event, 'saved')
		);
	},
	hold: async (event) => {
		const { client } = await requireStaff(event, HOLDING);
		const form = await superValidate(event.request, zod4(holdSchema));
		if (!form.valid) return message(form, undefined, { status: 422 });
		const id = await applicationIdOf(client, form.data.case).catch((failure: unknown) => {
			if (asRefusal(failure).code !== 'not_found') throw failure;
			return null;
		});
		if (id === null) return setError(form, 'case', 'unknown', { status: 422 });
		return (
			(await orMessage(event, form, () => setHold(client, id, form.data.reason))) ?? done(event, 'saved')
		);
	},
	lift: async (event) => {
		const { client } = await requireStaff(event, HOLDING);
		const form = await superValidate(event.request, zod4(holdSchema));
		if (!form.valid) return message(form, undefined, { status: 422 });
		const { case: id, reason } = form.data;
		return (await orMessage(event, form, () => liftHold(client, id, reason))) ?? done(event, 'saved');
	}
};
