import { fail } from '@sveltejs/kit';
import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { applicantLabel, states } from '$lib/core/application/states';
import { maxFileBytes, maxMessageFiles } from '$lib/core/api/limits';
import { replacedAt } from '$lib/core/letter/replaced';
import { m } from '$lib/i18n/generated/staff/messages';
import type { Locale } from '$lib/i18n/locales';
import { readablePreview } from '$lib/i18n/letter-text';
import { statusTextIn } from '$lib/i18n/status-text';
import { fromOffice } from '$lib/server/files/from-office';
import type { FileFault } from '$lib/server/files/unfit';
import type { MailedEvent } from '$lib/server/mail/news';
import { orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { nameOf } from '$lib/server/staff/person-texts';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { mailedAddresses, type Case } from '$lib/server/supabase/cases';
import { lettersOf, previewOfDecision } from '$lib/server/supabase/letters';
import { messagesForStaff, noteRead, writeAsOffice } from '$lib/server/supabase/messages';
import type { Directory } from '$lib/server/supabase/staff';
import type { CaseLetter } from '$lib/ui/letter/case-letters';
import type { CaseMessage } from '$lib/ui/message/CaseMessages.svelte';
import type { GroupWords } from '$lib/ui/case/SeenByGroup.svelte';
import { messageSchema } from '$lib/ui/message/message-form';
import type { Asking } from './case-actions';
import { done, statusOf } from './case-answers';
import { localeOf, mailOf, previewedMail } from './news-of-click';

/** What the office and the applicants have written each other about a case, and what the next click would send them. */
export async function correspondenceOf(
	me: StaffPerson,
	application: Case,
	{ people, openDecisionId, origin }: { people: Directory; openDecisionId: string | null; origin: string }
) {
	const [letters, messages, preview, addresses] = await orErrorPage(
		Promise.all([
			lettersOf(me.client, application.id),
			messagesForStaff(me.client, application.id),
			openDecisionId === null ? null : previewOfDecision(me.client, openDecisionId),
			mailedAddresses(me.client, application.id)
		])
	);
	const mailPreview = (event: MailedEvent) => previewedMail(event, mailOf(application, addresses), origin);
	return {
		letters: letters.map((letter): CaseLetter => ({
			id: letter.id,
			kind: letter.kind,
			writtenAt: letter.written_at,
			isPrinted: letter.printed_at !== null,
			openedAt: letter.first_opened_at,
			sha256: letter.sha256,
			replacedAt: replacedAt(letter, letters)
		})),
		messages: messages.map((one): CaseMessage => ({
			id: one.id,
			person: one.is_from_office ? nameOf(one.author_id, people, me, one.written_at) : null,
			writtenAt: one.written_at,
			text: one.text,
			readAt: one.read_at,
			files: one.message_files.map(({ files }) => files)
		})),
		/** The letter the second signature would make now, and the fingerprint of its words. */
		letterPreview: preview && { letter: readablePreview(preview, new Date()), sha256: preview.sha256 },
		mails: {
			message: mailPreview('message'),
			request: mailPreview('state_clarification'),
			letter: mailPreview('letter')
		},
		groupWords: groupWordsIn(localeOf(application.submission.snapshot.form['contact_language'])),
		messageForm: await superValidate({ id: crypto.randomUUID() }, zod4(messageSchema), {
			id: 'message',
			errors: false
		})
	};
}

function groupWordsIn(locale: Locale): GroupWords {
	const labels = Object.fromEntries(
		states.map(applicantLabel).map((label) => [label, statusTextIn(label, locale)])
	);
	return { locale, labels: labels as GroupWords['labels'] };
}

/** Writes to the applicants; what they wrote before it counts as read. */
export async function writeMessage(event: Asking) {
	const { client } = await requireStaff(event, ['clerk', 'decider']);
	const posted = await event.request.formData();
	const form = await superValidate(posted, zod4(messageSchema), { id: 'message' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	// Browsers post a file without a name where none was chosen.
	const sent = posted.getAll('files').filter((entry) => entry instanceof File && entry.name !== '') as File[];
	const excess = excessOf(sent);
	if (excess !== null) return message(form, excess, { status: 422 });
	const judged = await fromOffice(event.params.id, sent);
	if (judged.fault !== null) {
		const text = m.message_file_refused({ name: judged.name, reason: fileFaultTexts[judged.fault]() });
		return message(form, text, { status: 422 });
	}
	try {
		await writeAsOffice(client, event.params.id, { ...form.data, files: judged.files });
		await noteRead(client, event.params.id);
	} catch (failure) {
		await judged.takeBack();
		const refusal = asRefusal(failure);
		return message(form, refusalText(refusal, staffLocale(event.locals)), { status: statusOf(refusal) });
	}
	return done(event, 'message');
}

function excessOf(sent: readonly File[]): string | null {
	if (sent.length > maxMessageFiles) return m.message_too_many_files({ max: maxMessageFiles });
	const bytes = sent.reduce((sum, { size }) => sum + size, 0);
	return bytes > maxFileBytes ? m.message_files_too_large() : null;
}

const fileFaultTexts: Readonly<Record<FileFault, () => string>> = {
	file_empty: m.file_fault_file_empty,
	file_too_large: m.file_fault_file_too_large,
	file_type_refused: m.file_fault_file_type_refused,
	file_damaged: m.file_fault_file_damaged,
	file_encrypted: m.file_fault_file_encrypted,
	file_hostile: m.file_fault_file_hostile
};

export async function markRead(event: Asking) {
	const { client } = await requireStaff(event, ['clerk', 'decider']);
	try {
		await noteRead(client, event.params.id);
	} catch (failure) {
		return fail(asRefusal(failure).status);
	}
	return done(event, 'messages_read');
}
