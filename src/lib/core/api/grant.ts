import * as z from 'zod/mini';
import { changeKinds } from '../grant/change';
import { groupDeeds } from '../grant/deeds';
import { parseInstant } from '../time/instant';

const instant = z.string().check(z.refine((text) => parseInstant(text) !== null));
const uuid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const cents = z.number();
const nullableText = z.nullable(z.string());

export const shownPayoutStates = [
	'requested',
	'released',
	'paid',
	'refused',
	'bounced',
	'withdrawn'
] as const;
export const changeOutcomes = ['noted', 'agreed', 'refused', 'withdrawn'] as const;
export const maxWords = 4000;

/** GET /api/v1/applications/{id}/grant: how a grant stands for its group; see `read_grant` in SQL. */
export const grantSchema = z.object({
	state: z.string(),
	may_act: z.boolean(),
	legal_form: nullableText,
	terms: z.nullable(
		z.object({
			amount_cents: cents,
			period_from: z.string(),
			period_until: z.string(),
			/** Null as long as it is what the application says. */
			purpose: nullableText,
			lines: z.array(z.object({ id: z.string(), label: nullableText, cents }))
		})
	),
	letter: z.nullable(
		z.object({ id: z.string(), delivered_on: z.string(), final_on: z.string(), is_final: z.boolean() })
	),
	waived_at: z.nullable(instant),
	account: z.nullable(
		z.object({ iban: z.string(), holder: z.string(), is_private: z.boolean(), is_confirmed: z.boolean() })
	),
	may_give_account: z.boolean(),
	form_account: z.object({ iban: z.string(), holder: z.string() }),
	/** What people of the group did, the newest first; none for whoever only reads. */
	deeds: z.array(
		z.object({
			deed: z.enum(groupDeeds),
			at: instant,
			/** Null where the account is gone. */
			email: nullableText,
			is_me: z.boolean()
		})
	),
	promised_cents: cents,
	paid_cents: cents,
	/** Justified by the proof, and not paid any more, also what the office gave up since; 0 until that is checked. */
	unpaid_cents: cents,
	payouts_left: z.number(),
	terms_of_round: z.object({
		most_payouts: z.number(),
		need_months: z.number(),
		tolerance_percent: z.number()
	}),
	payouts: z.array(
		z.object({
			id: z.string(),
			number: z.number(),
			amount_cents: cents,
			needed_by: z.string(),
			state: z.enum(shownPayoutStates),
			/** Released, and the order has left the office. */
			is_with_cashier: z.boolean(),
			/** When it is to be paid then; null where nothing can be promised. */
			planned_on: nullableText,
			paid_on: nullableText,
			reason: nullableText,
			/** It came back, and the office orders it again. */
			is_paid_again: z.boolean(),
			may_be_withdrawn: z.boolean()
		})
	),
	changes: z.array(
		z.object({
			id: z.string(),
			kind: z.enum(changeKinds),
			words: z.string(),
			/** What is asked for: two days, sums of lines, or who else gives how much; see `grant_changes.wish` in SQL. */
			wish: z.object({
				period_from: nullableText,
				period_until: nullableText,
				lines: z.array(z.object({ line: z.string(), cents })),
				grantor: nullableText,
				cents: z.nullable(cents)
			}),
			notified_at: instant,
			outcome: z.nullable(z.enum(changeOutcomes)),
			may_be_withdrawn: z.boolean()
		})
	),
	claims: z.array(
		z.object({
			id: z.string(),
			amount_cents: cents,
			owed_cents: cents,
			due_on: z.string(),
			reason: z.string(),
			interest_from: nullableText,
			/** Until today; null where it cannot be reckoned yet. */
			interest_owed_cents: z.nullable(cents)
		})
	),
	/** What the group gave back; is_confirmed once two people of the office have seen it. */
	returns: z.array(
		z.object({
			id: z.string(),
			amount_cents: cents,
			interest_cents: cents,
			/** Beyond what was owed, and theirs. */
			excess_cents: cents,
			received_on: z.string(),
			is_confirmed: z.boolean()
		})
	)
});

const account = {
	/** Made on the device, so that a repeated attempt is one account. */
	account: uuid,
	iban: z.string().check(z.maxLength(60)),
	holder: z.string().check(z.maxLength(200)),
	is_private: z.boolean()
};

/** POST …/grant: one thing its group does. Ids are made on the device, so that a repeated attempt is one deed. */
export const grantDeedSchema = z.discriminatedUnion('deed', [
	z.object({ deed: z.literal('accept'), ...account, waives: z.boolean() }),
	z.object({ deed: z.literal('waive') }),
	z.object({ deed: z.literal('account'), ...account }),
	z.object({
		deed: z.literal('payout'),
		id: uuid,
		cents: z.number().check(z.int()),
		needed_by: day,
		words: z.string().check(z.maxLength(maxWords))
	}),
	z.object({
		deed: z.literal('change'),
		id: uuid,
		kind: z.enum(changeKinds),
		words: z.string().check(z.maxLength(maxWords * 2)),
		wish: z.record(z.string(), z.unknown())
	}),
	z.object({ deed: z.literal('withdraw_change'), id: uuid }),
	z.object({ deed: z.literal('withdraw_payout'), id: uuid })
]);

export type Grant = Readonly<z.infer<typeof grantSchema>>;
export type GrantDeed = z.infer<typeof grantDeedSchema>;
