import { isHandedIn, type FileRecord } from '../../core/file/file';

/** A file beside an application, as far as a list of documents needs to know it. */
export interface Attached {
	/** Code of the round's document it answers. */
	readonly document: string;
	readonly name: string;
	/** Where its bytes can be had now; absent where they cannot. */
	readonly href?: string | undefined;
}

/** What is beside the words, as far as this device knows. `hrefOf`: what has arrived can be fetched from the server now. */
export function attachedOf(
	files: readonly FileRecord[],
	hrefOf?: (file: FileRecord) => string
): readonly Attached[] {
	return files.filter(isHandedIn).map((file) => ({
		document: file.document,
		name: file.name,
		href: file.state === 'uploaded' ? hrefOf?.(file) : undefined
	}));
}
