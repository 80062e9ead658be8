import {
	eligibilityQuestions,
	type EligibilityAnswers,
	type EligibilityQuestion
} from '$lib/core/check/eligibility';

/** The answers stand in the address and nowhere else: nothing is stored, back works, and so does another language. */
export function answersFrom(query: Pick<URLSearchParams, 'get'>): EligibilityAnswers {
	const answers: Partial<Record<EligibilityQuestion, 'yes' | 'no'>> = {};
	for (const { code } of eligibilityQuestions) {
		const value = query.get(code);
		if (value === 'yes' || value === 'no') answers[code] = value;
	}
	return answers;
}

/** The query for these answers, in the order of the questions, with one of them changed or taken back. */
export function queryOf(
	answers: EligibilityAnswers,
	change: Readonly<Partial<Record<EligibilityQuestion, 'yes' | 'no' | null>>> = {}
): string {
	const next = { ...answers, ...change };
	const query = new URLSearchParams(
		eligibilityQuestions.flatMap(({ code }) => {
			const value = next[code];
			return value ? [[code, value]] : [];
		})
	).toString();
	return query === '' ? '' : `?${query}`;
}
