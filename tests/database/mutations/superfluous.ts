/** Guards nobody misses, because another one forbids the same at all times; by the name of their mutation, with the reason. */
export const superfluous: Readonly<Record<string, string>> = {
	'raise public.discard_decision: not_found':
		'the next line asks whether the case is there, which a decision that is not has none of'
};
