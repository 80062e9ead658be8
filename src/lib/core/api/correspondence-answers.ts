import { explainedIn, letterKinds } from '../letter/template';
import { parseInstant } from '../time/instant';
import { clarificationParts } from './answers';
import type { EarlierClarification } from './clarification';
import type { Correspondence, Letter, Message, OpenedLetter } from './correspondence';
import { flag, list, misread, nullable, object, oneOf, text, type Reader, withDefault } from './reader';

/** Letters and messages as the device reads them; beside `answers` for one screen. */
const instant: Reader<string> = (value) =>
	typeof value === 'string' && parseInstant(value) !== null ? value : misread;
const number: Reader<number> = (value) =>
	typeof value === 'number' && Number.isFinite(value) ? value : misread;

export const readCorrespondence = object<Correspondence>({
	letters: list(
		object<Letter>({
			id: text,
			kind: oneOf(...letterKinds),
			written_at: instant,
			is_opened: flag,
			replaced_at: withDefault(nullable(instant), null)
		})
	),
	earlier: withDefault(
		list(
			object<EarlierClarification>({
				...clarificationParts,
				answered_at: nullable(text),
				answers: list(object<EarlierClarification['answers'][number]>({ id: text, text }))
			})
		),
		[]
	),
	may_write: flag,
	messages: list(
		object<Message>({
			id: text,
			is_from_office: flag,
			is_mine: flag,
			written_at: instant,
			text,
			is_read: flag,
			files: list(object<Message['files'][number]>({ id: text, name: text, size: number }))
		})
	)
});

export const readOpenedLetter = object<OpenedLetter>({
	subject: text,
	blocks: list(object<OpenedLetter['blocks'][number]>({ heading: text, text })),
	explanation: object<OpenedLetter['explanation']>({ locale: oneOf(...explainedIn), text })
});
