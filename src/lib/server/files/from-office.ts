import { createHash } from 'node:crypto';
import { secretClient } from '../supabase/clients';
import { discard, keep } from '../supabase/file-bytes';
import type { OfficeFile } from '../supabase/messages';
import type { Verdict } from './judge';
import type { FileFault } from './unfit';

export type Judged =
	| { readonly fault: FileFault; readonly name: string }
	| { readonly fault: null; readonly files: readonly OfficeFile[]; readonly takeBack: () => Promise<void> };

/**
 * Documents that the office sends with a message: judged like everybody's, all of them before one is kept. They have no row
 * until the message is written; `takeBack` is for when it was not.
 */
export async function fromOffice(applicationId: string, sent: readonly File[]): Promise<Judged> {
	const { judge } = await import('./judge');
	const verdicts: Extract<Verdict, { fault: null }>[] = [];
	for (const file of sent) {
		const verdict = await judge(new Uint8Array(await file.arrayBuffer()), file.name);
		if (verdict.fault !== null) return { fault: verdict.fault, name: file.name };
		verdicts.push(verdict);
	}
	const secret = await secretClient();
	const kept: OfficeFile[] = [];
	for (const { bytes, mediaType, name } of verdicts) {
		const [id, sha256] = [crypto.randomUUID(), createHash('sha256').update(bytes).digest('hex')];
		await keep(secret, `${applicationId}/${id}/${sha256}`, { bytes, mediaType });
		kept.push({ id, name, size: bytes.length, sha256, media_type: mediaType });
	}
	return {
		fault: null,
		files: kept,
		takeBack: async () => {
			for (const { id, sha256 } of kept)
				await discard(secret, { applicationId, id }, `${applicationId}/${id}/${sha256}`);
		}
	};
}
