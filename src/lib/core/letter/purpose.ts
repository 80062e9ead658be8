import type { LetterFacts } from './letter';
import type { LetterTemplate } from './template';

const line = '{{purpose}}';

/**
 * A letter that agrees to another purpose says to which (§ 37 (1) VwVfG NRW). A template the office wrote itself may not name it: then it is
 * a part of its own under `heading`, behind the one that names the change, and a line of each explanation.
 */
export function tellingPurpose<Template extends LetterTemplate>(
	template: Template,
	{ change }: Pick<LetterFacts, 'change'>,
	heading: string
): Template {
	if (change?.purpose === undefined) return template;
	const { blocks, explanations } = template;
	const place = Math.max(
		0,
		blocks.findIndex(({ text }) => names(text, 'change'))
	);
	return {
		...template,
		blocks: blocks.some(({ text }) => names(text, 'purpose'))
			? blocks
			: blocks.toSpliced(place + 1, 0, { heading, text: line }),
		explanations: Object.fromEntries(
			Object.entries(explanations).map(([locale, text]) => [
				locale,
				!text || names(text, 'purpose') ? text : `${text}\n${line}`
			])
		)
	};
}

function names(text: string, placeholder: 'change' | 'purpose'): boolean {
	return new RegExp(`\\{\\{\\s*${placeholder}\\s*\\}\\}`).test(text);
}
