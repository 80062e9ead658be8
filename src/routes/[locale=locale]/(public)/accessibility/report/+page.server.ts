import { fail } from '@sveltejs/kit';
import { accessibilityReportSchema } from '$lib/core/api/accessibility-report';
import { isLocale } from '$lib/i18n/locales';
import { failureFields, log } from '$lib/server/operations/log';
import { report } from '$lib/server/supabase/accessibility-reports';
import { Refusal } from '$lib/server/supabase/failure';

export const actions = {
	default: async (event) => {
		const said = Object.fromEntries(await event.request.formData());
		const locale = isLocale(event.params.locale) ? event.params.locale : 'de';
		const parsed = accessibilityReportSchema.safeParse(said);
		if (!parsed.success) {
			const problems = parsed.error.issues.map(({ path, message }) => [String(path[0]), message]);
			return fail(422, { said: asText(said), problems: textsOf(problems), minutes: null, hasFailed: false });
		}
		try {
			await report(event, locale, parsed.data);
		} catch (failure) {
			const minutes = minutesToWait(failure);
			if (minutes === null) log('error', 'barrier_not_reported', failureFields(failure));
			return fail(minutes === null ? 503 : 429, {
				said: asText(said),
				problems: textsOf([]),
				minutes,
				hasFailed: minutes === null
			});
		}
		return { isReported: true };
	}
};

const asText = (said: object) =>
	textsOf(Object.entries(said).filter(([, value]) => typeof value === 'string'));

function textsOf(entries: readonly (readonly unknown[])[]): Readonly<Record<string, string>> {
	return Object.fromEntries(entries.map(([key, value]) => [String(key), String(value)]));
}

function minutesToWait(failure: unknown): number | null {
	if (!(failure instanceof Refusal) || failure.code !== 'too_many_attempts') return null;
	return Math.max(1, Math.ceil(Number(Object(failure.detail).retry_after_seconds) / 60));
}
