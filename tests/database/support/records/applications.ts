import {
	after,
	before,
	code,
	hashed,
	heavy,
	long,
	one,
	type Records,
	sha256,
	text,
	whole
} from './records.ts';

const sixtyDays = [{ until: '2026-12-31' }, { until: '2027-03-03' }];
/** A whole day before Berlin's is not over: created in the last hour of the year, there. */
const created = { created_at: '2026-12-31T23:30:00Z', until: '2027-03-02' };
const bytes = {
	...{ state: 'complete', storage_path: 'a', media_type: 'application/pdf', completed_at: after },
	...{ received_bytes: 5, announced_size: 5 }
};

/** What applicants write and send, and what they are written. */
export const ofApplications: Records = {
	organisations_short_name: text('name', 20_000),
	organisation_members_known_roles: code('role', 'editor'),
	state_transitions_known_roles: code('role', 'system'),
	applications_form_is_a_small_map: [{ form: {} }, { form: [] }, { form: heavy(300_000) }],
	applications_known_states: code('state', 'report_due'),
	applications_sent_has_a_number: [
		{ state: 'submitted', reference_number: 'KOFEI-2027-1', submitted_at: after },
		{ reference_number: null },
		{ submitted_at: null }
	],
	status_event_details_short_reason: text('reason', 4000),
	submissions_hash_matches: hashed,
	submissions_versions_from_one: [{ version: 1 }, { version: 0 }],
	application_helpers_end_after_they_began: [{ created_at: before, ended_at: before }, { created_at: after }],
	application_helpers_for_sixty_days: [created, ...sixtyDays],
	invitations_help_for_sixty_days: [created, ...sixtyDays],
	invitations_helpers_have_one_application_and_an_end: [
		{ role: 'helper', application_id: one, until: '2027-03-01' },
		{ application_id: null },
		{ until: null },
		{ role: 'editor', until: null },
		{ role: 'editor', application_id: null }
	],
	invitations_known_roles: code('role', 'helper'),
	invitations_lower_case_email: [
		{ email: 'a@example.org' },
		{ email: 'A@example.org' },
		{ email: ' a@example.org' },
		{ email: 'example.org' },
		{ email: `${long(254)}@example.org` }
	],
	invitations_short_locale: text('locale', 20),

	files_complete_have_bytes: [
		bytes,
		{ storage_path: null },
		{ media_type: null },
		{ completed_at: null },
		{ received_bytes: 4 }
	],
	files_document_is_a_code: [
		{ document: 'statutes_2' },
		{ document: 'Statutes' },
		{ document: '2statutes' },
		{ document: long(41) }
	],
	files_hashes_are_hashes: [
		{ sha256, announced_sha256: sha256 },
		{ sha256: 'A'.repeat(64) },
		{ announced_sha256: 'a'.repeat(63) }
	],
	files_kept_types: [
		{ media_type: 'image/webp' },
		{ media_type: 'image/svg+xml' },
		{ media_type: 'text/html' }
	],
	files_known_refusals: code('refusal', 'file_hostile'),
	files_known_states: code('state', 'announced'),
	files_language_is_a_code: [{ language: 'de-simple' }, { language: 'German' }, { language: 'd' }],
	files_name_is_a_name: [
		{ name: 'Satzung.pdf', state: 'complete' },
		{ name: long(201) },
		{ name: '' },
		{ name: '../Satzung.pdf' },
		{ name: 'a\\b' },
		{ name: 'a\nb' },
		{ name: 'Satzung\u202efdp.exe' },
		{ name: 'Sat\u200bzung.pdf' }
	],
	files_refused_are_removed: [{ refusal: 'file_empty', state: 'removed' }, { state: 'complete' }],
	files_small_enough: [
		{ size: 10_485_760, announced_size: 10_485_760, received_bytes: 0 },
		{ size: 0 },
		{ size: 10_485_761 },
		{ announced_size: 0 },
		{ announced_size: 10_485_761 },
		{ received_bytes: -1 },
		{ received_bytes: 10_485_761 }
	],

	clarifications_answered_are_closed: [
		{ answered_at: before, closed_at: after },
		{ closed_at: '2027-01-01' }
	],
	clarifications_short_texts: [
		{ message: 'Bitte', message_de: long(4000) },
		{ message: '' },
		{ message: long(4001) },
		{ message_de: long(4001) }
	],
	clarifications_some_items: [{ items: [1] }, { items: [] }, { items: {} }, { items: Array(51).fill(1) }],
	messages_read_by_somebody: whole({ read_at: after, read_by: one }),
	messages_short_texts: text('text', 4000, 1),
	letters_known_languages: code('language', 'de-simple'),
	letters_opened_by_somebody: [
		{ first_opened_at: after, first_opened_by: one, printed_at: before },
		{ first_opened_at: null },
		{ first_opened_by: null },
		{ printed_at: null }
	],
	letters_printed_whole: [
		{ printed_at: after, sha256, size: 1, storage_path: 'a' },
		{ printed_at: null },
		{ sha256: null },
		{ size: null },
		{ storage_path: null },
		{ sha256: 'a' },
		{ size: 0 }
	],
	notifications_are_about_something: [
		{ status_event_id: 1, subject_id: null },
		{ status_event_id: null },
		{ subject_id: one }
	],
	notifications_one_recipient: [
		{ recipient_id: one, email: null },
		{ recipient_id: null },
		{ email: 'a@example.org' }
	],
	notifications_short_failure: text('last_failure', 60)
};
