import { withoutInvisibleMarks } from '../../core/text/text';

const MAX_CODE_POINTS = 120;
const fallback = 'Dokument';

/** Names Windows gives to devices: a file called so can be neither opened nor deleted there. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

const endings = { pdf: ['pdf'], jpeg: ['jpg', 'jpeg'], png: ['png'], webp: ['webp'] } as const;

/** A name that is safe to show, to save and to put into a header: no path, no controls, no marks that turn text around. */
export function cleanName(name: string): string {
	const last = name.split(/[/\\]/).findLast((part) => part.trim() !== '') ?? '';
	const plain = withoutInvisibleMarks(last.toWellFormed())
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}\p{Co}\uFFFD]/gu, '')
		.replace(/["<>:|?*]/g, '_')
		.replace(/\s+/g, ' ')
		.replace(/^[. ]+|[. ]+$/g, '')
		.replace(deviceName, '_$1');
	return shortened(plain) || fallback;
}

/** The clean name with the ending of what the bytes really are. */
export function keptName(name: string, kind: keyof typeof endings): string {
	const clean = cleanName(name);
	const [, stem = clean, ending = ''] = /^(.+)\.([a-z0-9]{1,5})$/i.exec(clean) ?? [];
	const own: readonly string[] = endings[kind];
	if (own.includes(ending.toLowerCase())) return clean;
	const isOfImage = /^(jpe?g|jfif|png|webp|hei[cf])$/i.test(ending);
	return shortened(`${isOfImage ? stem : clean}.${own[0]}`);
}

function shortened(name: string): string {
	const letters = [...name];
	if (letters.length <= MAX_CODE_POINTS) return name;
	const ending = /\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? '';
	return (
		letters
			.slice(0, MAX_CODE_POINTS - ending.length)
			.join('')
			.trimEnd() + ending
	);
}
