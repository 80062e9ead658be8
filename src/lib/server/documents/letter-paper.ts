import { textBlocks } from '../../core/text/plain-text';
import type { ReadableLetter } from '../../i18n/letter-text';
import { m } from '../../i18n/generated/letters/messages';
import { languageOf } from '../../i18n/locales';
import { drawable, type Written } from './drawable';

type Cover = (characters: readonly number[]) => boolean;

/** A letter as it goes on paper: German, with a last page that explains it. */
export type LetterPaper = {
	readonly number: string;
	/** ISO date, so that the same letter makes the same file. */
	readonly day: string;
	readonly date: string;
	readonly sender: readonly Written[];
	readonly recipient: readonly Written[];
	readonly subject: Written;
	readonly blocks: readonly { readonly heading: Written | null; readonly parts: readonly Part[] }[];
	readonly explanation: {
		readonly lang: string;
		readonly isRtl: boolean;
		readonly heading: Written;
		readonly binding: Written;
		readonly parts: readonly Part[];
	};
	/** Set where nobody has signed yet: a preview must not pass for a letter. */
	readonly mark: string | null;
};

type Part =
	| { readonly kind: 'paragraph'; readonly lines: readonly Written[] }
	| { readonly kind: 'list'; readonly items: readonly Written[] };

export function letterPaper(
	letter: ReadableLetter,
	{ day, mark, cover }: { readonly day: string; readonly mark: string | null; readonly cover: Cover }
): LetterPaper {
	const pen = (lang: string) => (text: string) => drawable(text, cover, lang);
	const german = pen('de');
	const { tag, direction } = languageOf(letter.explanation.locale);
	const lang = tag.slice(0, 2);
	const own = pen(lang);
	const locale = letter.explanation.locale;
	return {
		number: letter.referenceNumber,
		day,
		date: letter.date,
		sender: letter.sender.map(german),
		recipient: letter.recipient.map(german),
		subject: german(letter.subject),
		blocks: letter.blocks.map(({ heading, text }) => ({
			heading: heading === '' ? null : german(heading),
			parts: partsOf(text, german)
		})),
		explanation: {
			lang,
			isRtl: direction === 'rtl',
			heading: own(m.letter_meaning({}, { locale })),
			binding: own(m.letter_binding({}, { locale })),
			parts: partsOf(letter.explanation.text, own)
		},
		mark
	};
}

function partsOf(text: string, pen: (text: string) => Written): readonly Part[] {
	return textBlocks(text).map((block) =>
		block.kind === 'list'
			? { kind: 'list', items: block.items.map(pen) }
			: { kind: 'paragraph', lines: block.text.split('\n').map(pen) }
	);
}
