import { message, setError, superValidate, type SuperValidated } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { orErrorPage, mayAct, requireStaff } from '$lib/server/staff/guard';
import { nameOf } from '$lib/server/staff/person-texts';
import { berlinDay } from '$lib/i18n/format';
import { deskPayments, orderPayouts, settleRun } from '$lib/server/supabase/payments';
import { directory } from '$lib/server/supabase/staff';
import { deedSchema, type Deed } from '$lib/ui/grant/deed-form';
import { ACTING, done, orMessage } from '../applications/[id]/case-answers';

/** A bank needs a day; a weekend is moved on by the bank itself. */
const DAYS_AHEAD = 1;
const nobody: Readonly<Record<string, string>> = {};
const noForms: Readonly<Record<string, SuperValidated<Deed, string>>> = {};

export async function load(event) {
	const me = await requireStaff(event);
	const { currentRound } = await event.parent();
	if (!currentRound)
		return { payments: null, orderForm: null, settleForms: noForms, names: nobody, done: null };
	const [payments, people] = await orErrorPage(
		Promise.all([deskPayments(me.client, currentRound.id), directory(me.client)])
	);
	const now = new Date();
	const ahead = new Date(now);
	ahead.setDate(ahead.getDate() + DAYS_AHEAD);
	const may = mayAct(me.roles);
	const isReady = payments.payouts.some(({ state, blocks }) => state === 'released' && blocks.length === 0);
	return {
		payments,
		orderForm:
			may && isReady && payments.payer !== null
				? await superValidate(
						{ subject: currentRound.id, seen: crypto.randomUUID(), on: berlinDay(ahead) },
						zod4(deedSchema),
						{ id: 'order', errors: false }
					)
				: null,
		settleForms: Object.fromEntries(
			await Promise.all(
				payments.runs
					.filter(({ paid_on }) => may && paid_on === null)
					.map(async ({ id }) => [
						id,
						await superValidate({ subject: id, on: berlinDay(now) }, zod4(deedSchema), {
							id: `settle-${id}`,
							errors: false
						})
					])
			)
		),
		names: Object.fromEntries(
			[
				...payments.runs.map(({ created_by }) => created_by),
				...payments.payouts.flatMap(({ first_released_by }) => first_released_by ?? [])
			].map((person) => [person, nameOf(person, people, me)])
		),
		done: event.url.searchParams.get('done')
	};
}

export const actions = {
	order: async (event) => {
		const { client } = await requireStaff(event, ACTING);
		const form = await superValidate(event.request, zod4(deedSchema));
		if (!form.valid) return message(form, undefined, { status: 422 });
		const { subject, seen, on } = form.data;
		if (on === '') return setError(form, 'on', 'required', { status: 422 });
		return (
			(await orMessage(event, form, () => orderPayouts(client, subject, { id: seen, executionOn: on }))) ??
			done(event, 'ordered')
		);
	},
	settle: async (event) => {
		const { client } = await requireStaff(event, ACTING);
		const form = await superValidate(event.request, zod4(deedSchema));
		if (!form.valid) return message(form, undefined, { status: 422 });
		const { subject, on } = form.data;
		if (on === '') return setError(form, 'on', 'required', { status: 422 });
		return (await orMessage(event, form, () => settleRun(client, subject, on))) ?? done(event, 'settled');
	}
};
