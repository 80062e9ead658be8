import { maxFileBytes } from '../../core/api/limits';
import { heicToJpeg } from './heic';
import { plainImage } from './image';
import { kindOf, type Kind } from './kind';
import { inTurn } from './in-turn';
import { keptName } from './name';
import { refuseHostilePdf } from './pdf';
import { refuseInfected } from './scanner';
import { refuseTwoFaced } from './two-faced';
import { Unfit, type FileFault } from './unfit';

export type Verdict =
	| { readonly fault: FileFault }
	| {
			readonly fault: null;
			readonly bytes: Uint8Array;
			readonly mediaType: 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/webp';
			readonly name: string;
	  };

/**
 * What is kept of the bytes somebody sent under a name: a PDF as it came, a photo drawn anew (so that nothing it carried
 * beside its pixels is left), or nothing and why. Decides by the bytes; the name may only contradict. Two at a time, and
 * never on the thread that answers others: a photo takes up to 256 MB while it is open.
 */
export function judge(bytes: Uint8Array, name: string): Promise<Verdict> {
	return inTurn(async () => {
		try {
			return await accept(bytes, name);
		} catch (failure) {
			if (failure instanceof Unfit) return { fault: failure.code };
			throw failure;
		}
	});
}

async function accept(bytes: Uint8Array, name: string): Promise<Verdict> {
	if (bytes.length === 0) throw new Unfit('file_empty');
	if (bytes.length > maxFileBytes) throw new Unfit('file_too_large');
	const kind = await kindOf(bytes);
	refuseOtherName(name, kind);
	refuseTwoFaced(bytes, kind);
	await refuseInfected(bytes);
	if (kind === 'pdf') {
		await refuseHostilePdf(bytes);
		return { fault: null, bytes, mediaType: 'application/pdf', name: keptName(name, 'pdf') };
	}
	const image =
		kind === 'heic' ? await plainImage(await heicToJpeg(bytes), 'jpeg') : await plainImage(bytes, kind);
	return {
		fault: null,
		bytes: image.bytes,
		mediaType: `image/${image.kind}`,
		name: keptName(name, image.kind)
	};
}

/**
 * A photo that calls itself a PDF, or the other way round, is not what somebody meant to send. Photos under the name of
 * another kind of photo are: phones and messengers convert them and keep the name.
 */
function refuseOtherName(name: string, kind: Kind): void {
	const ending = /\.([a-z0-9]+)$/i.exec(name.trim())?.[1]?.toLowerCase() ?? '';
	const claimsPdf = ending === 'pdf';
	const claimsImage = /^(jpe?g|jfif|png|webp|hei[cf])$/.test(ending);
	if ((claimsPdf && kind !== 'pdf') || (claimsImage && kind === 'pdf')) throw new Unfit('file_type_refused');
}
