import * as z from 'zod/mini';
import { changeKinds } from '../../core/grant/change';
import { states } from '../../core/application/states';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const text = z.nullable(z.string());
const cents = z.number();

export const payoutStates = [
	'requested',
	'checked',
	'released',
	'ordered',
	'paid',
	'refused',
	'bounced',
	'withdrawn'
] as const;
export const payoutBlocks = [
	'not_final',
	'change_open',
	'account_missing',
	'account_not_sepa',
	'account_bounced',
	'holder_not_latin',
	'account_unconfirmed',
	'amount_exceeded',
	'wrong_state'
] as const;
export const recoveryCauses = [
	'unspent',
	'not_for_purpose',
	'cancelled',
	'changed',
	'overpaid',
	'revoked'
] as const;
export const returnStates = ['booked', 'confirmed', 'discarded', 'reversed'] as const;
export const rulingKinds = ['revocation', 'waiver', 'interest_waiver', 'correction', 'lapse'] as const;

const line = z.object({ id: z.string(), label: text, cents });
/** What both sides read; see `private.grant_standing` in SQL. */
const standing = {
	state: z.enum(states),
	reference_number: z.string(),
	legal_form: text,
	terms: z.nullable(
		z.object({
			version: z.number(),
			amount_cents: cents,
			period_from: z.string(),
			period_until: z.string(),
			purpose: text,
			lines: z.array(line)
		})
	),
	letter: z.nullable(
		z.object({
			id: z.string(),
			posted_on: z.string(),
			delivered_on: z.string(),
			final_on: z.string(),
			is_final: z.boolean()
		})
	),
	account: z.nullable(
		z.object({
			id: z.string(),
			iban: z.string(),
			holder: z.string(),
			is_private: z.boolean(),
			is_confirmed: z.boolean()
		})
	),
	received_at: z.nullable(instant),
	waived_at: z.nullable(instant),
	promised_cents: cents,
	paid_cents: cents,
	returned_cents: cents,
	today: z.string()
};

const caseGrantSchema = z.object({
	...standing,
	versions: z.array(
		z.object({
			version: z.number(),
			since: instant,
			amount_cents: cents,
			period_from: z.string(),
			period_until: z.string(),
			purpose: text,
			change_id: text,
			ruling_id: text,
			lines: z.array(z.object({ id: z.string(), label: text, approved_cents: cents }))
		})
	),
	accounts: z.array(
		z.object({
			id: z.string(),
			iban: z.string(),
			holder: z.string(),
			is_private: z.boolean(),
			given_at: instant,
			needs_confirmation: z.boolean(),
			confirmed_by: text,
			confirmed_at: z.nullable(instant),
			refused_by: text,
			refused_at: z.nullable(instant),
			note: text
		})
	),
	payouts: z.array(
		z.object({
			id: z.string(),
			number: z.number(),
			amount_cents: cents,
			needed_by: z.string(),
			words: z.string(),
			requested_at: instant,
			state: z.enum(payoutStates),
			first_released_by: text,
			second_released_by: text,
			refusal_reason: text,
			message_id: text,
			paid_on: text,
			bounced_on: text,
			bounce_reason: text,
			/** Said to be back with the city; counts once somebody else has confirmed it. */
			back_on: text,
			back_reason: text,
			back_noted_by: text,
			/** Nobody will get it: two people can give it up. */
			may_lapse: z.boolean(),
			blocks: z.array(z.enum(payoutBlocks))
		})
	),
	changes: z.array(
		z.object({
			id: z.string(),
			number: z.number(),
			kind: z.enum(changeKinds),
			words: z.string(),
			wish: z.object({
				period_from: z.optional(z.string()),
				period_until: z.optional(z.string()),
				lines: z.optional(z.array(z.object({ line: z.string(), cents }))),
				grantor: z.optional(z.string()),
				cents: z.optional(cents)
			}),
			notified_at: instant,
			proposal: z.nullable(
				z.object({
					outcome: z.enum(['agreed', 'refused']),
					reason: text,
					amount_cents: z.nullable(cents),
					needs_second: z.boolean(),
					/** In German, as the letter says it. */
					purpose: z.optional(text)
				})
			),
			first_signed_by: text,
			second_signed_by: text,
			outcome: z.nullable(z.enum(['noted', 'agreed', 'refused', 'withdrawn'])),
			closed_at: z.nullable(instant)
		})
	),
	recoveries: z.array(
		z.object({
			id: z.string(),
			number: z.number(),
			cause: z.enum(recoveryCauses),
			reason: z.string(),
			amount_cents: cents,
			owed_cents: cents,
			waived_cents: cents,
			interest_from: text,
			/** Until today; null where the settings have no base rate for one of the days. */
			interest_cents: z.nullable(cents),
			/** Neither come in nor waived; null likewise. */
			interest_owed_cents: z.nullable(cents),
			interest_waived_cents: cents,
			due_on: z.string(),
			first_signed_by: z.string(),
			second_signed_by: text,
			discarded_at: z.nullable(instant)
		})
	),
	returns: z.array(
		z.object({
			id: z.string(),
			recovery_id: text,
			amount_cents: cents,
			interest_cents: cents,
			/** Beyond what was owed: belongs to the group. */
			excess_cents: cents,
			excess_note: text,
			received_on: z.string(),
			is_in_budget_year: z.boolean(),
			recorded_by: z.string(),
			state: z.enum(returnStates)
		})
	),
	rulings: z.array(
		z.object({
			id: z.string(),
			kind: z.enum(rulingKinds),
			subject_id: text,
			amount_cents: cents,
			/** What a revocation that is not signed yet would claim back now. */
			claimed_cents: cents,
			reason: z.string(),
			due_on: text,
			first_signed_by: z.string(),
			second_signed_by: text,
			discarded_at: z.nullable(instant)
		})
	)
});

export type CaseGrant = Readonly<z.infer<typeof caseGrantSchema>>;

/** A grant as the office sees it. Everything below throws `Refusal` as the function of the same name says in SQL. */
export async function caseGrant(client: Client, applicationId: string): Promise<CaseGrant> {
	return caseGrantSchema.parse(dataOf(await client.rpc('case_grant', { p_application: applicationId })));
}

/** What a version of the terms granted, for whom the database shows them to: the group, and staff. */
export async function amountOfTerms(client: Client, applicationId: string, version: number): Promise<number> {
	const [terms] = dataOf(
		await client
			.from('grant_terms')
			.select('amount_cents')
			.eq('application_id', applicationId)
			.eq('version', version)
	);
	return z.object({ amount_cents: cents }).parse(terms).amount_cents;
}

export async function judgeAccount(client: Client, id: string, isRight: boolean, note: string) {
	dataOf(await client.rpc('judge_bank_account', { p_account: id, p_is_right: isRight, p_note: note }));
}

/** What the person saw when they released: the state of the payout and the account it would go to. */
export type SeenPayout = { readonly state: string; readonly accountId: string };

export async function releasePayout(client: Client, id: string, seen: SeenPayout) {
	dataOf(
		await client.rpc('release_payout', {
			p_payout: id,
			p_seen: seen.state,
			p_account: seen.accountId || null
		})
	);
}

export async function refusePayout(client: Client, id: string, reason: string) {
	dataOf(await client.rpc('refuse_payout', { p_payout: id, p_reason: reason }));
}

export async function bouncePayout(client: Client, id: string, on: string, reason: string) {
	dataOf(await client.rpc('bounce_payout', { p_payout: id, p_on: on, p_reason: reason }));
}

export async function confirmBounce(client: Client, id: string) {
	dataOf(await client.rpc('confirm_bounce', { p_payout: id }));
}

export async function discardBounce(client: Client, id: string) {
	dataOf(await client.rpc('discard_bounce', { p_payout: id }));
}

const signed = 'id, first_at:first_signed_at, second_at:second_signed_at';
const timesOf = {
	grant_changes: signed,
	recoveries: signed,
	grant_rulings: signed,
	payouts: 'id, first_at:first_released_at, second_at:second_released_at, back_at:back_noted_at',
	money_returns: 'id, first_at:recorded_at'
} as const;
const time = z.optional(z.nullable(instant));
const timesRow = z.object({ id: z.string(), first_at: time, second_at: time, back_at: time });
type Times = z.infer<typeof timesRow>;
export type DeedTimes = Readonly<Record<keyof typeof timesOf, ReadonlyMap<string, Times>>>;

/**
 * When what happened to a grant was signed or booked, and noted as come back, by its kind and id: people are shown with the
 * name they had then. Groups choose the ids of what they send, so that an id alone does not tell what it is of.
 */
export async function deedTimes(client: Client, applicationId: string): Promise<DeedTimes> {
	const of = async (table: keyof typeof timesOf) => {
		const answer = await client.from(table).select(timesOf[table]).eq('application_id', applicationId);
		const rows = z.array(timesRow).parse(dataOf(answer));
		return new Map(rows.map((row) => [row.id, row]));
	};
	const [grant_changes, recoveries, grant_rulings, payouts, money_returns] = await Promise.all([
		of('grant_changes'),
		of('recoveries'),
		of('grant_rulings'),
		of('payouts'),
		of('money_returns')
	]);
	return { grant_changes, recoveries, grant_rulings, payouts, money_returns };
}

export async function discardChangeProposal(client: Client, id: string) {
	dataOf(await client.rpc('discard_change_proposal', { p_change: id }));
}

export async function discardRecovery(client: Client, id: string) {
	dataOf(await client.rpc('discard_recovery', { p_recovery: id }));
}

export type MoneyReturn = {
	/** Made with the form. */
	readonly id: string;
	readonly amountCents: number;
	readonly interestCents: number;
	/** Beyond all that was owed, and what happens to it. */
	readonly excessCents: number;
	readonly excessNote: string;
	readonly receivedOn: string;
	readonly recoveryId: string | null;
};

export async function recordReturn(client: Client, applicationId: string, back: MoneyReturn) {
	dataOf(
		await client.rpc('record_return', {
			p_application: applicationId,
			p_id: back.id,
			p_amount_cents: back.amountCents,
			p_interest_cents: back.interestCents,
			p_received_on: back.receivedOn,
			p_recovery: back.recoveryId,
			p_excess_cents: back.excessCents,
			p_excess_note: back.excessNote || null
		})
	);
}

export async function confirmReturn(client: Client, id: string) {
	dataOf(await client.rpc('confirm_return', { p_return: id }));
}

export async function discardReturn(client: Client, id: string) {
	dataOf(await client.rpc('discard_return', { p_return: id }));
}

export async function discardRuling(client: Client, id: string) {
	dataOf(await client.rpc('discard_ruling', { p_ruling: id }));
}
