import { problemCodes } from '../application/problem';
import type { Receipt } from '../application/receipt';
import { states } from '../application/states';
import type { FieldValue } from '../draft/fields';
import { failureCodes } from '../failure/failure';
import type { Restore } from '../sync/restore';
import type { Application, ApplicationList, Saved, Withdrawn } from './applications';
import type { Answered, Clarification, ClarificationItem } from './clarification';
import type { ApiError } from './error';
import type { ApiFile, FileProgress } from './files';
import {
	either,
	finite,
	flag,
	list,
	misread,
	nullable,
	object,
	oneOf,
	optional,
	record,
	text,
	whole,
	withDefault,
	type Reader
} from './reader';
import type { CodeAnswer, SessionAnswer, VerifyAnswer } from './session';

/** What the server answers, as the device reads it. Each reader takes and gives what the schema of its type does. */
const state = oneOf(...states);
const count: Reader<number> = (value) => {
	const known = whole(value);
	return known !== misread && known < 0 ? misread : known;
};
const revision = count;
const may = optional(oneOf('send', 'write', 'read'));
const fieldValue: Reader<FieldValue> = either(either(text, flag), either(finite, list(text)));

export const readReceipt: Reader<Receipt> = object<Receipt>({
	application_id: text,
	reference_number: text,
	received_at: text,
	sha256: text,
	is_late: flag,
	state: text,
	round: text
});

export const readSaved = object<Saved>({ revision, state });

export const readApplicationList = object<ApplicationList>({
	applications: list(
		object<ApplicationList['applications'][number]>({
			id: text,
			round: text,
			title: nullable(text),
			state,
			revision,
			updated_at: text,
			receipt: nullable(readReceipt),
			may
		})
	),
	restores: withDefault(list(object<Restore>({ from: text, until: text })), [])
});

/** By their kind; a kind of a later version makes the whole answer one that this version cannot read. */
const item: Reader<ClarificationItem> = (value) => itemReaders[Object(value).kind]?.(value) ?? misread;
const itemReaders: Readonly<Record<string, Reader<ClarificationItem>>> = {
	section: object<Item<'section'>>({ kind: oneOf('section'), section: text, note: text }),
	document: object<Item<'document'>>({ kind: oneOf('document'), document: text, note: text }),
	question: object<Item<'question'>>({ kind: oneOf('question'), id: text, note: text }),
	translation: object<Item<'translation'>>({ kind: oneOf('translation'), path: text, note: text })
};
type Item<Kind> = Extract<ClarificationItem, { kind: Kind }>;

export const clarificationParts = {
	id: text,
	asked_at: text,
	due_on: text,
	items: list(item),
	message: text,
	message_language: text,
	message_de: nullable(text)
} as const;
const clarification = object<Clarification>(clarificationParts);

const answered = object<Answered>({
	clarification_id: text,
	version: whole,
	received_at: text,
	sha256: text,
	is_late: flag
});

const file = object<ApiFile>({
	id: text,
	document: text,
	name: text,
	size: count,
	sha256: text,
	media_type: nullable(text),
	language: nullable(text),
	received_bytes: count,
	is_complete: flag,
	at: text
});

export const readFileProgress = object<FileProgress>({ received_bytes: count, is_complete: flag });

export const readApplication = object<Application>({
	id: text,
	round: text,
	revision,
	state,
	fields: record(fieldValue),
	schema_version: whole,
	receipt: nullable(readReceipt),
	may,
	helps_until: optional(nullable(text)),
	clarification: withDefault(nullable(clarification), null),
	answered: withDefault(nullable(answered), null),
	files: withDefault(list(file), []),
	events: list(object<Application['events'][number]>({ to: state, at: text, public_reason: nullable(text) })),
	decision: nullable(
		object<NonNullable<Application['decision']>>({
			outcome: oneOf('approved', 'waitlisted', 'rejected'),
			amount_cents: nullable(whole),
			conditions: nullable(text)
		})
	),
	unread: withDefault(count, 0),
	facts: (value) => value
});

export const readWithdrawn = object<Withdrawn>({ state });

export const readCodeAnswer = object<CodeAnswer>({ ok: oneOf(true) });
export const readVerifyAnswer = object<VerifyAnswer>({ email: text, locale: nullable(text) });
export const readSession = object<SessionAnswer>({ email: nullable(text) });

const params = optional(record(either(text, finite)));

export const readError = object<ApiError>({
	code: oneOf(...failureCodes),
	params,
	problems: optional(list(object<Problem>({ path: text, code: oneOf(...problemCodes), params })))
});

type Problem = NonNullable<ApiError['problems']>[number];
