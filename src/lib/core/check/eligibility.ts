/** The check before the form (domain 2.2 A): it advises, stores nothing and never keeps anybody from writing. */
export const eligibilityQuestions = [
	{ code: 'takes_place_here', wanted: 'yes', otherwise: { code: 'elsewhere', weight: 'stop' } },
	{ code: 'is_a_group', wanted: 'yes', otherwise: { code: 'single_person', weight: 'advice' } },
	{ code: 'has_begun', wanted: 'no', otherwise: { code: 'begun_too_early', weight: 'ask_first' } },
	{ code: 'fits_the_period', wanted: 'yes', otherwise: { code: 'outside_the_period', weight: 'stop' } },
	{ code: 'fits_the_purpose', wanted: 'yes', otherwise: { code: 'other_purpose', weight: 'stop' } }
] as const;

export type EligibilityQuestion = (typeof eligibilityQuestions)[number]['code'];
export type EligibilityFinding = (typeof eligibilityQuestions)[number]['otherwise'];
export type EligibilityAnswers = Readonly<Partial<Record<EligibilityQuestion, 'yes' | 'no'>>>;

export type Eligibility = {
	/** `unfinished` until every question has an answer; a stop is told at once. */
	readonly outcome: 'unfinished' | 'eligible' | 'ask_first' | 'not_eligible';
	readonly findings: readonly EligibilityFinding[];
};

export function checkEligibility(answers: EligibilityAnswers): Eligibility {
	const findings = eligibilityQuestions
		.filter(({ code, wanted }) => (answers[code] ?? wanted) !== wanted)
		.map(({ otherwise }) => otherwise);
	if (findings.some(({ weight }) => weight === 'stop')) return { outcome: 'not_eligible', findings };
	const isUnfinished = eligibilityQuestions.some(({ code }) => answers[code] === undefined);
	if (isUnfinished) return { outcome: 'unfinished', findings };
	return { outcome: findings.length > 0 ? 'ask_first' : 'eligible', findings };
}
