import type { Applications } from './applications.svelte';
import { carryFile, type CarryParts } from './carry-file';

/**
 * What was deleted elsewhere goes on as a draft of its own, with the words and the documents this device has of it; gives the
 * id. The old one goes last: a window closed in the middle leaves one draft too many, never one too few.
 */
export async function keptAsNew(applications: Applications, parts: CarryParts, id: string): Promise<string> {
	const draft = applications.find(id);
	// Of two versions the other one is here alone by now: it would be lost in a draft the server knows nothing about.
	if (draft === null || draft.conflicts.length > 0) return id;
	const { round, fields, copiedFrom } = draft;
	const anew = await applications.create(
		round,
		copiedFrom === undefined ? { fields } : { id: copiedFrom, fields }
	);
	for (const file of applications.files(id)) if (file.isHere) await carryFile(file, anew, parts);
	await applications.remove(id);
	return anew;
}
