/** The lists of a round that are edited one by one. Without schemas: addresses are matched by it in every browser. */
export const roundLists = [
	'areas',
	'districts',
	'target_groups',
	'cost_categories',
	'income_kinds',
	'criteria',
	'documents',
	'declarations',
	'assumptions'
] as const;
export type RoundListName = (typeof roundLists)[number];

export function isRoundList(value: string): value is RoundListName {
	return roundLists.some((list) => list === value);
}
