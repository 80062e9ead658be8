import type { FailureCode } from '../failure/failure';
import type { FileRecord } from './file';

/** Where a document is: what its line on the screen says. */
export type FileStanding =
	/** Photographed, and waiting for "done". */
	'page' | 'on_device' | 'needs_sign_in' | 'on_its_way' | 'arrived' | 'refused';

export type Travel = {
	readonly isOnline: boolean;
	/** The signed-in person is the one this application belongs to. */
	readonly isSignedIn: boolean;
	/** A request with a part of this file is under way. */
	readonly isTravelling: boolean;
	/** Why the last attempt did not work; null while all is well. */
	readonly lastFailure: FailureCode | null;
};

/** "Arrived" only with the server's word, "on its way" only while something moves. */
export function fileStanding(file: FileRecord, travel: Travel): FileStanding {
	if (file.state === 'uploaded') return 'arrived';
	if (file.state === 'refused') return 'refused';
	if (file.page !== null) return 'page';
	if (!travel.isSignedIn) return travel.isOnline ? 'needs_sign_in' : 'on_device';
	const isMoving = travel.isTravelling || (file.uploadedBytes > 0 && travel.lastFailure === null);
	return travel.isOnline && isMoving ? 'on_its_way' : 'on_device';
}
