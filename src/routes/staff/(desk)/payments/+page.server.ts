import { message, setError, superValidate, type SuperValidated } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { settledFrom } from '$lib/core/grant/payment-run';
import { orErrorPage, mayAct, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { nameOf } from '$lib/server/staff/person-texts';
import { berlinDay } from '$lib/i18n/format';
import {
	confirmPayerAccount,
	confirmRun,
	deskPayments,
	type DeskPayments,
	discardRun,
	orderPayouts,
	settleRun
} from '$lib/server/supabase/payments';
import { mailedLanguages } from '$lib/server/supabase/cases';
import { directory } from '$lib/server/supabase/staff';
import { deedSchema, type Deed } from '$lib/ui/grant/deed-form';
import type { ClickNews } from '$lib/ui/message/click-news';
import { ACTING, done, orMessage } from '../applications/[id]/case-answers';
import { mailsOfSettling, newsOfSettling } from './news-of-settling';

/** A bank needs a day; a weekend is moved on by the bank itself. */
const DAYS_AHEAD = 1;
const nobody: Readonly<Record<string, string>> = {};
const noNews: Readonly<Record<string, ClickNews>> = {};
const noForms: Readonly<Record<string, SuperValidated<Deed, string>>> = {};

export async function load(event) {
	const me = await requireStaff(event);
	const { currentRound } = await event.parent();
	if (!currentRound)
		return {
			payments: null,
			orderForm: null,
			settleForms: noForms,
			confirmForms: noForms,
			discardForms: noForms,
			settleNews: noNews,
			payerForm: null,
			may: false,
			names: nobody,
			done: null
		};
	const [payments, people] = await orErrorPage(
		Promise.all([deskPayments(me.client, currentRound.id), directory(me.client)])
	);
	const now = new Date();
	const ahead = new Date(now);
	ahead.setDate(ahead.getDate() + DAYS_AHEAD);
	const may = mayAct(me.roles);
	const running = payments.runs.filter(
		({ paid_on, discarded_at }) => may && paid_on === null && discarded_at === null
	);
	const isReady = payments.payouts.some(({ state, blocks }) => state === 'released' && blocks.length === 0);
	const settling = running.filter(
		(run) => isUndisturbed(run) && settledFrom(run.execution_on) <= berlinDay(now)
	);
	const languages = await orErrorPage(
		mailedLanguages(me.client, [
			...new Set(settling.flatMap(mailsOfSettling).map(({ application_id: id }) => id))
		])
	);
	return {
		payments,
		may,
		orderForm:
			may && isReady && payments.payer !== null
				? await superValidate(
						{ subject: currentRound.id, seen: crypto.randomUUID(), on: berlinDay(ahead) },
						zod4(deedSchema),
						{ id: 'order', errors: false }
					)
				: null,
		settleForms: await formsFor('settle', settling, berlinDay(now)),
		/** What the click on each mails to the groups. */
		settleNews: Object.fromEntries<ClickNews>(
			settling.map((run) => [run.id, newsOfSettling(run, languages, event.url.origin)])
		),
		confirmForms: await formsFor(
			'confirm_run',
			running.filter((run) => !isUndisturbed(run) && run.created_by !== me.id)
		),
		discardForms: await formsFor(
			'discard_run',
			running.filter(({ given_out_at }) => given_out_at === null)
		),
		payerForm: await payerFormFor(payments, currentRound.id, me),
		names: Object.fromEntries(
			[
				...payments.runs.flatMap(({ created_by, confirmed_by }) => [
					created_by,
					...(confirmed_by ? [confirmed_by] : [])
				]),
				...(payments.payer_proposal ? [payments.payer_proposal.proposed_by] : []),
				...payments.payouts.flatMap(({ first_released_by }) => first_released_by ?? [])
			].map((person) => [person, nameOf(person, people, me)])
		),
		done: event.url.searchParams.get('done')
	};
}

/** Whoever did not enter it, and may do anything here, confirms the account of the city. */
async function payerFormFor({ payer_proposal: entered }: DeskPayments, roundId: string, me: StaffPerson) {
	const may = mayAct(me.roles) || me.roles.includes('admin');
	if (!entered || !may || entered.proposed_by === me.id) return null;
	return superValidate({ subject: roundId, seen: entered.id }, zod4(deedSchema), {
		id: 'confirm_payer',
		errors: false
	});
}

type Run = DeskPayments['runs'][number];

function isUndisturbed({ disturbances }: Run): boolean {
	return disturbances.length === 0;
}

async function formsFor(
	deed: string,
	runs: readonly Run[],
	on = ''
): Promise<Record<string, SuperValidated<Deed, string>>> {
	return Object.fromEntries(
		await Promise.all(
			runs.map(async ({ id }) => [
				id,
				await superValidate({ subject: id, on }, zod4(deedSchema), { id: `${deed}-${id}`, errors: false })
			])
		)
	);
}

export const actions = {
	confirm_payer: async (event) => {
		const { client } = await requireStaff(event, [...ACTING, 'admin']);
		const form = await superValidate(event.request, zod4(deedSchema));
		if (!form.valid) return message(form, undefined, { status: 422 });
		const { subject, seen } = form.data;
		return (
			(await orMessage(event, form, () => confirmPayerAccount(client, subject, seen))) ?? done(event, 'payer')
		);
	},
	confirm_run: async (event) => {
		const { client } = await requireStaff(event, ACTING);
		const form = await superValidate(event.request, zod4(deedSchema));
		if (!form.valid) return message(form, undefined, { status: 422 });
		const { subject, reason } = form.data;
		if (reason === '') return setError(form, 'reason', 'reason_required', { status: 422 });
		return (
			(await orMessage(event, form, () => confirmRun(client, subject, reason))) ?? done(event, 'confirmed')
		);
	},
	discard_run: async (event) => {
		const { client } = await requireStaff(event, ACTING);
		const form = await superValidate(event.request, zod4(deedSchema));
		if (!form.valid) return message(form, undefined, { status: 422 });
		return (
			(await orMessage(event, form, () => discardRun(client, form.data.subject))) ?? done(event, 'discarded')
		);
	},
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
