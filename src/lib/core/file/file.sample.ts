import { type FileRecord, fileVersion } from './file';

/** A file for tests, kept on the device and on its way. */
export function sampleFile(changes: Partial<FileRecord> = {}): FileRecord {
	return {
		id: 'f1',
		draftId: 'd1',
		version: fileVersion,
		document: 'statutes',
		name: 'Satzung.pdf',
		mediaType: 'application/pdf',
		size: 3,
		sha256: '00',
		language: null,
		createdAtMs: 1,
		state: 'kept',
		failure: null,
		uploadedBytes: 0,
		arrivedAtMs: null,
		pageCount: null,
		page: null,
		isHere: true,
		...changes
	};
}
