import * as z from 'zod/mini';
import { publicClient } from './clients';
import { dataOf } from './failure';

const address = z.nullable(z.string());
const signLanguageRow = z.object({ video: address, transcript: address });

/** Where the video in German Sign Language and its text are; the only settings everybody may see. */
export async function signLanguage(): Promise<Readonly<z.infer<typeof signLanguageRow>>> {
	return signLanguageRow.parse(dataOf(await (await publicClient()).rpc('sign_language_video')));
}
