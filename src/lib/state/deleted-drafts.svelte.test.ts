import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleFile } from '../core/file/file.sample';
import { MemoryStore } from '../local/memory-store';
import { photo } from '../local/picture.sample';
import { refusedWith, TightStore } from './account.sample';
import { noteGone, wasGone } from './gone-drafts';
import { Device } from './opened.sample';

const noAnswer = refusedWith(503, 'not_reachable');

/** A device that takes its time with documents. */
class SlowFiles extends MemoryStore {
	isReading = false;
	#wait = Promise.withResolvers<void>();

	goOn(): void {
		this.#wait.resolve();
	}

	override async fileBytes(id: string) {
		this.isReading = true;
		await this.#wait.promise;
		return super.fileBytes(id);
	}
}

/** A device that takes its time to write a document. */
class SlowWrites extends MemoryStore {
	isWriting = false;
	/** Only with those of this draft. */
	waitsFor: string | null = null;
	#wait = Promise.withResolvers<void>();

	goOn(): void {
		this.#wait.resolve();
	}

	override async step(...args: Parameters<MemoryStore['step']>): ReturnType<MemoryStore['step']> {
		if (args[2]?.size && (this.waitsFor ?? args[0]) === args[0]) {
			this.isWriting = true;
			await this.#wait.promise;
		}
		return super.step(...args);
	}
}

let device = new Device();
beforeEach(() => void (device = new Device()));
afterEach(() => {
	device.close();
	localStorage.clear();
});

/** A draft that is in the account and here alike. */
async function saved(store = new MemoryStore()) {
	const applications = await device.signedIn(store);
	const id = await applications.create('r');
	await applications.edit(id, { need: 'x' });
	await device.later(applications);
	await vi.waitFor(() => expect(applications.find(id)?.base?.revision).toBe(1));
	return { applications, id, store };
}

/** Somebody opens the app again on this device. */
async function reopened(store: MemoryStore) {
	device.close();
	const applications = await device.signedIn(store);
	await vi.waitFor(() => expect(applications.hasLooked).toBe(true));
	return applications;
}

describe('a draft deleted on another device', () => {
	it('goes from here too where every word of it had arrived', async () => {
		const { id, store } = await saved();
		device.account.delete(id);
		const applications = await reopened(store);
		await vi.waitFor(() => expect(applications.find(id)).toBeNull());
		expect(await store.draft(id)).toBeNull();
		expect(await store.items()).toEqual([]);
		expect(wasGone(id), 'and its address can say so without network').toBe(true);
		await applications.signOut(false);
		expect(wasGone(id), 'nothing is remembered where nothing is kept').toBe(false);
	});

	it('stays with the words that are nowhere else, says so, and does not come back by itself', async () => {
		const { applications, id } = await saved();
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier getippt' });
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		const draft = applications.find(id);
		expect(draft?.fields).toEqual({ need: 'x', aims: 'hier getippt' });
		expect(draft && applications.standingOf(draft)).toBe('needs_you');
		expect(draft && applications.failureOf(draft)).toBe('draft_deleted');
		expect(device.account.applications.size).toBe(0);
	});

	it('says so as soon as the app looks, also before anything travels', async () => {
		const { applications, id, store } = await saved();
		device.account.cookie = null;
		await applications.edit(id, { aims: 'ohne Netz' });
		device.account.delete(id);
		const again = await reopened(store);
		await vi.waitFor(() => {
			const draft = again.find(id);
			expect(draft && again.failureOf(draft)).toBe('draft_deleted');
		});
		expect(again.find(id)?.fields).toMatchObject({ aims: 'ohne Netz' });
	});

	it('is not sent, and what waited to be sent waits for its person', async () => {
		const { applications, id } = await saved();
		device.account.delete(id);
		await applications.send(id);
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		const draft = applications.find(id);
		expect(device.account.keys).toEqual([]);
		expect(draft && applications.failureOf(draft)).toBe('draft_deleted');
		expect(draft && applications.isQueued(draft)).toBe(false);
	});

	it('keeps a document that never arrived', async () => {
		const { id, store } = await saved();
		const file = sampleFile({ id: 'f', draftId: id, size: 3, state: 'refused' });
		await store.step(id, (kept) => ({ ...kept, files: [file] }), new Map([['f', new Uint8Array(3)]]));
		device.account.delete(id);
		const applications = await reopened(store);
		await vi.waitFor(() => {
			const draft = applications.find(id);
			expect(draft && applications.failureOf(draft)).toBe('draft_deleted');
		});
	});

	it('is told as soon as a document is refused for it, and the document is none that was refused', async () => {
		const { applications, id, store } = await saved();
		const files = await applications.openFiles();
		const arrived = sampleFile({ id: 'a', draftId: id, size: 3, state: 'uploaded' });
		await store.step(id, (kept) => ({ ...kept, files: [arrived] }), new Map([['a', new Uint8Array(3)]]));
		device.account.delete(id);
		const place = { draftId: id, document: 'statutes', language: null, name: 'Satzung' };
		for (const name of ['Satzung.pdf', 'Anlage.pdf'])
			expect(await files.add(place, new Blob(['%PDF-1.7']), name)).toBeNull();
		await device.later(applications);
		await vi.waitFor(() => {
			const draft = applications.find(id);
			expect(draft && applications.isDeleted(draft)).toBe(true);
			expect(draft && applications.standingOf(draft)).toBe('needs_you');
		});
		await vi.waitFor(() => {
			const own = applications.files(id).filter((file) => file.id !== 'a');
			expect(own.map((file) => [files.standingOf(file), files.failureOf(file)])).toEqual([
				['on_device', 'draft_deleted'],
				['on_device', 'draft_deleted']
			]);
		});

		const anew = await applications.keepAsNew(id);
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		expect(applications.files(anew).map(({ state }) => state)).toEqual(['uploaded', 'uploaded', 'uploaded']);
	});

	it('keeps a document that was being prepared while the draft went from here', async () => {
		const { applications, id, store } = await saved();
		const files = await applications.openFiles();
		device.account.delete(id);
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.waitFor(() => expect(applications.find(id)).toBeNull());
		const place = { draftId: id, document: 'statutes', language: null, name: 'Satzung' };
		expect(await files.add(place, new Blob(['%PDF-1.7']), 'Satzung.pdf')).toBeNull();
		await device.later(applications);
		await vi.waitFor(() => {
			const draft = applications.find(id);
			expect(draft && applications.isDeleted(draft)).toBe(true);
		});
		expect(await store.files()).toMatchObject([{ state: 'kept', failure: null, draftId: id }]);
	});

	it('keeps a page photographed while the draft went from here, says so, and takes it along into a new one', async () => {
		const { applications, id } = await saved();
		const files = await applications.openFiles();
		const place = { draftId: id, document: 'statutes', language: null, name: 'Satzung' };
		const page = await photo();
		device.account.delete(id);
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.waitFor(() => expect(applications.find(id)).toBeNull());
		expect(await files.addPage(place, page)).toBeNull();
		const isTold = () =>
			applications.drafts.some((draft) => draft.id === id && applications.isDeleted(draft));
		await vi.waitFor(() => expect(isTold()).toBe(true));
		expect(files.pagesOf(place)).toHaveLength(1);

		expect(await files.addPage(place, page)).toBeNull();
		expect(await files.finishPages(place)).toBeNull();
		await device.later(applications);
		expect(files.pagesOf(place)).toEqual([]);
		expect(applications.files(id)).toMatchObject([{ mediaType: 'application/pdf', state: 'kept' }]);
		expect(isTold()).toBe(true);
		expect(await files.addPage(place, page)).toBeNull();

		const anew = await applications.keepAsNew(id);
		await device.later(applications);
		expect(applications.find(id)).toBeNull();
		expect(applications.files(anew).map(({ mediaType, page }) => [mediaType, page])).toEqual([
			['application/pdf', null],
			['image/jpeg', 1]
		]);
	});

	it('loses nothing that is typed or chosen while it becomes a new one', async () => {
		const slow = new SlowFiles();
		const { applications, id } = await saved(slow);
		const files = await applications.openFiles();
		const place = { draftId: id, document: 'statutes', language: null, name: 'Satzung' };
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier' });
		await files.add(place, new Blob(['%PDF-1.7']), 'eins.pdf');
		await device.later(applications);
		await vi.waitFor(() => expect(applications.drafts.some((one) => applications.isDeleted(one))).toBe(true));

		const keeping = applications.keepAsNew(id);
		await vi.waitFor(() => expect(slow.isReading).toBe(true));
		await applications.edit(id, { aims: 'hier und weiter' });
		await files.add(place, new Blob(['%PDF-1.7 zwei']), 'zwei.pdf');
		slow.goOn();
		const anew = await keeping;
		await applications.edit(id, { aims: 'hier und weiter, bis zuletzt' });
		await files.add(place, new Blob(['%PDF-1.7 drei']), 'drei.pdf');
		await applications.settled();
		expect(applications.find(anew)?.fields).toEqual({ need: 'x', aims: 'hier und weiter, bis zuletzt' });
		expect(
			applications
				.files(anew)
				.map(({ name }) => name)
				.sort()
		).toEqual(['drei.pdf', 'eins.pdf', 'zwei.pdf']);
		expect((await slow.drafts()).map((draft) => draft.id)).toEqual([anew]);
	});

	it('does not end while another window has noted words for it that are not on the disk, dead or alive', async () => {
		const { applications, id, store } = await saved();
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier' });
		await device.later(applications);
		await vi.waitFor(() => expect(applications.drafts.some((one) => applications.isDeleted(one))).toBe(true));
		const noted = { before: { aims: 'hier' }, after: { aims: 'hier und im anderen Fenster' } };
		device.memory.write(`kofei-journal/killed/${id}`, JSON.stringify([{ ...noted, atMs: 1, order: 1 }]));
		const anew = await applications.keepAsNew(id);
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.waitFor(async () =>
			expect((await store.draft(id))?.fields).toMatchObject({ aims: 'hier und im anderen Fenster' })
		);
		expect(applications.find(anew)?.fields).toMatchObject({ aims: 'hier' });
		expect(applications.drafts.some((one) => one.id === id && applications.isDeleted(one))).toBe(true);
	});

	it('gets the words of a window that was killed before it heard that it goes on as another one', async () => {
		const { applications, id } = await saved();
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier' });
		await device.later(applications);
		await vi.waitFor(() => expect(applications.drafts.some((one) => applications.isDeleted(one))).toBe(true));
		const anew = await applications.keepAsNew(id);
		const noted = { before: { aims: 'hier' }, after: { aims: 'hier und im anderen Fenster' } };
		device.memory.write(`kofei-journal/killed/${id}`, JSON.stringify([{ ...noted, atMs: 1, order: 1 }]));
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.waitFor(() =>
			expect(applications.find(anew)?.fields).toMatchObject({ aims: 'hier und im anderen Fenster' })
		);
		expect(device.memory.names('kofei-journal/killed')).toEqual([]);
	});

	it.each(['before', 'after'])(
		'has its pages once where they are put together while it becomes a new one, on the disk %s the old one ends',
		async (moment) => {
			const slow = new SlowWrites();
			const { applications, id } = await saved(slow);
			const files = await applications.openFiles();
			const place = { draftId: id, document: 'statutes', language: null, name: 'Satzung' };
			const page = sampleFile({ id: 'p', draftId: id, size: 1, page: 1, mediaType: 'image/jpeg' });
			await MemoryStore.prototype.step.call(
				slow,
				id,
				(kept) => ({ ...kept, files: [page] }),
				new Map([['p', new Uint8Array(1)]])
			);
			device.account.delete(id);
			await applications.edit(id, { aims: 'hier' });
			await device.later(applications);
			await vi.waitFor(() =>
				expect(applications.drafts.some((one) => applications.isDeleted(one))).toBe(true)
			);
			slow.waitsFor = id;
			const finishing = files.finishPages(place);
			await vi.waitFor(() => expect(slow.isWriting).toBe(true));
			if (moment === 'before') {
				const passOn = applications.passOn.bind(applications);
				vi.spyOn(applications, 'passOn').mockImplementationOnce(async (...given) => {
					slow.goOn();
					await finishing;
					return passOn(...given);
				});
			}
			const anew = await applications.keepAsNew(id);
			slow.goOn();
			expect(await finishing).toBeNull();
			expect(applications.files(anew).map((file) => file.page)).toEqual([null]);
			expect(await slow.fileBytes(applications.files(anew)[0]?.id ?? '')).not.toBeNull();
			expect((await slow.drafts()).map((draft) => draft.id)).toEqual([anew]);
		}
	);

	it('keeps the words of each of several that went one after the other', async () => {
		const { applications, id } = await saved();
		const other = await applications.create('r');
		await applications.edit(other, { need: 'y' });
		await device.later(applications);
		await vi.waitFor(() => expect(applications.find(other)?.base?.revision).toBe(1));
		for (const gone of [id, other]) {
			device.account.delete(gone);
			device.nowMs += 120_000;
			document.dispatchEvent(new Event('visibilitychange'));
			await vi.waitFor(() => expect(applications.find(gone)).toBeNull());
		}
		await applications.edit(id, { aims: 'zuletzt getippt' });
		await device.later(applications);
		expect(applications.find(id)?.fields).toEqual({ need: 'x', aims: 'zuletzt getippt' });
		expect(applications.drafts.some((draft) => draft.id === id && applications.isDeleted(draft))).toBe(true);
	});

	it('takes a document along that is on its way to the disk while it becomes a new one', async () => {
		const slow = new SlowWrites();
		const { applications, id } = await saved(slow);
		const files = await applications.openFiles();
		const place = { draftId: id, document: 'statutes', language: null, name: 'Satzung' };
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier' });
		await device.later(applications);
		await vi.waitFor(() => expect(applications.drafts.some((one) => applications.isDeleted(one))).toBe(true));
		const adding = files.add(place, new Blob(['%PDF-1.7']), 'eins.pdf');
		await vi.waitFor(() => expect(slow.isWriting).toBe(true));
		const anew = await applications.keepAsNew(id);
		slow.goOn();
		expect(await adding).toBeNull();
		expect(applications.files(anew).map(({ name }) => name)).toEqual(['eins.pdf']);
		expect((await slow.drafts()).map((draft) => draft.id)).toEqual([anew]);
	});

	it('puts a page photographed before it became a new one behind those that came along', async () => {
		const { applications, id } = await saved();
		const files = await applications.openFiles();
		const place = { draftId: id, document: 'statutes', language: null, name: 'Satzung' };
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier' });
		for (const _ of [1, 2]) await files.addPage(place, await photo());
		await device.later(applications);
		await vi.waitFor(() => expect(applications.drafts.some((one) => applications.isDeleted(one))).toBe(true));
		const anew = await applications.keepAsNew(id);
		await files.addPage(place, await photo());
		expect(files.pagesOf({ ...place, draftId: anew }).map(({ page }) => page)).toEqual([1, 2, 3]);
	});

	it('becomes one new one and not several where the disk is full at first', async () => {
		const tight = new TightStore();
		const { applications, id } = await saved(tight);
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier' });
		await device.later(applications);
		await vi.waitFor(() => expect(applications.drafts.some((one) => applications.isDeleted(one))).toBe(true));
		tight.isFull = true;
		for (const _ of [1, 2]) await expect(applications.keepAsNew(id)).rejects.toThrow();
		expect(applications.storageFailure).toBe('storage_full');
		tight.isFull = false;
		const anew = await applications.keepAsNew(id);
		await device.later(applications);
		expect(applications.drafts.map((draft) => draft.id)).toEqual([anew]);
		expect((await tight.drafts()).map((draft) => draft.id)).toEqual([anew]);
		expect(applications.storageFailure).toBeNull();
	});

	it('keeps what takes the place of a refused document, and lets that one go', async () => {
		const { applications, id, store } = await saved();
		const files = await applications.openFiles();
		const refused = sampleFile({ id: 'f', draftId: id, size: 3, state: 'refused', failure: 'file_damaged' });
		await store.step(id, (kept) => ({ ...kept, files: [refused] }), new Map([['f', new Uint8Array(3)]]));
		await applications.refresh(id);
		device.account.delete(id);
		const place = { draftId: id, document: 'statutes', language: null, name: 'Satzung' };
		const better = new File(['%PDF-1.7'], 'Besser.pdf');
		expect(await files.replace(refused, [better], place)).toBeNull();
		await device.later(applications);
		await vi.waitFor(() =>
			expect(applications.drafts.some((draft) => draft.id === id && applications.isDeleted(draft))).toBe(true)
		);
		expect(applications.files(id)).toMatchObject([{ name: 'Besser.pdf', state: 'kept', failure: null }]);
	});

	it('is told too where an earlier version had put it on the document alone', async () => {
		const { id, store } = await saved();
		const file = sampleFile({ id: 'f', draftId: id, size: 3, state: 'refused', failure: 'draft_deleted' });
		await store.step(id, (kept) => ({ ...kept, files: [file] }), new Map([['f', new Uint8Array(3)]]));
		device.account.delete(id);
		const applications = await reopened(store);
		await vi.waitFor(() => expect(applications.files(id)).toMatchObject([{ state: 'kept', failure: null }]));
	});

	it('goes from here when a document of it is removed that had arrived, and nothing else is here alone', async () => {
		const { applications, id, store } = await saved();
		const files = await applications.openFiles();
		const file = sampleFile({ id: 'f', draftId: id, size: 3, state: 'uploaded' });
		await store.step(id, (kept) => ({ ...kept, files: [file] }), new Map([['f', new Uint8Array(3)]]));
		device.account.delete(id);
		await files.remove(file);
		await device.later(applications);
		await vi.waitFor(() => expect(applications.find(id)).toBeNull());
		expect(await store.items()).toEqual([]);
	});

	it('stays deleted while its person writes on, also before anybody is asked again', async () => {
		const { applications, id } = await saved();
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier getippt' });
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		device.account.refusal = noAnswer;
		for (const aims of ['und weiter', null]) {
			await applications.edit(id, { aims });
			await device.later(applications);
			const draft = applications.find(id);
			expect(draft && applications.isDeleted(draft)).toBe(true);
			expect(draft && applications.standingOf(draft)).toBe('needs_you');
		}
	});

	it('is not kept as a new one before its people chose between two versions: the other one is here alone', async () => {
		const { applications, id, store } = await saved();
		device.account.delete(id);
		const conflicts = [{ path: 'need', base: 'x', mine: 'meins', theirs: 'ihres' }];
		await store.step(id, (kept) => ({ ...kept, draft: kept.draft && { ...kept.draft, conflicts } }));
		await applications.edit(id, { need: 'meins' });
		const again = await reopened(store);
		await vi.waitFor(() => expect(again.find(id)?.conflicts).toEqual(conflicts));
		const told = () => again.drafts.some((draft) => draft.id === id && again.isDeleted(draft));
		await vi.waitFor(() => expect(told()).toBe(true));
		expect(await again.keepAsNew(id)).toBe(id);
		expect(again.find(id)).toMatchObject({ conflicts, fields: { need: 'meins' } });

		await again.settle(id, 'need', 'theirs');
		expect(told()).toBe(true);
		const anew = await again.keepAsNew(id);
		expect(again.find(anew)?.fields).toEqual({ need: 'ihres' });
		expect(again.find(id)).toBeNull();
	});

	it('becomes a new one, with words and documents, when its person says so', async () => {
		const { applications, id, store } = await saved();
		const [bytes, page] = [new Uint8Array([1, 2, 3]), new Uint8Array([4])];
		const files = [
			sampleFile({ id: 'f', draftId: id, size: 3, state: 'uploaded' }),
			sampleFile({ id: 'p', draftId: id, size: 1, page: 1 }),
			sampleFile({ id: 'elsewhere', draftId: id, size: 9, state: 'uploaded', isHere: false })
		];
		await store.step(
			id,
			(kept) => ({ ...kept, files }),
			new Map([
				['f', bytes],
				['p', page]
			])
		);
		device.account.delete(id);
		await applications.edit(id, { aims: 'hier getippt' });
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		const anew = await applications.keepAsNew(id);
		for (let round = 0; round < 4; round += 1) await device.later(applications);
		expect(applications.find(id)).toBeNull();
		expect(await store.draft(id)).toBeNull();
		expect(device.account.fieldsOf(anew)).toEqual({ need: 'x', aims: 'hier getippt' });
		const kept = applications.files(anew);
		expect(kept.map(({ state, page }) => [state, page])).toEqual([
			['uploaded', null],
			['kept', 1]
		]);
		expect(await Promise.all(kept.map((file) => store.fileBytes(file.id)))).toEqual([bytes, page]);
	});
});

it('what a device remembers of deleted drafts is bounded', () => {
	const ids = Array.from({ length: 60 }, (_, count) => `draft-${count}`);
	for (const id of ids) noteGone([id]);
	noteGone(['draft-20']);
	expect(ids.filter(wasGone)).toEqual(ids.slice(10));
	noteGone(['draft-60']);
	expect([wasGone('draft-10'), wasGone('draft-20'), wasGone('draft-60')]).toEqual([false, true, true]);
});
