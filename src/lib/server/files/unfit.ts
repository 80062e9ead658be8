/** Why bytes are not kept, as `public.files.refusal` knows it. */
export type FileFault =
	'file_empty' | 'file_too_large' | 'file_type_refused' | 'file_damaged' | 'file_encrypted' | 'file_hostile';

/** Thrown inside this folder; `judge` turns it into a verdict. */
export class Unfit extends Error {
	readonly code: FileFault;

	constructor(code: FileFault) {
		super(code);
		this.code = code;
	}
}
