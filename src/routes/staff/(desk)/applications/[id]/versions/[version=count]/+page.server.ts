import { error } from '@sveltejs/kit';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { readCase } from '$lib/server/supabase/cases';
import { clarificationsOf } from '$lib/server/supabase/clarifications';
import { termsOf } from '$lib/server/supabase/rounds';
import { questionsOf } from '../../case-reading';

/** One version of an application as it was sent, read by the terms it was sent under. */
export async function load(event) {
	const me = await requireStaff(event);
	const locale = staffLocale(event.locals);
	const { id, version } = event.params;
	const [application, clarifications] = await orErrorPage(
		Promise.all([readCase(me.client, id, locale), clarificationsOf(me.client, id)])
	);
	const submission = application.submissions.find((one) => one.version === Number(version));
	if (!submission) error(404, { code: 'not_found', message: 'not_found' });
	const terms = { roundId: application.round_id, revision: submission.round_revision };
	const { round } = await orErrorPage(termsOf(me.client, terms, locale));
	const { form, form_schema_version, declarations } = submission.snapshot;
	return {
		reference: application.reference_number,
		title: application.title,
		version: submission.version,
		latest: application.submission.version,
		receivedAt: submission.received_at,
		sha256: submission.sha256,
		sent: { fields: form, schemaVersion: form_schema_version, round },
		declarations,
		questions: questionsOf(clarifications)
	};
}
