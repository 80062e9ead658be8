import type { CaseGrant, DeedTimes } from '$lib/server/supabase/grants';
import type { DeedNames, GrantNames } from '$lib/ui/grant/grant-view';

/** The name somebody had at a moment; without one, as they are called now. */
type NameAt = (person: string | null, at: string | null | undefined) => string | null;
type Signed = {
	readonly id: string;
	readonly first_signed_by: string | null;
	readonly second_signed_by: string | null;
};
type Grant = Pick<CaseGrant, 'payouts' | 'changes' | 'recoveries' | 'rulings' | 'returns' | 'accounts'>;

/**
 * Names under each deed by its kind and id, as they were when it was signed, booked or judged. Payouts, changes and accounts
 * carry ids that the group chose: in one list a second one with the id of the first would show other people under it.
 */
export function namesOfDeeds(grant: Grant, times: DeedTimes, name: NameAt): GrantNames {
	const signed = (rows: readonly Signed[], of: keyof DeedTimes) =>
		byId(rows, ({ id, first_signed_by, second_signed_by }) => ({
			first: name(first_signed_by, times[of].get(id)?.first_at),
			second: name(second_signed_by, times[of].get(id)?.second_at)
		}));
	return {
		payouts: byId(grant.payouts, ({ id, ...one }) => {
			const at = times.payouts.get(id);
			return {
				first: name(one.first_released_by, at?.first_at),
				second: name(one.second_released_by, at?.second_at),
				back: name(one.back_noted_by, at?.back_at)
			};
		}),
		changes: signed(grant.changes, 'grant_changes'),
		recoveries: signed(grant.recoveries, 'recoveries'),
		rulings: signed(grant.rulings, 'grant_rulings'),
		returns: byId(grant.returns, ({ id, recorded_by }) => ({
			first: name(recorded_by, times.money_returns.get(id)?.first_at)
		})),
		accounts: byId(grant.accounts, (one) => ({
			first: name(one.confirmed_by ?? one.refused_by, one.confirmed_at ?? one.refused_at)
		}))
	};
}

function byId<Row extends { readonly id: string }>(
	rows: readonly Row[],
	names: (row: Row) => DeedNames
): Readonly<Record<string, DeedNames>> {
	return Object.fromEntries(rows.map((row) => [row.id, names(row)]));
}
