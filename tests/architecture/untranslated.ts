import { parse, type AST } from 'svelte/compiler';
import ts from 'typescript';

type Node = AST.SvelteNode | AST.Text;
type Expression = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A name is the same in every language, and so is that of a format. */
const names = /\b(KOFEI|WebP|JPEG|PNG|HEIC|PDF)\b/g;
const hasLetters = (text: string) => /\p{L}/u.test(text.replace(names, ''));
/** What people would read: several words, a word with a capital, or letters that no name in a program has. */
const looksWritten = (text: string) => {
	const bare = text.replace(names, '').trim();
	return (
		/\p{L}{2,}[,;:.!?]?\s+\p{L}{2,}/u.test(bare) ||
		/^\p{Lu}\p{Ll}+[.:!?]?$/u.test(bare) ||
		hasForeignLetters(bare)
	);
};
const hasForeignLetters = (text: string) => [...text].some((sign) => sign > '\u007f' && /\p{L}/u.test(sign));

/** Attributes that are shown or spoken. Those of a component are judged by what they say, because they may be anything. */
const spokenAttributes = new Set([
	'alt',
	'aria-label',
	'aria-description',
	'aria-placeholder',
	'aria-roledescription',
	'aria-valuetext',
	'label',
	'placeholder',
	'summary',
	'title'
]);
const silentAttributes = new Set(['class', 'generics', 'lang', 'rel', 'sizes', 'style', 'media']);

/** Every node of a template, with the one it stands in. */
export function* nodesOf(
	node: unknown,
	parent: Node | null = null
): Generator<{ node: Node; parent: Node | null }> {
	if (Array.isArray(node)) {
		for (const one of node) yield* nodesOf(one, parent);
		return;
	}
	if (typeof node !== 'object' || node === null) return;
	const isNode = 'type' in node && typeof node.type === 'string';
	if (isNode) yield { node: node as Node, parent };
	for (const [key, value] of Object.entries(node)) {
		if (['metadata', 'loc', 'css', 'instance', 'module'].includes(key)) continue;
		yield* nodesOf(value, isNode ? (node as Node) : parent);
	}
}

/** Words of a component that are in no catalogue: in its text, in what is spoken, and in its program. */
export function wordsInComponent(source: string): readonly string[] {
	const { fragment, instance, module } = parse(source, { modern: true });
	const found = new Set<string>();
	for (const { node, parent } of nodesOf(fragment)) {
		for (const words of wordsOfNode(node, parent)) found.add(words.trim());
	}
	for (const script of [instance, module]) {
		if (script) for (const words of wordsInProgram(source.slice(...spanOf(script)))) found.add(words.trim());
	}
	return [...found];
}

function spanOf({ content }: AST.Script): [number, number] {
	const { start, end } = content as unknown as { start: number; end: number };
	return [start, end];
}

function wordsOfNode(node: Node, parent: Node | null): readonly string[] {
	const standsIn = parent?.type ?? '';
	switch (node.type) {
		case 'Text': {
			if (standsIn === 'Attribute' || (standsIn === 'RegularElement' && isSilent(parent))) return [];
			return hasLetters(node.data) ? [node.data] : [];
		}
		case 'ExpressionTag':
			return standsIn === 'Attribute' ? [] : saidBy(node.expression).filter(hasLetters);
		case 'RegularElement':
		case 'Component':
		case 'SvelteElement':
			return node.attributes.flatMap((attribute) =>
				attribute.type === 'Attribute' ? wordsOfAttribute(attribute, node) : []
			);
		default:
			return [];
	}
}

const isSilent = (parent: Node | null) =>
	parent?.type === 'RegularElement' && ['style', 'script'].includes(parent.name);

function wordsOfAttribute(attribute: AST.Attribute, owner: Node): readonly string[] {
	if (silentAttributes.has(attribute.name) || attribute.value === true) return [];
	const parts = [attribute.value].flat();
	const said = parts.flatMap((part) => (part.type === 'Text' ? [part.data] : saidBy(part.expression)));
	if (spokenAttributes.has(attribute.name)) return said.filter(hasLetters);
	const isButton =
		owner.type === 'RegularElement' &&
		['input', 'meta'].includes(owner.name) &&
		['value', 'content'].includes(attribute.name);
	return owner.type === 'Component' || isButton ? said.filter(looksWritten) : [];
}

/** The texts an expression may turn out to be: not what it compares, asks or calls with. */
function saidBy(expression: unknown): readonly string[] {
	const node = expression as Expression;
	switch (node.type) {
		case 'Literal':
			return typeof node['value'] === 'string' ? [node['value']] : [];
		case 'TemplateLiteral':
			return [
				...[node['quasis'] as { value: { cooked: string } }[]].flat().map(({ value }) => value.cooked),
				...[node['expressions'] as unknown[]].flat().flatMap(saidBy)
			];
		case 'ConditionalExpression':
			return [...saidBy(node['consequent']), ...saidBy(node['alternate'])];
		case 'LogicalExpression':
			return [...saidBy(node['left']), ...saidBy(node['right'])];
		case 'BinaryExpression':
			return node['operator'] === '+' ? [...saidBy(node['left']), ...saidBy(node['right'])] : [];
		case 'TSAsExpression':
		case 'TSSatisfiesExpression':
		case 'TSNonNullExpression':
			return saidBy(node['expression']);
		default:
			return [];
	}
}

/** Calls whose words are for developers, or for the browser. */
const unread =
	/^(console\.\w+|describe|error|new \w*(Error|Exception))$|\.(closest|matches|querySelector(All)?|exec|prepare|select)$/;

/** Media types, selectors, lists of columns, conditions of a style sheet. */
const isNotation = (text: string) =>
	/[_=<>{}[\]|]|\w\/\w|\w:[\w ]|-[a-z]+:/.test(text) || /^[\w-]+(, [\w-]+)+,? ?$/.test(text);

/** Literals of a program that look like words for people. */
export function wordsInProgram(source: string): readonly string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
		if (ts.isThrowStatement(node) || isUnreadCall(node) || isComparison(node)) return;
		const text = textOf(node);
		if (text !== null && looksWritten(text) && (hasForeignLetters(text) || !isNotation(text)))
			found.push(text);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('program.ts', source, ts.ScriptTarget.Latest, true));
	return found;
}

function textOf(node: ts.Node): string | null {
	const isText =
		ts.isStringLiteral(node) ||
		ts.isNoSubstitutionTemplateLiteral(node) ||
		ts.isTemplateHead(node) ||
		ts.isTemplateMiddle(node) ||
		ts.isTemplateTail(node);
	if (!isText) return null;
	// The name of a property is no text.
	const isName = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
	return isName ? null : node.text;
}

function isUnreadCall(node: ts.Node): boolean {
	if (ts.isCallExpression(node)) return unread.test(node.expression.getText().replace(/\s+/g, ''));
	return ts.isNewExpression(node) && unread.test(`new ${node.expression.getText()}`);
}

function isComparison(node: ts.Node): boolean {
	const silent = [
		ts.SyntaxKind.EqualsEqualsEqualsToken,
		ts.SyntaxKind.ExclamationEqualsEqualsToken,
		ts.SyntaxKind.InKeyword
	];
	return ts.isBinaryExpression(node) && silent.includes(node.operatorToken.kind);
}
