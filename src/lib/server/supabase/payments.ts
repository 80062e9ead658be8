import * as z from 'zod/mini';
import { changeKinds } from '../../core/grant/change';
import type { PaymentOrder } from '../../core/payment/credit-transfer';
import type { Client } from './clients';
import { dataOf } from './failure';
import { payoutBlocks, payoutStates, rulingKinds } from './grants';
import { instant } from './instant';

const text = z.nullable(z.string());
const of = { application_id: z.string(), reference_number: z.string(), organisation_name: text };

const deskSchema = z.object({
	payouts: z.array(
		z.object({
			...of,
			id: z.string(),
			number: z.number(),
			amount_cents: z.number(),
			needed_by: z.string(),
			state: z.enum(payoutStates),
			first_released_by: text,
			blocks: z.array(z.enum(payoutBlocks)),
			is_private: z.boolean()
		})
	),
	changes: z.array(
		z.object({
			...of,
			id: z.string(),
			kind: z.enum(changeKinds),
			notified_at: instant,
			first_signed_by: text
		})
	),
	accounts: z.array(z.object({ ...of, given_at: instant, is_private: z.boolean() })),
	/** Sent, and not checked yet. */
	proofs: z.array(z.object(of)),
	returns: z.array(z.object({ ...of, id: z.string(), amount_cents: z.number() })),
	bounces: z.array(z.object({ ...of, id: z.string(), amount_cents: z.number() })),
	claims: z.array(
		z.object({
			...of,
			id: z.string(),
			owed_cents: z.number(),
			/** Null where it cannot be reckoned yet. */
			interest_owed_cents: z.nullable(z.number()),
			due_on: z.string(),
			is_signed: z.boolean(),
			is_overdue: z.boolean()
		})
	),
	rulings: z.array(z.object({ ...of, id: z.string(), kind: z.enum(rulingKinds) })),
	runs: z.array(
		z.object({
			id: z.string(),
			number: z.number(),
			message_id: z.string(),
			execution_on: z.string(),
			created_by: z.string(),
			created_at: instant,
			payouts_count: z.number(),
			sum_cents: z.number(),
			is_made: z.boolean(),
			paid_on: text,
			/** Its file or list has left the house. */
			/** When its file or a list of it was fetched first; null where it never left the office. */
			given_out_at: z.nullable(instant),
			discarded_at: z.nullable(instant),
			confirmed_by: text,
			confirmed_at: z.nullable(instant),
			/** In the order of the file. */
			lines: z.array(z.object({ ...of, number: z.number(), amount_cents: z.number(), bounced_on: text })),
			/** What happened since it was ordered, or since somebody let it stand. */
			disturbances: z.array(z.object({ ...of, account_changed: z.boolean(), change_open: z.boolean() }))
		})
	),
	payer: z.nullable(z.object({ name: z.string(), iban: z.string(), bic: text })),
	/** Entered, and not confirmed by somebody else yet. */
	payer_proposal: z.nullable(
		z.object({
			id: z.string(),
			name: z.string(),
			iban: z.string(),
			bic: text,
			proposed_by: z.string(),
			proposed_at: instant
		})
	)
});

const orderSchema = z.object({
	message_id: z.string(),
	created_at: z.string(),
	execution_on: z.string(),
	payer: z.object({ name: z.string(), iban: z.string(), bic: text }),
	sum_cents: z.number(),
	transfers: z.array(
		z.object({
			end_to_end_id: z.string(),
			amount_cents: z.number(),
			name: z.string(),
			iban: z.string(),
			reference_number: z.string(),
			number: z.number(),
			organisation_name: text,
			bounced_on: text
		})
	)
});

export type DeskPayments = Readonly<z.infer<typeof deskSchema>>;

/** What waits to be paid in a round, and what was ordered. Everything here throws `Refusal` as in SQL. */
export async function deskPayments(client: Client, roundId: string): Promise<DeskPayments> {
	return deskSchema.parse(dataOf(await client.rpc('desk_payments', { p_round: roundId })));
}

/** `id` is made with the form: a double click is one order. */
export async function orderPayouts(
	client: Client,
	roundId: string,
	{ id, executionOn }: { readonly id: string; readonly executionOn: string }
): Promise<void> {
	dataOf(await client.rpc('order_payouts', { p_round: roundId, p_id: id, p_execution_on: executionOn }));
}

export async function paymentOrder(client: Client, runId: string): Promise<PaymentOrder> {
	return orderSchema.parse(dataOf(await client.rpc('payment_order', { p_run: runId })));
}

export const fileFormats = ['pain.001', 'csv', 'xlsx'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** To be called before a file leaves the house. */
export async function notePaymentFile(
	client: Client,
	runId: string,
	{ format, sha256 }: { readonly format: FileFormat; readonly sha256: string }
): Promise<void> {
	dataOf(await client.rpc('note_payment_file', { p_run: runId, p_format: format, p_sha256: sha256 }));
}

export async function settleRun(client: Client, runId: string, paidOn: string): Promise<void> {
	dataOf(await client.rpc('settle_payment_run', { p_run: runId, p_paid_on: paidOn }));
}

/** Somebody else lets a run stand although something happened since it was ordered. */
export async function confirmRun(client: Client, runId: string, note: string): Promise<void> {
	dataOf(await client.rpc('confirm_payment_run', { p_run: runId, p_note: note }));
}

export async function discardRun(client: Client, runId: string): Promise<void> {
	dataOf(await client.rpc('discard_payment_run', { p_run: runId }));
}

export type PayerAccount = { readonly name: string; readonly iban: string; readonly bic: string };

/** Waits for `confirmPayerAccount` by somebody else, where it is another account. `seen`: the one that waited on the page, or ''. */
export async function setPayerAccount(
	client: Client,
	roundId: string,
	payer: PayerAccount,
	seen = ''
): Promise<void> {
	dataOf(
		await client.rpc('set_payer_account', {
			p_round: roundId,
			p_name: payer.name,
			p_iban: payer.iban,
			p_bic: payer.bic || null,
			p_seen: seen || null
		})
	);
}

export async function confirmPayerAccount(
	client: Client,
	roundId: string,
	proposalId: string
): Promise<void> {
	dataOf(await client.rpc('confirm_payer_account', { p_round: roundId, p_proposal: proposalId }));
}
