import * as z from 'zod/mini';
import { parseInstant } from '../time/instant';

const instant = z.string().check(z.refine((text) => parseInstant(text) !== null));
const nullableText = z.nullable(z.string());

/** Why something of mine is kept, see `my_retention` in SQL. */
export const keptReasons = ['held', 'running', 'draft', 'refused', 'unaccepted', 'asked', 'granted'] as const;

/** GET /api/v1/account/retention: how long what is mine is kept. */
export const retentionSchema = z.object({
	/** When I asked for everything to be deleted. */
	asked_at: z.nullable(instant),
	applications: z.array(
		z.object({
			id: z.string(),
			title: nullableText,
			reference_number: nullableText,
			why: z.enum(keptReasons),
			/** The day it is deleted; null where nobody can say yet. */
			due_on: nullableText,
			/** The day it would be deleted if I asked now; null: not before its time. */
			asked_on: nullableText,
			/** They go on with it when I leave. */
			has_other_owners: z.boolean()
		})
	),
	/** Drafts that lie still and go soon. */
	expiring: z.array(z.object({ id: z.string(), title: nullableText, due_on: z.string() }))
});

/** POST /api/v1/account/erasure: whether everything of mine is to be deleted; answered with the retention as it is then. */
export const erasureBodySchema = z.object({ is_wanted: z.boolean() });

export type Retention = Readonly<z.infer<typeof retentionSchema>>;
