import type { Answered, Clarification } from '../api/clarification';
import { formSchemaVersion } from '../application/fields';
import type { Receipt } from '../application/receipt';
import type { Changes, Fields } from './fields';
import { changesBetween } from './fields';
import { isLocked, mayChange } from './lock';
import type { May } from './may';
import type { Conflict } from './merge';
import { isDraft } from './record';

export type Draft = {
	/** A UUID made on the device; the application keeps it for good. */
	readonly id: string;
	/** The round's slug. */
	readonly round: string;
	/** Of the form, see formSchemaVersion. */
	readonly schemaVersion: typeof formSchemaVersion;
	readonly fields: Fields;
	/** What the server has, as far as it told us; null before the first answer. */
	readonly base: { readonly revision: number; readonly fields: Fields } | null;
	/** Changes that left without an answer: when the server shows them later, they are our own words. */
	readonly unacknowledged: readonly Changes[];
	readonly conflicts: readonly Conflict[];
	readonly createdAtMs: number;
	readonly updatedAtMs: number;
	/** Whose account this belongs to; null while written without one. Only that person's session may send it. */
	readonly ownerId: string | null;
	readonly server: {
		readonly state: string;
		readonly revision: number;
		readonly receipt: Receipt | null;
		/** Of whoever this device downloaded it for; absent in drafts nobody shares. */
		readonly may?: May;
		/** A helper's last day. */
		readonly helpsUntil?: string | null | undefined;
		/** They helped or took part, and the server lets them in no more: what they wrote last is here alone. */
		readonly isHelpOver?: boolean;
		/** What the office waits for; absent where nobody has told yet. */
		readonly clarification?: Clarification | null;
		/** The last answer that arrived. */
		readonly answered?: Answered | null;
	} | null;
	/** Set when the person says "send": before the first attempt, and unchanged until an answer to the office gets its own. */
	readonly submission: {
		readonly key: string;
		readonly preparedAtMs: number;
		/** The clarification this answers; absent for the application itself. */
		readonly answers?: string;
		/** False when somebody else's words came in since: the person must look and say "send" again. */
		readonly isApproved: boolean;
	} | null;
	/** Of a proof of use: what it is measured by, see core/proof/facts; kept as the server told it. */
	readonly facts?: unknown;
	/** The window that last brought words to the disk, and how many of its notes are there. */
	readonly written?: { readonly by: string; readonly order: number };
	/** The application this one was begun from, whose organisation it joins. */
	readonly copiedFrom?: string;
	/** Of a draft that was opened from a file: what that file calls the draft it came from. */
	readonly openedFrom?: string;
};

/** How a record of an older form becomes one of the next version, by the version it has. */
const upgrades: ReadonlyMap<number, (record: object) => object> = new Map([
	// The second form asks for more; what was answered in the first keeps its paths.
	[1, (record: object) => ({ ...record, schemaVersion: 2 })]
]);

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
	const current = upgraded(record);
	return isDraft(current) ? current : null;
}

/** What the device has and the server has not, as far as it may still be changed there. */
export function unsavedChanges(draft: Draft): Changes {
	const changes = Object.entries(changesBetween(draft.base?.fields ?? {}, draft.fields));
	return Object.fromEntries(changes.filter(([path]) => mayChange(draft, path)));
}

/** Written for an answer that was never sent, and locked since: it stays on this device, and its people are told. */
export function lockedWords(draft: Draft): Changes {
	if (draft.base === null) return {};
	const changes = Object.entries(changesBetween(draft.base.fields, draft.fields));
	return Object.fromEntries(changes.filter(([path]) => !mayChange(draft, path)));
}

export function hasLockedWords(draft: Draft): boolean {
	return Object.keys(lockedWords(draft)).length > 0;
}

/** What its people know it by: of something sent, the words that were sent. */
export function titleOf(draft: Draft): string | null {
	const fields = draft.base !== null && isLocked(draft) ? draft.base.fields : draft.fields;
	return typeof fields.project_title === 'string' ? fields.project_title : null;
}

export function hasUnsavedChanges(draft: Draft): boolean {
	return Object.keys(unsavedChanges(draft)).length > 0;
}

function upgraded(record: unknown): unknown {
	if (typeof record !== 'object' || record === null || !('schemaVersion' in record)) return record;
	const upgrade = typeof record.schemaVersion === 'number' ? upgrades.get(record.schemaVersion) : undefined;
	return upgrade === undefined ? record : upgraded(upgrade(record));
}
