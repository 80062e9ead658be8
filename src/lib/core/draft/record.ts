import { formSchemaVersion } from '../application/fields';
import type { Receipt } from '../application/receipt';
import type { Draft } from './draft';
import type { Changes, Fields } from './fields';

/**
 * What the device reads back from its own memory, checked by hand: every applicants' screen does this before it can show
 * a word, also offline, and a schema library would be a tenth of all it loads. What comes from the server goes through
 * the readers of core/api.
 */
export function isDraft(record: unknown): record is Draft {
	const draft = Object(record);
	return (
		areTexts(draft.id, draft.round) &&
		draft.schemaVersion === formSchemaVersion &&
		isFields(draft.fields) &&
		isNullOr(draft.base, ({ revision, fields }) => Number.isInteger(revision) && isFields(fields)) &&
		isListOf(draft.unacknowledged, isChanges) &&
		isListOf(draft.conflicts, isConflict) &&
		areNumbers(draft.createdAtMs, draft.updatedAtMs) &&
		isAbsentOr(draft.written, ({ by, order }) => areTexts(by) && areNumbers(order)) &&
		(draft.ownerId === null || areTexts(draft.ownerId)) &&
		isNullOr(
			draft.server,
			({ state, revision, receipt, may, helpsUntil, clarification, answered }) =>
				areTexts(state, helpsUntil ?? '') &&
				Number.isInteger(revision) &&
				isNullOr(receipt, isReceipt) &&
				[undefined, 'send', 'write', 'read'].includes(may) &&
				isAbsentOr(clarification, isClarification) &&
				isAbsentOr(answered, isAnswered)
		) &&
		isNullOr(
			draft.submission,
			({ key, preparedAtMs, isApproved, answers }) =>
				areTexts(key, answers ?? '') && areNumbers(preparedAtMs) && typeof isApproved === 'boolean'
		) &&
		areTexts(draft.copiedFrom ?? '', draft.openedFrom ?? '')
	);
}

type Loose = ReturnType<typeof Object>;
type Check = (value: Loose) => boolean;

function isReceipt(receipt: Partial<Receipt>): boolean {
	const { application_id, reference_number, received_at, sha256, is_late, state, round } = receipt;
	return (
		areTexts(application_id, reference_number, received_at, sha256, state, round) &&
		typeof is_late === 'boolean'
	);
}

function isClarification({ id, asked_at, due_on, items, message, message_language, message_de }: Loose) {
	return (
		areTexts(id, asked_at, due_on, message, message_language, message_de ?? '') &&
		isListOf(items, (item) => areTexts(Object(item).kind, Object(item).note))
	);
}

function isAnswered({ clarification_id, version, received_at, sha256, is_late }: Loose): boolean {
	return (
		areTexts(clarification_id, received_at, sha256) && areNumbers(version) && typeof is_late === 'boolean'
	);
}

function isConflict(conflict: unknown): boolean {
	const { path, base, mine, theirs } = Object(conflict);
	return areTexts(path) && [base, mine, theirs].every((value) => value === null || isFieldValue(value));
}

export function isFields(fields: unknown): fields is Fields {
	return isPlainObject(fields) && Object.values(fields).every(isFieldValue);
}

export function isChanges(changes: unknown): changes is Changes {
	return (
		isPlainObject(changes) && Object.values(changes).every((value) => value === null || isFieldValue(value))
	);
}

function isFieldValue(value: unknown): boolean {
	if (Array.isArray(value)) return areTexts(...value);
	return typeof value === 'string' || typeof value === 'boolean' || areNumbers(value);
}

function isNullOr(value: unknown, check: Check): boolean {
	return value === null || (isPlainObject(value) && check(value));
}

function isAbsentOr(value: unknown, check: Check): boolean {
	return value === undefined || isNullOr(value, check);
}

function isListOf(value: unknown, check: Check): boolean {
	return Array.isArray(value) && value.every(check);
}

function isPlainObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areTexts(...values: readonly unknown[]): boolean {
	return values.every((value) => typeof value === 'string');
}

function areNumbers(...values: readonly unknown[]): boolean {
	return values.every((value) => Number.isFinite(value));
}
