import { isState } from '$lib/core/application/states';
import { isCents, parseAmount } from '$lib/core/money/amount';
import { searchText } from '$lib/server/staff/search-text';
import { isMark, isSort, isView, type Filter, type Sort } from '$lib/server/supabase/desk';

const DAYS = /^\d{1,4}$/;

/** What the address of a list asks for; what is not understood is as if it were not there. */
export function queueWish(wish: URLSearchParams): { readonly filter: Filter; readonly sort: Sort } {
	const of = (name: string) => wish.get(name)?.trim() || null;
	const code = (name: string) => {
		const value = of(name);
		return value !== null && /^[a-z0-9_]{1,60}$/.test(value) ? value : null;
	};
	const cents = (name: string) => {
		const amount = parseAmount(of(name) ?? '');
		return isCents(amount) ? amount : null;
	};
	const view = wish.get('view');
	const sort = wish.get('sort');
	const state = of('state');
	const age = of('age');
	const mark = of('mark');
	return {
		filter: {
			view: isView(view) ? view : 'new',
			text: searchText(wish.get('q')),
			state: isState(state) ? state : null,
			district: code('district'),
			area: code('area'),
			kind: code('kind'),
			min_cents: cents('min'),
			max_cents: cents('max'),
			older_than_days: age !== null && DAYS.test(age) ? Number(age) : null,
			due_within_days: dueDays[of('due') ?? ''] ?? null,
			mark: isMark(mark) ? mark : null
		},
		sort: isSort(sort) ? sort : 'arrived_up'
	};
}

const dueDays: Readonly<Record<string, number>> = { over: 0, week: 8 };
