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
