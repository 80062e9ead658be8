import { finite, list, nullable, object, oneOf, record, text, type Reader } from '../api/reader';

export const financings = ['shortfall', 'share', 'fixed'] as const;
export type Financing = (typeof financings)[number];

export type PlannedLine = {
	readonly id: string;
	readonly label: string | null;
	/** Code of a cost category of the round. */
	readonly category: string | null;
	readonly cents: number;
};

export type ProofResult = {
	readonly accepted_cents: number;
	readonly grant_cents: number;
	readonly claim_cents: number;
	readonly reason: string | null;
	/** By receipt: what of it is accepted, and why not all. */
	readonly cuts: Readonly<Record<string, { readonly accepted_cents: number; readonly reason: string }>>;
};

/** What a proof is measured by; `private.proof_facts` in SQL. Kept with the proof, so that it can be written without network. */
export type ProofFacts = {
	/** Of the application. */
	readonly state: string;
	readonly amount_cents: number;
	readonly paid_cents: number;
	/** Granted, and nobody has asked for it yet. */
	readonly unasked_cents: number;
	readonly period_from: string;
	readonly period_until: string;
	readonly lines: readonly PlannedLine[];
	readonly planned_income_cents: number;
	readonly due_on: string;
	readonly financing: Financing;
	readonly tolerance_percent: number;
	/** Null until the check is concluded. */
	readonly result: ProofResult | null;
};

export const readFacts: Reader<ProofFacts> = object<ProofFacts>({
	state: text,
	amount_cents: finite,
	paid_cents: finite,
	unasked_cents: finite,
	period_from: text,
	period_until: text,
	lines: list(
		object<PlannedLine>({ id: text, label: nullable(text), category: nullable(text), cents: finite })
	),
	planned_income_cents: finite,
	due_on: text,
	financing: oneOf(...financings),
	tolerance_percent: finite,
	result: nullable(
		object<ProofResult>({
			accepted_cents: finite,
			grant_cents: finite,
			claim_cents: finite,
			reason: nullable(text),
			cuts: record(object<ProofResult['cuts'][string]>({ accepted_cents: finite, reason: text }))
		})
	)
});
