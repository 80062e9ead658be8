import * as z from 'zod/mini';
import { formSchemaVersion } from '../application/fields';
import { receiptSchema } from '../application/receipt';
import { type Changes, changesBetween } from './fields';
import { changesSchema, fieldsSchema, fieldValueSchema } from './schemas';

const conflictSchema = z.readonly(
	z.object({
		path: z.string(),
		base: z.nullable(fieldValueSchema),
		mine: z.nullable(fieldValueSchema),
		theirs: z.nullable(fieldValueSchema)
	})
);

const draftSchema = z.readonly(
	z.object({
		/** A UUID made on the device; the application keeps it for good. */
		id: z.string(),
		/** The round's slug. */
		round: z.string(),
		/** Of the form, see formSchemaVersion. */
		schemaVersion: z.literal(formSchemaVersion),
		fields: fieldsSchema,
		/** What the server has, as far as it told us; null before the first answer. */
		base: z.nullable(z.readonly(z.object({ revision: z.int(), fields: fieldsSchema }))),
		/** Changes that left without an answer: when the server shows them later, they are our own words. */
		unacknowledged: z.readonly(z.array(changesSchema)),
		conflicts: z.readonly(z.array(conflictSchema)),
		createdAtMs: z.number(),
		updatedAtMs: z.number(),
		/** Whose account this belongs to; null while written without one. Only that person's session may send it. */
		ownerId: z.nullable(z.string()),
		server: z.nullable(
			z.readonly(z.object({ state: z.string(), revision: z.int(), receipt: z.nullable(receiptSchema) }))
		),
		/** Set when the person says "send": before the first attempt, and unchanged ever after. */
		submission: z.nullable(
			z.readonly(
				z.object({
					key: z.string(),
					preparedAtMs: z.number(),
					/** False when somebody else's words came in since: the person must look and say "send" again. */
					isApproved: z.boolean()
				})
			)
		)
	})
);

export type Draft = z.infer<typeof draftSchema>;

/** How a record of an older form becomes one of the next version, by the version it has. */
const upgrades: ReadonlyMap<number, (record: object) => object> = new Map();

export function newDraft(identity: {
	id: string;
	round: string;
	ownerId: string | null;
	nowMs: number;
}): Draft {
	const { id, round, ownerId, nowMs } = identity;
	return {
		id,
		round,
		schemaVersion: formSchemaVersion,
		fields: {},
		base: null,
		unacknowledged: [],
		conflicts: [],
		createdAtMs: nowMs,
		updatedAtMs: nowMs,
		ownerId,
		server: null,
		submission: null
	};
}

/** Null where the record is damaged or of a newer app: it is set aside then, never deleted and never half read. */
export function readDraft(record: unknown): Draft | null {
	const parsed = z.safeParse(draftSchema, upgraded(record));
	return parsed.success ? parsed.data : null;
}

/** What the device has and the server has not. */
export function unsavedChanges(draft: Draft): Changes {
	return changesBetween(draft.base?.fields ?? {}, draft.fields);
}

export function hasUnsavedChanges(draft: Draft): boolean {
	return Object.keys(unsavedChanges(draft)).length > 0;
}

function upgraded(record: unknown): unknown {
	if (typeof record !== 'object' || record === null || !('schemaVersion' in record)) return record;
	const upgrade = typeof record.schemaVersion === 'number' ? upgrades.get(record.schemaVersion) : undefined;
	return upgrade === undefined ? record : upgraded(upgrade(record));
}
