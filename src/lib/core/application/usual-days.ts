import type { Round } from '../round/round';
import type { ApplicantLabel, State } from './states';

/** Applicants see five states; each of them is several of the office's, one after the other. */
const statesOf: Partial<Record<ApplicantLabel, readonly State[]>> = {
	received: ['submitted'],
	in_review: ['formal_check', 'assessment'],
	question: ['clarification'],
	decided: ['decision']
};

/** How long it usually takes until the next of the five states; null where the round does not say it. */
export function usualDays(label: ApplicantLabel, { usual_days }: Pick<Round, 'usual_days'>): number | null {
	const days = (statesOf[label] ?? []).map((state) => usual_days[state]);
	const known = days.filter((one) => one !== undefined);
	return known.length > 0 && known.length === days.length ? known.reduce((sum, one) => sum + one, 0) : null;
}
