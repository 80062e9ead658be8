import * as z from 'zod/mini';
import { findingKinds, judgements } from '../../core/application/check';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

const finding = z.object({
	code: z.string(),
	finding: z.enum(findingKinds),
	params: z.record(z.string(), z.unknown())
});
const judged = z.object({ judgement: z.nullable(z.enum(judgements)), reason: z.string() });
const record = z.object({
	id: z.string(),
	version: z.number(),
	items: z.array(z.extend(finding, judged.shape)),
	note: z.string(),
	is_passed: z.boolean(),
	signed_by: z.string(),
	signed_at: instant
});
const checkSchema = z.object({
	findings: z.array(finding),
	/** 0 before anybody wrote. */
	revision: z.number(),
	judgements: z.record(z.string(), judged),
	note: z.string(),
	written_by: z.nullable(z.string()),
	written_at: z.nullable(instant),
	records: z.array(record)
});

export type FormalCheck = Readonly<z.infer<typeof checkSchema>>;
export type Judged = Readonly<z.infer<typeof judged>>;

/** The checklist as it is now, what is written, and what was signed. Throws `Refusal` (see `formal_check` in SQL). */
export async function formalCheckOf(client: Client, applicationId: string): Promise<FormalCheck> {
	return checkSchema.parse(dataOf(await client.rpc('formal_check', { p_application: applicationId })));
}

export type CheckWords = {
	/** That was read: somebody who wrote in between is not overwritten. */
	readonly revision: number;
	readonly judgements: Readonly<Record<string, Judged>>;
	readonly note: string;
	readonly isSigned: boolean;
};

/** Keeps the check, or signs it for good. Throws `Refusal` (see `write_formal_check` in SQL). */
export async function writeFormalCheck(
	client: Client,
	applicationId: string,
	words: CheckWords
): Promise<void> {
	dataOf(
		await client.rpc('write_formal_check', {
			p_application: applicationId,
			p_revision: words.revision,
			p_judgements: words.judgements,
			p_note: words.note,
			p_sign: words.isSigned
		})
	);
}
