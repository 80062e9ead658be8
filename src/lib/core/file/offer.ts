import { type QueueItem, newUpload } from '../sync/outbox';
import type { FileRecord } from './file';
import { offeredAgain } from './upload';

type Queue = { readonly items: readonly QueueItem[]; readonly files: readonly FileRecord[] };

/**
 * The server has lost the application, or some of its documents (a restored backup): what had arrived from this device is
 * offered again. Of what was taken away on another device it still knows, and refuses it.
 */
export function offeredAnew(
	{ items, files }: Queue,
	nowMs: number,
	isMissing: (file: FileRecord) => boolean = () => true
): Queue {
	const isLost = (file: FileRecord) => file.state === 'uploaded' && file.isHere && isMissing(file);
	const uploads = files.filter(isLost).map(({ draftId, id }) => newUpload(draftId, id, nowMs));
	const waiting = items
		.filter(({ id }) => !uploads.some((upload) => upload.id === id))
		.map((item) => (item.kind === 'upload' ? { ...item, isAnnounced: false } : item));
	return {
		items: [...waiting, ...uploads],
		files: files.map((file) => (isLost(file) ? offeredAgain(file) : file))
	};
}
