import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { m } from '$lib/i18n/generated/staff/messages';
import { orErrorPage } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { deskPayments, setPayerAccount } from '$lib/server/supabase/payments';
import {
	enteredPayer,
	filledGrants,
	grantsSchema,
	payerFieldOf,
	readGrants,
	type GrantsForm
} from '$lib/ui/round-editing/grants-form';
import type { RoundFormMessage } from '$lib/ui/round-editing/round-texts';
import { roundTitle } from '../../../round-title';
import { roundToEdit, saveRound } from '../../round-page';

export async function load(event) {
	const { me, round } = await roundToEdit(event);
	const { payer, payer_proposal: entered } = await orErrorPage(deskPayments(me.client, round.id));
	return {
		form: await superValidate<GrantsForm, RoundFormMessage>(
			filledGrants(round, payer, entered),
			zod4(grantsSchema),
			{
				errors: false
			}
		),
		title: roundTitle(round, staffLocale(event.locals)),
		id: round.id,
		isPayerWaiting: entered !== null
	};
}

export const actions = {
	default: async (event) => {
		const { me, round } = await roundToEdit(event);
		const locale = staffLocale(event.locals);
		const form = await superValidate<GrantsForm, RoundFormMessage>(event.request, zod4(grantsSchema));
		if (!form.valid) return message(form, { problems: [] }, { status: 422 });
		const read = readGrants(form.data);
		if ('problems' in read) {
			const texts = {
				number_invalid: m.round_number_invalid,
				rates_invalid: m.round_rates_invalid,
				required: m.deed_required
			};
			const problems = read.problems.map(({ field, code }) => ({
				id: `round-${field}`,
				text: texts[code]()
			}));
			return message(form, { problems }, { status: 422 });
		}
		const payer = enteredPayer(form.data);
		if (payer !== null) {
			try {
				await setPayerAccount(me.client, round.id, payer, form.data.payer_seen);
			} catch (failure) {
				const refusal = asRefusal(failure);
				const field = payerFieldOf(refusal.code);
				const problems = [{ id: field ? `round-${field}` : 'main', text: refusalText(refusal, locale) }];
				return message(form, { problems }, { status: 422 });
			}
		}
		const changes = { settings: { ...round.settings, grant: read.settings } };
		return saveRound(event, me, { form, round, changes, locale, fieldOf: () => null });
	}
};
