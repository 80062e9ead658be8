import { parseInstant } from '../time/instant';
import type { PlanLine } from './change';

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
		fromCents: sum([...before.values()].map(({ approved_cents }) => approved_cents)),
		toCents: sum([...before.values()].map((line) => wish.get(line.id) ?? line.approved_cents))
	};
}

function sum(cents: readonly number[]): number {
	return cents.reduce((total, one) => total + one, 0);
}
