import * as z from 'zod/mini';
import { letterContent, letterTemplate, type LetterContent } from '../../core/letter/letter';
import {
	letterKinds,
	type ExplainedIn,
	type LetterKind,
	type LetterTemplate
} from '../../core/letter/template';
import { readableLetter, type ReadableLetter } from '../../i18n/letter-text';
import type { Attachment } from '../files/attachment';
import { type AskedFor, requestArguments } from './clarifications';
import type { Client } from './clients';
import { type Proposal, proposalArguments } from './decisions';
import { dataOf, Refusal } from './failure';
import type { rulingKinds } from './grants';
import { instant } from './instant';

const BUCKET = 'letters';

const listed = z.object({
	id: z.string(),
	kind: z.enum(letterKinds),
	source_id: z.string(),
	written_at: instant,
	printed_at: z.nullable(instant),
	first_opened_at: z.nullable(instant),
	sha256: z.nullable(z.string())
});
export type ListedLetter = Readonly<z.infer<typeof listed>>;

const whole = z.extend(letterContent, {
	application_id: z.string(),
	written_at: instant,
	storage_path: z.nullable(z.string())
});

/** The letters of an application that this person may see, the newest first. */
export async function lettersOf(client: Client, applicationId: string): Promise<readonly ListedLetter[]> {
	const rows = dataOf(
		await client
			.from('letters')
			.select('id, kind, source_id, written_at, printed_at, first_opened_at, sha256')
			.eq('application_id', applicationId)
			.order('written_at', { ascending: false })
	);
	return z.array(listed).parse(rows);
}

type LetterAddress = { readonly applicationId: string; readonly id: string };

/** A letter in words for one of its applicants, and the note that it was opened. Throws `Refusal` `not_found`. */
export async function open(
	client: Client,
	address: LetterAddress,
	locale: ExplainedIn
): Promise<ReadableLetter> {
	const letter = await letterAt(client, address);
	await noteOpened(client, address.id);
	return readableLetter(letter, letter.written_at, locale);
}

/** The PDF, for whoever sees the letter. Throws `Refusal` `not_found`, also before it is printed. */
export async function letterFile(client: Client, address: LetterAddress): Promise<Attachment> {
	const { storage_path: path, facts } = await letterAt(client, address);
	if (path === null) throw new Refusal('not_found', 404);
	const { data, error } = await client.storage.from(BUCKET).download(path);
	if (error) throw new Error(`letter cannot be read: ${error.message}`);
	return { name: `Brief-${facts.reference_number}.pdf`, mediaType: 'application/pdf', bytes: data };
}

/** Throws `Refusal` `not_found` for everybody but its applicants. */
export async function noteOpened(client: Client, id: string): Promise<void> {
	const { error, status } = await client.rpc('open_letter', { p_id: id });
	if (error) dataOf({ data: null, error, status });
}

async function letterAt(
	client: Client,
	{ applicationId, id }: LetterAddress
): Promise<z.infer<typeof whole>> {
	const answer = await client
		.from('letters')
		.select('application_id, kind, language, template, facts, written_at, storage_path')
		.eq('id', id)
		.eq('application_id', applicationId);
	const [row] = z.array(whole).parse(dataOf(answer));
	if (!row) throw new Refusal('not_found', 404);
	return row;
}

const previewed = z.extend(letterContent, { sha256: z.string(), needs_second: z.optional(z.boolean()) });
export type PreviewedLetter = Readonly<z.infer<typeof previewed>>;

/** The letter that the second signature would make now, with the fingerprint of its words. For staff. */
export async function previewOfDecision(client: Client, decisionId: string): Promise<PreviewedLetter> {
	return previewed.parse(dataOf(await client.rpc('preview_decision_letter', { p_decision: decisionId })));
}

/** The same for a change or a claim. */
export async function previewOfGrant(client: Client, sourceId: string): Promise<LetterContent> {
	return letterContent.parse(dataOf(await client.rpc('preview_grant_letter', { p_source: sourceId })));
}

/** A first signature, most of them under a letter; see `private.sign_first` in SQL. */
export type FirstSignature = {
	readonly deed: 'change' | 'claim' | 'check' | (typeof rulingKinds)[number];
	/** The change, the id made with the form, or the version of the proof. */
	readonly sourceId: string;
	readonly applicationId: string;
	/** The answer to a change, the cause of a claim. */
	readonly choice?: string;
	readonly reason: string;
	readonly amountCents?: number | null;
	readonly dueOn?: string | null;
	readonly interestFrom?: string | null;
	/** The revision of the check that was read. */
	readonly seen?: number;
	/** What a grant is for from now on, in German; of a change of that. */
	readonly purpose?: string;
	/** What a waiver, a correction or a lapse is about. */
	readonly subjectId?: string;
};

function signatureArguments(first: FirstSignature) {
	return {
		p_deed: first.deed,
		p_source: first.sourceId,
		p_application: first.applicationId,
		p_choice: first.choice ?? null,
		p_reason: first.reason || null,
		p_amount_cents: first.amountCents ?? null,
		p_due_on: first.dueOn ?? null,
		p_interest_from: first.interestFrom ?? null,
		p_seen: first.seen ?? null,
		p_purpose: first.purpose || null,
		p_subject: first.subjectId ?? null
	};
}

/** The letter it would be set under. Throws `Refusal` (see `preview_signature` in SQL). */
export async function previewOfSignature(client: Client, first: FirstSignature): Promise<PreviewedLetter> {
	return previewed.parse(dataOf(await client.rpc('preview_signature', signatureArguments(first))));
}

/**
 * First signature under the letter that was read; null for what has none, a waiver, a correction or a lapse. Throws
 * `Refusal` (see `sign_letter` in SQL).
 */
export async function signLetter(
	client: Client,
	first: FirstSignature,
	sha256: string | null
): Promise<void> {
	dataOf(await client.rpc('sign_letter', { p_letter: sha256, ...signatureArguments(first) }));
}

const signedLetterRow = z.object({ source_id: z.string(), sha256: z.string(), is_same: z.boolean() });
export type SignedLetter = Readonly<z.infer<typeof signedLetterRow>>;

/**
 * The letters of an application that were signed first with a change, a claim, a revocation or a check, by what they are
 * about, as long as the second signature is missing; `is_same` while nothing in them has changed. For staff.
 */
export async function signedLettersOf(
	client: Client,
	applicationId: string
): Promise<ReadonlyMap<string, SignedLetter>> {
	const rows = dataOf(await client.rpc('signed_letters', { p_application: applicationId }));
	return new Map(
		z
			.array(signedLetterRow)
			.parse(rows)
			.map((row) => [row.source_id, row])
	);
}

/**
 * Second signature under one of them, for the letter that was read; null for what has none, a waiver, a correction or a
 * lapse. Throws `Refusal` (see `countersign_letter` in SQL).
 */
export async function countersignLetter(
	client: Client,
	sourceId: string,
	sha256: string | null
): Promise<void> {
	dataOf(await client.rpc('countersign_letter', { p_source: sourceId, p_letter: sha256 }));
}

/** The letter of a decision that nobody has signed yet. Throws `Refusal` (see `preview_proposal` in SQL). */
export async function previewOfProposal(client: Client, proposal: Proposal): Promise<PreviewedLetter> {
	const { p_seen: _, ...wish } = proposalArguments(proposal);
	return previewed.parse(dataOf(await client.rpc('preview_proposal', wish)));
}

/** The letter that a request would send. Throws `Refusal` (see `preview_request` in SQL). */
export async function previewOfRequest(
	client: Client,
	applicationId: string,
	request: AskedFor
): Promise<LetterContent> {
	const wish = requestArguments(applicationId, request);
	return letterContent.parse(dataOf(await client.rpc('preview_request', wish)));
}

const templateRow = z.extend(letterTemplate, {
	kind: z.enum(letterKinds),
	version: z.number(),
	updated_at: instant,
	updated_by: z.nullable(z.string())
});
export type StoredTemplate = Readonly<z.infer<typeof templateRow>>;

/** The templates of a round, in the order an application meets them. For staff. */
export async function templatesOf(client: Client, roundId: string): Promise<readonly StoredTemplate[]> {
	const rows = dataOf(
		await client
			.from('letter_templates')
			.select('kind, version, subject, blocks, explanations, updated_at, updated_by')
			.eq('round_id', roundId)
	);
	const order = (kind: LetterKind) => letterKinds.indexOf(kind);
	return z
		.array(templateRow)
		.parse(rows)
		.sort((one, other) => order(one.kind) - order(other.kind));
}

/** Throws `Refusal`: `letter_template_invalid` (422, its problems in detail), `letter_template_moved_on` (409). */
export async function saveTemplate(
	client: Client,
	{
		roundId,
		kind,
		version
	}: { readonly roundId: string; readonly kind: LetterKind; readonly version: number },
	template: LetterTemplate
): Promise<void> {
	dataOf(
		await client.rpc('save_letter_template', {
			p_round: roundId,
			p_kind: kind,
			p_version: version,
			p_subject: template.subject,
			p_blocks: template.blocks,
			p_explanations: template.explanations
		})
	);
}

const toPrint = z.extend(letterContent, { id: z.string(), application_id: z.string(), written_at: instant });
export type LetterToPrint = Readonly<z.infer<typeof toPrint>>;

/** For the secret key: letters nobody has printed yet, given to this process for a while. */
export async function claimLetters(client: Client, count: number): Promise<readonly LetterToPrint[]> {
	return z.array(toPrint).parse(dataOf(await client.rpc('claim_letters', { p_limit: count })));
}

/** For the secret key: keeps the bytes under their own fingerprint, then says that they are there. */
export async function keepLetter(
	client: Client,
	letter: LetterToPrint,
	{ bytes, sha256 }: { readonly bytes: Uint8Array; readonly sha256: string }
): Promise<void> {
	const stored = await client.storage
		.from(BUCKET)
		.upload(`${letter.application_id}/${letter.id}/${sha256}`, bytes, {
			contentType: 'application/pdf',
			upsert: true
		});
	if (stored.error) throw stored.error;
	const { error } = await client.rpc('keep_letter', {
		p_id: letter.id,
		p_sha256: sha256,
		p_size: bytes.length
	});
	if (error) throw error;
}
