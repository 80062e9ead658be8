import type { EligibilityFinding, EligibilityQuestion } from '$lib/core/check/eligibility';
import type { Round } from '$lib/core/round/round';
import { formatShortDate } from '$lib/i18n/format';
import { m } from '$lib/i18n/generated/public/messages';
import type { Locale } from '$lib/i18n/locales';

type Period = Pick<Round, 'project_from' | 'project_until'>;

/** A question of the check in words; one of them names the time of the round. */
export function questionText(code: EligibilityQuestion, round: Period, locale: Locale): string {
	const texts = {
		takes_place_here: m.check_question_in_duisburg,
		is_a_group: m.check_question_group,
		has_begun: m.check_question_begun,
		fits_the_period: () =>
			m.check_question_in_period({
				from: formatShortDate(round.project_from, locale),
				until: formatShortDate(round.project_until, locale)
			}),
		fits_the_purpose: m.check_question_topic
	} satisfies Record<EligibilityQuestion, () => string>;
	return texts[code]();
}

/** What an unwanted answer means, and what can be done about it. */
export function findingText(code: EligibilityFinding['code']): string {
	const texts = {
		elsewhere: m.check_reason_in_duisburg,
		single_person: m.check_reason_group,
		begun_too_early: m.check_reason_begun,
		outside_the_period: m.check_reason_in_period,
		other_purpose: m.check_reason_topic
	} satisfies Record<EligibilityFinding['code'], () => string>;
	return texts[code]();
}
