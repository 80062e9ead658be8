import { secretClient } from '../supabase/clients';
import { removeObject } from '../supabase/file-bytes';
import { claimDiscarded, eraseDue, settleDiscarded } from '../supabase/retention';

const AT_ONCE = 20;

/**
 * Deletes what is kept no longer; true where there may be more. Rows go first, in one transaction with the note which bytes
 * belonged to them; the bytes go after, and only then that note: a process that dies in between leaves the note, and the
 * next one goes on.
 */
export async function erase(): Promise<boolean> {
	const client = await secretClient();
	const done = await eraseDue(client, AT_ONCE);
	const objects = await claimDiscarded(client, AT_ONCE);
	const gone: number[] = [];
	for (const object of objects) {
		await removeObject(client, object);
		gone.push(object.id);
	}
	if (gone.length > 0) await settleDiscarded(client, gone);
	return done > 0 || objects.length === AT_ONCE;
}
