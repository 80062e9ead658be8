import { parseInstant } from '../time/instant';

/** Änderungsanzeige: what of a grant can be told to be different. The same codes as `grant_changes.kind` in SQL. */
export const changeKinds = ['period', 'purpose', 'plan', 'further_grant', 'cancellation'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface PlanLine {
	readonly id: string;
	readonly cents: number;
}

/**
 * Single lines may be exceeded by some percent where as much is saved in others (ANBest-P 1.2): such a shift is only told,
 * nobody decides about it. `private.is_within_tolerance` in SQL; a test compares.
 */
export function isWithinTolerance(
	planned: readonly PlanLine[],
	wished: readonly PlanLine[],
	percent: number
): boolean {
	const wish = new Map(wished.map(({ id, cents }) => [id, cents]));
	const now = ({ id, cents }: PlanLine) => wish.get(id) ?? cents;
	const isBalanced = sum(planned.map(now)) === sum(planned.map(({ cents }) => cents));
	return isBalanced && planned.every((line) => now(line) * 100 <= line.cents * (100 + percent));
}

function sum(cents: readonly number[]): number {
	return cents.reduce((total, one) => total + one, 0);
}

export type PlanVersion = {
	readonly since: string;
	readonly lines: readonly {
		readonly id: string;
		readonly label: string | null;
		readonly approved_cents: number;
	}[];
};

/** A wished plan beside the one that held when it was told; later versions of the plan do not change what was wished. */
export function planShift(
	wished: readonly PlanLine[],
	versions: readonly PlanVersion[],
	notifiedAt: string
): {
	readonly lines: readonly {
		readonly id: string;
		readonly label: string | null;
		readonly fromCents: number;
		readonly toCents: number;
	}[];
	readonly fromCents: number;
	readonly toCents: number;
} {
	const told = parseInstant(notifiedAt) ?? Infinity;
	const begun = ({ since }: PlanVersion) => parseInstant(since) ?? Infinity;
	const newestFirst = versions.toSorted((one, other) => begun(other) - begun(one));
	const held = newestFirst.find((version) => begun(version) <= told) ?? newestFirst.at(-1);
	const before = new Map(held?.lines.map((line) => [line.id, line]));
	const wish = new Map(wished.map(({ id, cents }) => [id, cents]));
	return {
		lines: wished.map(({ id, cents }) => ({
			id,
			label: before.get(id)?.label ?? null,
			fromCents: before.get(id)?.approved_cents ?? 0,
			toCents: cents
		})),
		fromCents: sum([...before.values()].map((line) => line.approved_cents)),
		toCents: sum([...before.values()].map((line) => wish.get(line.id) ?? line.approved_cents))
	};
}
