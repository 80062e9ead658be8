import { isFailureCode, type FailureCode } from '../failure/failure';

/** Of the record below; a later app may read older ones, never the other way round. */
export const fileVersion = 1;

export const fileStates = ['kept', 'uploaded', 'refused'] as const;

/** A document of an application, as this device knows it. Its bytes lie beside it, in parts. */
export type FileRecord = {
	/** A UUID made on the device; the file keeps it for good. */
	readonly id: string;
	readonly draftId: string;
	readonly version: typeof fileVersion;
	/** Code of a document of the round, `other` or `signed_page`. */
	readonly document: string;
	/** As people see it, with the ending of its type. */
	readonly name: string;
	readonly mediaType: string;
	readonly size: number;
	/** Of the bytes, in hexadecimal. */
	readonly sha256: string;
	/** Language it is written in, if somebody said so. */
	readonly language: string | null;
	readonly createdAtMs: number;
	/** `refused` waits for a person, who learns why from `failure`. */
	readonly state: (typeof fileStates)[number];
	readonly failure: FailureCode | null;
	/** How much of it the server has, as far as it told us. */
	readonly uploadedBytes: number;
	/** By this device's clock; null until the server has all of it. */
	readonly arrivedAtMs: number | null;
	/** Null where nobody counted. */
	readonly pageCount: number | null;
	/** Its place among photographed pages that are still to be put together; such a page never travels. */
	readonly page: number | null;
	/** False for what another device handed in: its bytes are on the server only. */
	readonly isHere: boolean;
};

/** With the office, or on its way there: not what it refused, nor a photographed page that waits for the others. */
export function isHandedIn({ state, page }: Pick<FileRecord, 'state' | 'page'>): boolean {
	return state !== 'refused' && page === null;
}

/** This device has it and the office does not, whatever is the reason. */
export function isOnlyHere({ isHere, state }: Pick<FileRecord, 'isHere' | 'state'>): boolean {
	return isHere && state !== 'uploaded';
}

/** Null for a record that cannot be understood: it is set aside and reported, never deleted. */
export function readFile(record: unknown): FileRecord | null {
	return isFile(record) ? record : null;
}

/** By hand for the reason given in core/draft/record. */
function isFile(record: unknown): record is FileRecord {
	const file: Partial<Record<keyof FileRecord, unknown>> = Object(record);
	const texts = [file.id, file.draftId, file.document, file.name, file.mediaType, file.sha256];
	const numbers = [file.size, file.createdAtMs, file.uploadedBytes];
	const numbersOrNull = [file.arrivedAtMs, file.pageCount, file.page];
	return (
		file.version === fileVersion &&
		texts.every((value) => typeof value === 'string') &&
		numbers.every(Number.isFinite) &&
		numbersOrNull.every((value) => value === null || Number.isFinite(value)) &&
		(file.language === null || typeof file.language === 'string') &&
		fileStates.some((state) => state === file.state) &&
		(file.failure === null || isFailureCode(file.failure)) &&
		typeof file.isHere === 'boolean'
	);
}

/** Until the office has finished its formal check, as `private.takes_files` has it in SQL; null before the first save. */
export function takesFiles(state: string | null): boolean {
	return ['draft', 'submitted', 'formal_check', 'clarification'].includes(state ?? 'draft');
}
