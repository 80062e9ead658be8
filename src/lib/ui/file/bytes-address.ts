import type { FileRecord } from '../../core/file/file';
import { applicationOf } from '../../core/proof/id';

/** Where the server gives the bytes of a document it has, to those it belongs to and who are signed in. */
export function bytesAddress({ draftId, id }: Pick<FileRecord, 'draftId' | 'id'>): string {
	return `/api/v1/applications/${applicationOf(draftId)}/files/${id}`;
}
