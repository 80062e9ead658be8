import { answerLanguages } from '../core/application/fields';
import { maxFileBytes } from '../core/api/limits';
import type { FileStanding } from '../core/file/standing';
import type { Round } from '../core/round/round';
import { m } from './generated/files/messages';
import { languageName as ownName, languageOf, type Locale } from './locales';

const failures: Readonly<Record<string, () => string>> = {
	file_empty: m.refusal_file_empty,
	file_too_large: m.refusal_file_too_large,
	payload_too_large: m.refusal_file_too_large,
	file_type_refused: m.refusal_file_type_refused,
	file_mislabelled: m.refusal_file_mislabelled,
	file_damaged: m.refusal_file_damaged,
	file_encrypted: m.refusal_file_encrypted,
	file_hostile: m.refusal_file_hostile,
	too_many_files: m.refusal_too_many_files,
	storage_full: m.refusal_storage_full,
	storage_unavailable: m.refusal_storage_unavailable,
	not_found: m.refusal_not_found,
	unreadable: m.refusal_unreadable,
	not_in_state: m.refusal_not_in_state,
	draft_deleted: m.refusal_draft_deleted,
	offline: m.refusal_waiting,
	not_reachable: m.refusal_waiting,
	unexpected_answer: m.refusal_waiting,
	rate_limited: m.refusal_waiting,
	file_gap: m.refusal_waiting,
	signed_out: m.file_needs_sign_in
};

/** Why a document was not taken, or does not move; a code nobody foresaw still gets a true sentence. */
export function fileFailureText(code: string): string {
	return (failures[code] ?? m.refusal_unexpected)();
}

export function fileStandingText(standing: FileStanding, percent: number): string {
	const texts = {
		page: m.file_page,
		on_device: m.file_on_device,
		needs_sign_in: m.file_needs_sign_in,
		on_its_way: () => m.file_on_its_way({ percent }),
		arrived: m.file_arrived,
		refused: m.file_refused
	} as const satisfies Record<FileStanding, () => string>;
	return texts[standing]();
}

export interface DocumentTexts {
	readonly code: string;
	readonly label: string;
	readonly hint: string | null;
	readonly isRequired: boolean;
}

/** What can be handed in: what the round asks for after these answers, the signed page where it wants one, and anything else. */
export function documentTexts(asked: Round['documents'], { signature }: Round): readonly DocumentTexts[] {
	const [label, hint] = [m.documents_signed_page(), m.documents_signed_page_hint()];
	const signedPage = { code: 'signed_page', label, hint, isRequired: true };
	return [
		...asked.map((document) => ({ ...document, isRequired: document.is_required })),
		...(signature === 'signed_page' ? [signedPage] : []),
		{
			code: 'other',
			label: m.documents_other(),
			hint: m.documents_other_hint(),
			isRequired: false
		}
	];
}

/** "1,2 MB", "340 kB" */
export function formatBytes(bytes: number, locale: Locale): string {
	const isLarge = bytes >= maxFileBytes / 10;
	return new Intl.NumberFormat(`${languageOf(locale).tag}-u-nu-latn`, {
		style: 'unit',
		unit: isLarge ? 'megabyte' : 'kilobyte',
		maximumFractionDigits: isLarge ? 1 : 0
	}).format(Math.max(1, bytes / 1024) / (isLarge ? 1024 : 1));
}

/** Languages a document may be written in, in the reader's words. */
export function documentLanguages(locale: Locale): readonly { value: string; label: string }[] {
	return answerLanguages
		.filter((code) => code !== 'other')
		.map((code) => ({ value: code, label: languageName(code, locale) }));
}

/** Browsers know no names of languages in Kurdish, and would give them in the device's language: there each has its own. */
export function languageName(code: string, locale: Locale): string {
	if (locale === 'ku') return ownName(code) ?? code;
	return new Intl.DisplayNames([languageOf(locale).tag], { type: 'language' }).of(code) ?? code;
}
