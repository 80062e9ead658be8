export type TextBlock =
	| { readonly kind: 'paragraph'; readonly text: string }
	| { readonly kind: 'list'; readonly items: readonly string[] };

/**
 * Texts of rounds and pages are plain: blank lines part paragraphs, lines that begin with "- " are items of a list.
 * A list may follow its introduction directly. Nothing in them is ever read as HTML.
 */
export function textBlocks(text: string): readonly TextBlock[] {
	return text
		.replaceAll('\r\n', '\n')
		.split(/\n[ \t]*\n/)
		.flatMap(blocksOfPart);
}

function blocksOfPart(part: string): TextBlock[] {
	const blocks: TextBlock[] = [];
	let items: string[] = [];
	let lines: string[] = [];
	const close = () => {
		if (lines.length > 0) blocks.push({ kind: 'paragraph', text: lines.join('\n') });
		if (items.length > 0) blocks.push({ kind: 'list', items });
		[items, lines] = [[], []];
	};
	for (const line of part.split('\n').map((text) => text.trim())) {
		const item = line.startsWith('- ') ? line.slice(2).trim() : null;
		if ((item === null) === items.length > 0) close();
		if (item !== null) items.push(item);
		else if (line !== '') lines.push(line);
	}
	close();
	return blocks;
}
