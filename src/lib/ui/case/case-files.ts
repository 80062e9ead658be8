import { askedDocuments } from '../../core/application/asked';
import type { SentForm } from '../../i18n/office-form';
import { m } from '../../i18n/generated/staff/messages';

export type CaseFile = {
	readonly id: string;
	readonly document: string;
	readonly name: string;
	readonly size: number;
	readonly mediaType: string;
	readonly language: string | null;
	readonly arrivedAt: string;
};

/** One document of the list with what arrived for it. */
export type DocumentStand = {
	readonly code: string;
	readonly label: string;
	/** Null for what nobody asked for. */
	readonly isRequired: boolean | null;
	readonly files: readonly CaseFile[];
};

/** First what is missing, then what is there; at the end what came without being asked for. */
export function documentStands(sent: SentForm, files: readonly CaseFile[]): readonly DocumentStand[] {
	const asked = askedDocuments(sent.fields, sent.round).map(({ code, label, is_required }) => ({
		code,
		label,
		isRequired: is_required,
		files: files.filter(({ document }) => document === code)
	}));
	const others = [...new Set(files.map(({ document }) => document))]
		.filter((code) => !asked.some((document) => document.code === code))
		.map((code) => ({
			code,
			label: documentText(code, sent),
			isRequired: null,
			files: files.filter(({ document }) => document === code)
		}));
	const isMissing = ({ isRequired, files: here }: DocumentStand) => isRequired === true && here.length === 0;
	return [...asked.filter(isMissing), ...asked.filter((stand) => !isMissing(stand)), ...others];
}

/** Whether anything must be handed in by who applies. */
export function areDocumentsRequired({ fields, round }: SentForm): boolean {
	return askedDocuments(fields, round).some(({ is_required }) => is_required);
}

export function documentText(code: string, { round }: SentForm): string {
	if (code === 'other') return m.document_other();
	if (code === 'signed_page') return m.document_signed_page();
	return round.documents.find((document) => document.code === code)?.label ?? code;
}
