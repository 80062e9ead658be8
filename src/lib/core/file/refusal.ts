import type { FailureCode } from '../failure/failure';

/** Why this device does not take a file at all; said at once, while the person still knows which one it was. */
export const fileRefusals = [
	'file_empty',
	'file_too_large',
	'file_type_refused',
	'file_mislabelled',
	'file_damaged',
	'too_many_files',
	'storage_full',
	'storage_unavailable'
] as const;

export type FileRefusal = (typeof fileRefusals)[number];

/** What these bytes are will not change: only another file helps. Everything else may be taken another time. */
export function isForGood(failure: FailureCode | null): boolean {
	return failure !== null && ofItsBytes.includes(failure);
}

const ofItsBytes: readonly FailureCode[] = [
	'file_empty',
	'file_too_large',
	'payload_too_large',
	'file_type_refused',
	'file_damaged',
	'file_encrypted',
	'file_hostile',
	'unreadable'
];
