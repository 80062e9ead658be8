import { maxFiles, maxProofFiles } from '../core/api/limits';
import { hasReceipt } from '../core/draft/lock';
import { fileVersion, type FileRecord } from '../core/file/file';
import type { FileRefusal } from '../core/file/refusal';
import { fileStanding, type FileStanding } from '../core/file/standing';
import { offeredAgain } from '../core/file/upload';
import type { FailureCode } from '../core/failure/failure';
import { isProof } from '../core/proof/id';
import { newDiscard, newUpload, withSave } from '../core/sync/outbox';
import { StorageFailure, type DeviceStore, type KeptWithFiles } from '../local/device-store';
import type { Prepared, Preparation } from '../local/prepare-file';
import type { Transport } from '../sync/transport';
import type { Delivery } from './delivery.svelte';
import type { KeptDrafts } from './kept-drafts.svelte';
import type { Session } from './session.svelte';

/** Reads and shrinks files; fetched when there is one, since most who look at the list of documents add none yet. */
type Preparing = typeof import('../local/prepare-file');

interface KeptFilesParts {
	readonly store: DeviceStore;
	readonly transport: Transport;
	readonly kept: KeptDrafts;
	readonly session: Session;
	readonly delivery: Delivery;
	readonly now: () => number;
	readonly makeId: () => string;
	/** Called after each step: something may be able to travel. */
	readonly wake: () => void;
}

/** Where a file belongs, and what its people said about it. */
export interface Place {
	readonly draftId: string;
	readonly document: string;
	readonly language: string | null;
	/** For what has no name of its own. */
	readonly name: string;
}

/** What a person does with the documents of an application. Refusals come back as codes, and nothing is half kept. */
export class KeptFiles {
	readonly #parts: KeptFilesParts;
	/** Photos are as large as ten drafts: one after the other is prepared, in the order they were taken. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(parts: KeptFilesParts) {
		this.#parts = parts;
	}

	/** Chosen on the device, or shared from another app. Null when it is on the disk and on its way. */
	add(place: Place, file: Blob, name: string): Promise<FileRefusal | null> {
		return this.#prepared(async (preparing) =>
			this.#keep(place, await preparing.prepareFile(file, name, place.name), null)
		);
	}

	/** Others instead of one that was refused; it goes once the first of them is on the disk. */
	async replace(file: FileRecord, chosen: readonly File[], place: Place): Promise<FileRefusal | null> {
		const refusals = await Promise.all(chosen.map((one) => this.add(place, one, one.name)));
		// Where it cannot go it stays in the list beside the other, and can be removed there.
		if (refusals.includes(null)) await this.remove(file).catch(() => undefined);
		return refusals.find((refusal) => refusal !== null) ?? null;
	}

	/** A photographed page: on the disk at once, and put together with the others by `finishPages`. */
	addPage(place: Place, photo: Blob): Promise<FileRefusal | null> {
		return this.#prepared(async ({ prepareFile }) => {
			const prepared = await prepareFile(photo, '', place.name);
			const isPage = 'refusal' in prepared || prepared.mediaType === 'image/jpeg';
			// A photo this device cannot read cannot become a page; it goes to the server as it is.
			return this.#keep(place, prepared, isPage ? this.#nextPage(place) : null);
		});
	}

	pagesOf({ draftId: said, document }: Pick<Place, 'draftId' | 'document'>): readonly FileRecord[] {
		const draftId = this.#parts.kept.heirOf(said);
		return this.#parts.kept.files
			.filter((file) => file.draftId === draftId && file.document === document && file.page !== null)
			.sort((one, other) => (one.page ?? 0) - (other.page ?? 0));
	}

	async movePage(page: FileRecord, by: -1 | 1): Promise<void> {
		const pages = this.pagesOf(page);
		const other = pages[pages.findIndex(({ id }) => id === page.id) + by];
		if (!other) return;
		await this.#step(page.draftId, (kept) => ({
			...kept,
			files: kept.files.map((file) => {
				if (file.id === page.id) return { ...file, page: other.page };
				return file.id === other.id ? { ...file, page: page.page } : file;
			})
		}));
	}

	/** "Done": the pages become one file, which takes their place. */
	finishPages(place: Place): Promise<FileRefusal | null> {
		return this.#prepared(async ({ preparePages }) => {
			const pages = this.pagesOf(place);
			const bytes = await Promise.all(pages.map(({ id }) => this.#parts.store.fileBytes(id)));
			const whole = bytes.filter((one) => one !== null);
			if (whole.length < pages.length || pages.length === 0) return 'file_damaged';
			const prepared = await preparePages(whole, place.name);
			// By their place, which they keep where their draft goes on as another one.
			const numbers = pages.map(({ page }) => page);
			const isOneOf = ({ document, page }: FileRecord) =>
				document === place.document && page !== null && numbers.includes(page);
			return this.#keep(place, prepared, null, isOneOf);
		});
	}

	/** From this device, and from the server where it may have arrived. */
	async remove({ id, draftId, page }: FileRecord): Promise<void> {
		const { now } = this.#parts;
		await this.#step(draftId, ({ draft, items, files }) => {
			const others = items.filter((item) => item.kind !== 'upload' || item.fileId !== id);
			const isOnServer = page === null && draft !== null && (draft.base !== null || hasReceipt(draft));
			return {
				draft,
				files: files.filter((file) => file.id !== id),
				items: isOnServer ? [...others, newDiscard(draftId, id, now())] : others
			};
		});
	}

	/** "Try again", said by a person. */
	async retry({ id, draftId }: FileRecord): Promise<void> {
		const { now } = this.#parts;
		await this.#step(draftId, ({ draft, items, files }) => ({
			draft,
			files: files.map((file) => (file.id === id ? offeredAgain(file) : file)),
			items: [
				...items.filter((item) => item.kind !== 'upload' || item.fileId !== id),
				newUpload(draftId, id, now())
			]
		}));
	}

	/** Its bytes, to look at; null where they are not on this device. */
	async open({ id, mediaType }: FileRecord): Promise<Blob | null> {
		const bytes = await this.#parts.store.fileBytes(id);
		return bytes && new Blob([bytes], { type: mediaType });
	}

	standingOf(file: FileRecord): FileStanding {
		const { kept, delivery, session } = this.#parts;
		const draft = kept.find(file.draftId);
		return fileStanding(file, {
			isOnline: delivery.isOnline,
			isSignedIn: draft !== null && session.isOwn(draft),
			isTravelling: delivery.activity?.fileId === file.id,
			lastFailure: this.failureOf(file)
		});
	}

	/** Why it waits for a person, or why the last attempt did not work; null while all is well. */
	failureOf(file: FileRecord): FailureCode | null {
		const item = this.#parts.kept.items.find((one) => one.kind === 'upload' && one.fileId === file.id);
		return file.failure ?? item?.lastFailure ?? null;
	}

	#nextPage(place: Place): number {
		return Math.max(0, ...this.pagesOf(place).map(({ page }) => page ?? 0)) + 1;
	}

	async #keep(
		place: Place,
		prepared: Preparation,
		page: number | null,
		isReplaced: (file: FileRecord) => boolean = () => false
	): Promise<FileRefusal | null> {
		if ('refusal' in prepared) return prepared.refusal;
		const { kept, makeId, now } = this.#parts;
		const draftId = kept.heirOf(place.draftId);
		const own = kept.files.filter((file) => file.draftId === draftId && !isReplaced(file));
		if (own.length >= (isProof(place.draftId) ? maxProofFiles : maxFiles)) return 'too_many_files';
		const nowMs = now();
		const file = { ...recordOf({ ...place, draftId }, prepared, { id: makeId(), nowMs }), page };
		const { sha256Of } = await import('../local/prepare-file');
		const hashed = { ...file, sha256: await sha256Of(prepared.bytes) };
		return this.#add(hashed, prepared.bytes, isReplaced);
	}

	async #add(
		file: FileRecord,
		bytes: Uint8Array<ArrayBuffer>,
		isReplaced: (file: FileRecord) => boolean
	): Promise<FileRefusal | null> {
		const { draftId, id, createdAtMs } = file;
		let hasGone = false;
		try {
			await this.#step(
				draftId,
				({ draft: kept, items, files }) => {
					hasGone = kept === null;
					const draft = kept ?? this.#parts.kept.lastSeen(draftId);
					if (!draft) throw new StorageFailure('storage_unavailable', null);
					const upload = file.page === null ? [newUpload(draftId, id, createdAtMs)] : [];
					// What it belongs to must be on the server before it, also where nothing was written yet.
					const saved = draft.base === null ? withSave(items, draftId, createdAtMs) : items;
					return {
						draft,
						files: [...files.filter((one) => !isReplaced(one)), file],
						items: [...saved, ...upload]
					};
				},
				new Map([[id, bytes]])
			);
			if (hasGone) void this.#askWhy(draftId);
			return null;
		} catch (failure) {
			// Its draft went on as another one while this was on its way to the disk.
			const heir = this.#parts.kept.heirOf(draftId);
			if (heir !== draftId) return this.#add({ ...file, draftId: heir }, bytes, isReplaced);
			throw failure;
		}
	}

	/** Its draft went from here while it was prepared. A page does not travel by itself: nobody else would be told. */
	async #askWhy(draftId: string): Promise<void> {
		const { store, transport, kept } = this.#parts;
		const program = await import('../sync/give-back').catch(() => null);
		await program?.giveBack(store, transport, draftId);
		await kept.noteWritten();
	}

	async #step(
		draftId: string,
		change: (kept: KeptWithFiles) => KeptWithFiles,
		bytes?: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
	): Promise<void> {
		await this.#parts.store.step(draftId, change, bytes);
		await this.#parts.kept.noteWritten();
		this.#parts.wake();
	}

	/** One after the other. Without network the program may not be here yet: then nothing is kept, and it is said. */
	#prepared(work: (preparing: Preparing) => Promise<FileRefusal | null>): Promise<FileRefusal | null> {
		const result = this.#last.then(async () => {
			const preparing = await import('../local/prepare-file').catch(() => null);
			return preparing ? work(preparing) : 'storage_unavailable';
		});
		const told = result.catch(refusalOf);
		this.#last = told;
		return told;
	}
}

/** What the device refuses is said like everything else about a file: a screen that waits would wait for good. */
function refusalOf(failure: unknown): FileRefusal {
	if (!(failure instanceof StorageFailure)) reportError(failure);
	return Object(failure).code === 'storage_full' ? 'storage_full' : 'storage_unavailable';
}

function recordOf(
	{ draftId, document, language }: Place,
	{ bytes, mediaType, name, pageCount }: Prepared,
	{ id, nowMs }: { id: string; nowMs: number }
): FileRecord {
	return {
		id,
		draftId,
		version: fileVersion,
		document,
		name,
		mediaType,
		size: bytes.length,
		sha256: '',
		language,
		createdAtMs: nowMs,
		state: 'kept',
		failure: null,
		uploadedBytes: 0,
		arrivedAtMs: null,
		pageCount,
		page: null,
		isHere: true
	};
}
