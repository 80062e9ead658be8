import {
	PDFArray,
	PDFDict,
	PDFDocument,
	PDFName,
	PDFNumber,
	PDFPageLeaf,
	PDFRef,
	PDFString,
	PDFHexString
} from '@cantoo/pdf-lib';
import { contentOf, drawnText, signsOfPage, unseen } from './pdf-text.sample';

/** An element of the tree a screen reader follows, with its words (without blanks, as `textOfPdf`) in the order it reads them. */
export type Tagged = {
	readonly tag: string;
	/** Its own, or that of the element around it. */
	readonly lang: string;
	/** Of a header cell. */
	readonly scope: string | null;
	readonly children: readonly (Tagged | string)[];
};

export type PdfStructure = {
	readonly title: string | undefined;
	readonly lang: string;
	readonly tree: Tagged;
	/** What is drawn and neither in the tree nor said to be decoration. */
	readonly untagged: readonly string[];
	/** Pieces the tree names twice or that are not drawn, and drawn ones it does not name. */
	readonly strays: readonly string[];
};

type Piece = { readonly id: number | null; readonly isDecoration: boolean; readonly text: string };

export async function structureOf(bytes: Uint8Array): Promise<PdfStructure> {
	const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
	const root = pdf.catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
	if (!root) throw new Error('this PDF has no structure');
	const pages = new Map(
		pdf.getPages().map((page, at) => [page.ref.toString(), { at, pieces: piecesOf(page.node) }])
	);
	const named: string[] = [];
	const lang = textOf(pdf.catalog.get(PDFName.of('Lang'))) ?? '';

	const wordsOf = (page: string, id: number): string => {
		named.push(`${page}#${id}`);
		return (pages.get(page)?.pieces ?? [])
			.filter((piece) => piece.id === id)
			.map(({ text }) => text)
			.join('');
	};
	const childrenOf = (kids: unknown, page: string, around: string): (Tagged | string)[] => {
		const kid = kids instanceof PDFRef ? pdf.context.lookup(kids) : kids;
		if (kid instanceof PDFArray) return kid.asArray().flatMap((one) => childrenOf(one, page, around));
		if (kid instanceof PDFNumber) return [wordsOf(page, kid.asNumber())];
		if (!(kid instanceof PDFDict)) return [];
		const onPage = kid.get(PDFName.of('Pg'))?.toString() ?? page;
		const id = kid.lookupMaybe(PDFName.of('MCID'), PDFNumber);
		if (id) return [wordsOf(onPage, id.asNumber())];
		const tag = kid.lookupMaybe(PDFName.of('S'), PDFName)?.decodeText();
		if (tag === undefined) return [];
		const own = textOf(kid.get(PDFName.of('Lang'))) ?? around;
		const children = childrenOf(kid.get(PDFName.of('K')), onPage, own);
		return [{ tag, lang: own, scope: scopeOf(kid), children }];
	};
	const [tree] = childrenOf(root.get(PDFName.of('K')), '', lang);
	if (!tree || typeof tree === 'string') throw new Error('the structure of this PDF is empty');

	const all = [...pages].flatMap(([page, { pieces }]) => pieces.map((piece) => ({ ...piece, page })));
	const drawn = new Set(all.flatMap(({ page, id }) => (id === null ? [] : [`${page}#${id}`])));
	return {
		title: pdf.getTitle(),
		lang,
		tree,
		untagged: all
			.filter(({ id, isDecoration, text }) => id === null && !isDecoration && text !== '')
			.map(({ text }) => text),
		strays: [
			...named.filter((name, at) => named.indexOf(name) !== at || !drawn.has(name)),
			...[...drawn].filter((name) => !named.includes(name))
		]
	};
}

/** All elements with one of these tags, in reading order. */
export function tagged(tree: Tagged, ...tags: readonly string[]): readonly Tagged[] {
	const below = tree.children.flatMap((child) => (typeof child === 'string' ? [] : tagged(child, ...tags)));
	return tags.includes(tree.tag) ? [tree, ...below] : below;
}

/** What a voice reads, without blanks. */
export function spoken(tree: Tagged): string {
	return tree.children.map((child) => (typeof child === 'string' ? child : spoken(child))).join('');
}

/** The languages of its words, in reading order and each once in a row. */
export function languagesOf(tree: Tagged): readonly string[] {
	const all = tree.children.flatMap((child) =>
		typeof child === 'string' ? (child === '' ? [] : [tree.lang]) : languagesOf(child)
	);
	return all.filter((lang, at) => lang !== all[at - 1]);
}

/** The marked pieces of a page as they are drawn; what lies in a piece without a number of its own belongs to the one around it. */
function piecesOf(page: PDFPageLeaf): readonly Piece[] {
	const content = contentOf(page);
	const signs = signsOfPage(page);
	const open: { id: number | null; isDecoration: boolean; isReplaced: boolean }[] = [];
	const pieces: Piece[] = [];
	let font: string | undefined;
	let from = 0;
	const close = (until: number) => {
		const numbered = open.findLast(({ id }) => id !== null);
		const part = content.slice(from, until);
		const text = drawnText(part, signs, font).replace(unseen, '');
		font = [...part.matchAll(/\/(\w+) [\d.]+ Tf/g)].at(-1)?.[1] ?? font;
		if (text !== '' || numbered)
			pieces.push({
				id: numbered?.id ?? null,
				isDecoration: open.some(({ isDecoration }) => isDecoration),
				text
			});
		from = until;
	};
	for (const mark of content.matchAll(
		/\/(\w+)\s*(<<(?:<[0-9A-Fa-f]*>|[^>]|>(?!>))*>>)?\s*(?:BDC|BMC)|(?<=\s)EMC(?=\s|$)/g
	)) {
		if (mark[0] === 'EMC') {
			if (open.at(-1)?.isReplaced !== true) {
				close(mark.index);
				from = mark.index + mark[0].length;
			}
			open.pop();
			continue;
		}
		// Words that are said instead of what is drawn stand at the beginning of their piece.
		if (mark[2]?.includes('/ActualText')) {
			open.push({ id: null, isDecoration: false, isReplaced: true });
			continue;
		}
		close(mark.index);
		const id = /\/MCID (\d+)/.exec(mark[2] ?? '')?.[1];
		open.push({
			id: id === undefined ? null : Number(id),
			isDecoration: mark[1] === 'Artifact',
			isReplaced: false
		});
		from = mark.index + mark[0].length;
	}
	close(content.length);
	return pieces;
}

function scopeOf(element: PDFDict): string | null {
	const given = element.lookup(PDFName.of('A'));
	const dicts = given instanceof PDFArray ? given.asArray() : [given];
	for (const dict of dicts) {
		const scope = dict instanceof PDFDict ? dict.lookupMaybe(PDFName.of('Scope'), PDFName) : undefined;
		if (scope) return scope.decodeText();
	}
	return null;
}

function textOf(object: unknown): string | undefined {
	return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText() : undefined;
}
