import * as z from 'zod/mini';
import { isKnownPath } from '../application/fields';
import { receiptSchema } from '../application/receipt';
import { states } from '../application/states';
import { type Changes } from '../draft/fields';
import { changesSchema, fieldsSchema } from '../draft/schemas';
import { isLongerThan, isStorable } from '../text/text';
import { parseInstant } from '../time/instant';
import { answeredSchema, clarificationSchema } from './clarification';
import { maxAnswerLength, maxChanges, maxCodeLength, maxCodes, maxTextLength } from './limits';
import { fileSchema } from './files';
import { maySchema } from './people';

const maxReasonLength = 2000;

const state = z.enum(states);
const revision = z.int().check(z.nonnegative());
export const idSchema = z
	.string()
	.check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));
/** Absent in answers of an older server, which knew nobody but those who may send. */
const may = z.optional(maySchema);
const instant = z.string().check(z.refine((text) => parseInstant(text) !== null));

/** PUT /api/v1/applications/{id}, and what else is saved in parts: `isKnown` says which paths it may hold. */
export function saveSchema(isKnown: (path: string) => boolean) {
	return z.readonly(
		z.object({
			round: z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80)),
			base_revision: revision,
			changes: changesSchema.check(z.refine((changes) => areAcceptable(changes, isKnown))),
			schema_version: z.int(),
			/** For a new application: the one it was copied from, whose organisation it joins. */
			copied_from: z.optional(z.nullable(idSchema))
		})
	);
}
export const saveBodySchema = saveSchema(isKnownPath);
export const savedSchema = z.object({ revision, state });

/** GET /api/v1/applications */
export const applicationListSchema = z.object({
	applications: z.array(
		z.object({
			id: z.string(),
			round: z.string(),
			title: z.nullable(z.string()),
			state,
			revision,
			updated_at: z.string(),
			receipt: z.nullable(receiptSchema),
			may
		})
	),
	/** When the server was put back from a backup: what else is not in the list may have been lost with it. */
	restores: z._default(z.array(z.object({ from: z.string(), until: z.string() })), [])
});

/** GET /api/v1/applications/{id} */
export const applicationSchema = z.object({
	id: z.string(),
	round: z.string(),
	revision,
	state,
	fields: fieldsSchema,
	schema_version: z.int(),
	receipt: z.nullable(receiptSchema),
	may,
	/** Of a helper: their last day. */
	helps_until: z.optional(z.nullable(z.string())),
	events: z.array(z.object({ to: state, at: z.string(), public_reason: z.nullable(z.string()) })),
	decision: z.nullable(
		z.object({
			outcome: z.enum(['approved', 'waitlisted', 'rejected']),
			amount_cents: z.nullable(z.int()),
			conditions: z.nullable(z.string())
		})
	),
	/** What the office waits for now. */
	clarification: z._default(z.nullable(clarificationSchema), null),
	/** The last answer to it, or to an earlier one. */
	answered: z._default(z.nullable(answeredSchema), null),
	/** Documents, those still on their way too. */
	files: z._default(z.array(fileSchema), []),
	/** Letters not opened yet, and messages of the office not seen. */
	unread: z._default(z.int().check(z.nonnegative()), 0),
	/** Of a proof of use alone, see core/proof/facts: read by the screens that need it. */
	facts: z.optional(z.unknown())
});

/**
 * POST /api/v1/applications/{id}/submit; answered with a receipt, the same one for the same key. `answers` names the
 * clarification this is the answer to: without it, or once the office waits for something else, nothing is sent again.
 */
export const submitBodySchema = z.readonly(
	z.object({ key: idSchema, revision, prepared_at: instant, answers: z.optional(idSchema) })
);

/** POST /api/v1/applications/{id}/withdraw */
export const withdrawBodySchema = z.object({ reason: z.string().check(z.maxLength(maxReasonLength)) });
export const withdrawnSchema = z.object({ state });

export type Saved = z.infer<typeof savedSchema>;
export type Withdrawn = z.infer<typeof withdrawnSchema>;
export type SaveBody = z.infer<typeof saveBodySchema>;
export type SubmitBody = z.infer<typeof submitBodySchema>;
export type ApplicationList = z.infer<typeof applicationListSchema>;
export type Application = z.infer<typeof applicationSchema>;

/** Known paths only, and texts the database can hold; whether they make sense is a problem to report, not to refuse. */
function areAcceptable(changes: Changes, isKnown: (path: string) => boolean): boolean {
	const entries = Object.entries(changes);
	return (
		entries.length <= maxChanges &&
		entries.every(([path, value]) => isKnown(path) && isAcceptable(value) && isAnswerOrField(path, value))
	);
}

/** Answers to questions of the office are texts, and the only ones with a limit that refuses. */
function isAnswerOrField(path: string, value: Changes[string]): boolean {
	if (!path.startsWith('answers.') || value === null) return true;
	return typeof value === 'string' && !isLongerThan(value, maxAnswerLength);
}

function isAcceptable(value: Changes[string]): boolean {
	if (typeof value === 'string') return !isLongerThan(value, maxTextLength) && isStorable(value);
	return (
		!Array.isArray(value) ||
		(value.length <= maxCodes && value.every((code) => code.length <= maxCodeLength && isStorable(code)))
	);
}
