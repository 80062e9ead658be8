import { log } from '../operations/log';
import { noteStuckErasures } from '../operations/metrics';
import { secretClient, type Client } from '../supabase/clients';
import { removeObject } from '../supabase/file-bytes';
import { claimDiscarded, eraseDue, erasureFailures, settleDiscarded } from '../supabase/retention';

const AT_ONCE = 20;

/**
 * Deletes what is kept no longer; true where there may be more. Rows go first, in one transaction with the note which bytes
 * belonged to them; the bytes go after, and only then that note: a process that dies in between leaves the note, and the
 * next one goes on.
 */
export async function erase(): Promise<boolean> {
	const client = await secretClient();
	const done = await eraseDue(client, AT_ONCE);
	await tellFailures(client);
	const objects = await claimDiscarded(client, AT_ONCE);
	const gone: number[] = [];
	for (const object of objects) {
		await removeObject(client, object);
		gone.push(object.id);
	}
	if (gone.length > 0) await settleDiscarded(client, gone);
	return done > 0 || objects.length === AT_ONCE;
}

/** The last failure that is in the log. */
let toldUntil = '';

/** What cannot be deleted is tried once a day, and is in the log as often. */
async function tellFailures(client: Client): Promise<void> {
	const failures = await erasureFailures(client);
	noteStuckErasures(failures.length);
	for (const { code, place, attempts, failed_at } of failures.filter((one) => one.failed_at > toldUntil)) {
		log('error', 'erasure_failed', { code, place: place ?? undefined, attempts });
		toldUntil = failed_at;
	}
}
