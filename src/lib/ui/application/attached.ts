/** A file beside an application, as far as a list of documents needs to know it. */
export interface Attached {
	/** Code of the round's document it answers. */
	readonly document: string;
	readonly name: string;
}
