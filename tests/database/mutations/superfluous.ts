/** Guards nobody misses, because another one forbids the same at all times; by the name of their mutation, with the reason. */
export const superfluous: Readonly<Record<string, string>> = {
	'raise public.discard_decision: not_found':
		'the next line asks whether the case is there, and a decision that is not has none',
	'raise public.countersign_decision: not_found':
		'a decision that is not has no case, which is asked for right after',
	'raise public.countersign_letter: not_found':
		'what is no ruling either is not found by what is called right after',
	...Object.fromEntries(
		['change', 'recovery', 'ruling', 'proof_check'].map((kind) => [
			`raise public.countersign_${kind}: not_allowed`,
			'nobody but countersign_letter calls it, which refuses the same'
		])
	),
	'raise public.judge_bank_account: not_found':
		'an account that is not has no case, which is asked for right after',
	'raise private.lock_proof: not_found': 'a proof that is not has no case, which is asked for right after',
	'raise private.lock_change: not_found': 'a change that is not has no case, which is asked for right after',
	'raise private.lock_payout: not_found': 'a payment that is not has no case, which is asked for right after',
	'raise private.lock_recovery: not_found': 'a claim that is not has no case, which is asked for right after',
	'raise private.lock_return: not_found': 'a return that is not has no case, which is asked for right after',
	'raise private.lock_ruling: not_found': 'a ruling that is not has no case, which is asked for right after',
	...Object.fromEntries(
		['raise private.sign_first: not_allowed', 'first signatures of a grant by nobody of the office'].map(
			(name) => [
				name,
				'each of the four functions it calls refuses whoever is not of the office first of all'
			]
		)
	),
	'raise private.change_state: not_found': 'whoever calls it has the case in their hands',
	'raise public.delete_draft: not_found':
		'whoever has no such draft has no organisation to lock either, which is refused with the same answer',
	'raise private.keep_letter_of_decision: payload_invalid':
		'a proposal with such conditions is refused with the same answer before it is written, and nothing else writes decisions',
	'raise public.change_round: payload_invalid (2)':
		'what could not be read as a round is none, which the checks of the table refuse with the same answer'
};
