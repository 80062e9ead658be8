export type TermsVersion = {
	readonly version: number;
	readonly amount_cents: number;
	readonly period_from: string;
	readonly period_until: string;
	readonly purpose: string | null;
	readonly lines: readonly {
		readonly id: string;
		readonly label: string | null;
		readonly approved_cents: number;
	}[];
};

type FromTo<Value> = { readonly from: Value; readonly to: Value };
type Period = { readonly from: string; readonly until: string };

export type TermsChange = {
	readonly amountCents: FromTo<number> | null;
	readonly period: FromTo<Period> | null;
	/** What the grant is for from this version on. */
	readonly purpose: string | null;
	readonly lines: readonly ({ readonly id: string; readonly label: string | null } & FromTo<number>)[];
};

/** What each version of the terms says differently from the one before it; null for the first. Newest first, as they came or not. */
export function termsChanges<Version extends TermsVersion>(
	versions: readonly Version[]
): readonly { readonly version: Version; readonly changed: TermsChange | null }[] {
	return versions
		.toSorted((one, other) => other.version - one.version)
		.map((version, place, sorted) => {
			const before = sorted[place + 1];
			return { version, changed: before ? changeOf(before, version) : null };
		});
}

function changeOf(before: TermsVersion, after: TermsVersion): TermsChange {
	const isOtherPeriod =
		before.period_from !== after.period_from || before.period_until !== after.period_until;
	const held = new Map(before.lines.map((line) => [line.id, line.approved_cents]));
	return {
		amountCents:
			before.amount_cents === after.amount_cents
				? null
				: { from: before.amount_cents, to: after.amount_cents },
		period: isOtherPeriod ? { from: periodOf(before), to: periodOf(after) } : null,
		purpose: before.purpose === after.purpose ? null : after.purpose,
		lines: after.lines
			.map(({ id, label, approved_cents: to }) => ({ id, label, from: held.get(id) ?? 0, to }))
			.filter(({ from, to }) => from !== to)
	};
}

function periodOf({ period_from, period_until }: TermsVersion): Period {
	return { from: period_from, until: period_until };
}
