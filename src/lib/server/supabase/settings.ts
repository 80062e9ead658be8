import * as z from 'zod/mini';
import { type Client, publicClient } from './clients';
import { dataOf } from './failure';

const address = z.nullable(z.string());
const signLanguageRow = z.object({ video: address, transcript: address });

/** Where the video in German Sign Language and its text are; the only settings everybody may see. */
export async function signLanguage(): Promise<Readonly<z.infer<typeof signLanguageRow>>> {
	return signLanguageRow.parse(dataOf(await (await publicClient()).rpc('sign_language_video')));
}

/** For admins; empty takes it away. Throws `Refusal` (see SQL). */
export async function setSignLanguage(client: Client, video: string, transcript: string): Promise<void> {
	dataOf(await client.rpc('set_sign_language', { p_video: video, p_transcript: transcript }));
}
