import { deflateSync } from 'node:zlib';
import { rawPdf, stream } from './corpus.sample';

type Sample = readonly [how: string, make: () => Buffer];

const address = '/S /URI /URI (https://evil.example/)';
const link = (action: string) => `<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A ${action} >>`;
/** Objects and their numbers as whoever packs them writes them. */
function packed(objects: Readonly<Record<number, string>>): Buffer {
	let said = '';
	const places = Object.entries(objects).map(([number, object]) => {
		const place = `${number} ${said.length}`;
		said += `${object} `;
		return place;
	});
	const list = `${places.join(' ')} `;
	const dictionary = `/Type /ObjStm /N ${places.length} /First ${list.length} /Filter /FlateDecode`;
	return stream(dictionary, deflateSync(Buffer.from(list + said)));
}

/** `rawPdf` gives its objects the numbers from 3 on. */
export const addressesByThemselves: readonly Sample[] = [
	['when it is opened', () => rawPdf(`<< /OpenAction << ${address} >> >>`)],
	[
		'under another spelling',
		() => rawPdf('<< /Open#41ction << /S /URI /UR#49 (https://evil.example/) >> >>')
	],
	['behind a comment', () => rawPdf(`<< /OpenAction % >>\n 4 %\n 0 R >>`, `<< ${address} >>`)],
	['when a page is shown', () => rawPdf(`<< /Type /Page /AA << /O << ${address} >> >> >>`)],
	[
		'when a page is shown, said elsewhere',
		() =>
			rawPdf('<< /AA 4 0 R >>', '<< /C 9 0 R /O 5 0 R >>', `<< ${address} >>`, '(x)', '(x)', '(x)', 'null')
	],
	['in an object of its own', () => rawPdf('<< /OpenAction 4 0 R >>', `<< ${address} >>`)],
	[
		'in an object that is there twice',
		() => rawPdf('<< /OpenAction 3 0 R >>', '(x)', `(x) endobj 3 0 obj << ${address} >>`)
	],
	[
		'in a packed object',
		() => rawPdf('<< /OpenAction 9 0 R >>', packed({ 8: '<< >>', 9: `<< ${address} >>` }))
	],
	[
		'packed with what begins it',
		() => rawPdf(packed({ 8: '<< /OpenAction 9 0 R >>', 9: `<< ${address} >>` }))
	],
	['after a jump', () => rawPdf(`<< /OpenAction << /S /GoTo /D [2 0 R /Fit] /Next << ${address} >> >> >>`)],
	[
		'after a jump, in an object of its own',
		() =>
			rawPdf(
				'<< /OpenAction 4 0 R >>',
				'<< /S /GoTo /D [2 0 R /Fit] /Next [ << >> 5 0 R ] >>',
				`<< ${address} >>`
			)
	],
	[
		'after a list of its own',
		() => rawPdf('<< /OpenAction << /S /GoTo /D (x) /Next 4 0 R >> >>', '[5 0 R]', `<< ${address} >>`)
	],
	[
		'in an object nobody but a reader finds',
		() => rawPdf('<< /OpenAction 77 0 R >>', link(`<< ${address} >>`))
	],
	[
		'in an object whose head has a comment',
		() => rawPdf('<< /OpenAction 4 0 R >>', '<< /S /GoTo >>', `(x) endobj 4 % \n0 obj << ${address} >>`)
	],
	[
		'in objects that begin where nobody says',
		() =>
			rawPdf(
				'<< /OpenAction 9 0 R >>',
				link(`<< ${address} >>`),
				stream('/N 1 /First 9 0 R', deflateSync(Buffer.from('x')))
			)
	]
];

/** What Word, LibreOffice, LaTeX, typst and the programs of invoices write. */
export const addressesBehindClicks: readonly Sample[] = [
	['behind a link', () => rawPdf(link(`<< ${address} >>`))],
	[
		'behind a link, and a page to begin with',
		() =>
			rawPdf(
				'<< /OpenAction [4 0 R /XYZ null null 0] >>',
				`<< /Type /Page /Annots [5 0 R] >>`,
				link(`<< ${address} >>`)
			)
	],
	[
		'behind a link, and a jump to begin with',
		() =>
			rawPdf(
				'<< /OpenAction 4 0 R >>',
				'<< /S /GoTo /D [5 0 R /Fit] >>',
				'<< /Type /Page /Annots [6 0 R] >>',
				link('7 0 R'),
				`<< ${address} >>`
			)
	],
	[
		'packed behind a link, and a packed jump',
		() =>
			rawPdf(
				packed({
					7: '<< /OpenAction 8 0 R >>',
					8: '<< /S /GoTo /D [2 0 R /Fit] >>',
					9: link(`<< ${address} >>`)
				})
			)
	],
	['at its base', () => rawPdf('<< /OpenAction [3 0 R /Fit] /URI << /Base (https://a.example) >> >>')],
	[
		'behind a link, and a font called like a file',
		() =>
			rawPdf(
				link(`<< ${address} >>`),
				stream('/Resources << /Font << /F 9 0 R /Ref 9 0 R >> >> /F /Fl', deflateSync(Buffer.from('x')))
			)
	]
];
