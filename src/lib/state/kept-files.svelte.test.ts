import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { maxPartBytes } from '../core/api/limits';
import { sampleFile } from '../core/file/file.sample';
import { StorageFailure } from '../local/device-store';
import { MemoryStore } from '../local/memory-store';
import { quickMemory } from '../local/quick-memory';
import { photo } from '../local/picture.sample';
import { Account, refusedWith, TightStore } from './account.sample';
import { Applications } from './applications.svelte';
import type { KeptFiles, Place } from './kept-files';

let account = new Account();
let store = new TightStore();
let made = 0;
const stops: (() => void)[] = [];
beforeEach(() => {
	account = new Account();
	account.cookie = 'ada';
	store = new TightStore();
});
afterEach(() => stops.splice(0).forEach((stop) => stop()));

async function opened(memory: MemoryStore = store): Promise<Applications> {
	const applications = new Applications({
		store: memory,
		transport: account.transport(),
		memory: quickMemory(() => localStorage),
		hasSession: () => true,
		now: () => Date.now(),
		chance: () => 0,
		makeId: () => `id-${(made += 1)}`
	});
	stops.push(applications.start());
	await vi.waitFor(() => expect(applications.isReady && applications.person !== undefined).toBe(true));
	return applications;
}

async function withDraft(): Promise<{ applications: Applications; files: KeptFiles; place: Place }> {
	const applications = await opened();
	const draftId = await applications.create('r');
	const place = { draftId, document: 'statutes', language: 'tr', name: 'Satzung' };
	return { applications, files: await applications.openFiles(), place };
}

const pdf = new Blob(['%PDF-1.7', new Uint8Array(maxPartBytes)]);
const namesOf = (applications: Applications, { draftId }: Place) =>
	applications.files(draftId).map(({ name }) => name);

/** A device that closes its memory while it is read. */
class ClosingStore extends TightStore {
	isClosed = false;

	override async fileBytes(id: string) {
		if (this.isClosed) throw new StorageFailure('storage_unavailable', null);
		return super.fileBytes(id);
	}
}

describe('the documents of an application', () => {
	it('are kept, and arrive although nothing else was written', async () => {
		const { applications, files, place } = await withDraft();
		expect(await files.add(place, pdf, 'Satzung 2019.pdf')).toBeNull();
		await vi.waitFor(() => expect(applications.files(place.draftId)).toMatchObject([{ state: 'uploaded' }]));
		const [file] = applications.files(place.draftId);
		expect(file && files.standingOf(file)).toBe('arrived');
		expect([...account.files.values()]).toMatchObject([
			{ document: 'statutes', name: 'Satzung 2019.pdf', language: 'tr', size: pdf.size, is_complete: true }
		]);
		expect(file?.sha256).toMatch(/^[0-9a-f]{64}$/);
		expect((file && (await files.open(file)))?.size).toBe(pdf.size);
	});

	it('wait on the device until somebody signs in', async () => {
		account.cookie = null;
		const { applications, files, place } = await withDraft();
		await files.add(place, pdf, 'a.pdf');
		const [file] = applications.files(place.draftId);
		expect(file && files.standingOf(file)).toBe('needs_sign_in');
		expect(account.calls.filter((call) => call.startsWith('announce'))).toEqual([]);
		account.cookie = 'ada';
		await applications.signedIn('ada', () => true);
		await vi.waitFor(() => expect(applications.files(place.draftId)).toMatchObject([{ state: 'uploaded' }]));
	});

	it('say so where the device fails while pages are put together, and the pages stay', async () => {
		const closing = new ClosingStore();
		store = closing;
		const { applications, files, place } = await withDraft();
		const page = sampleFile({ id: 'p', draftId: place.draftId, size: 3, page: 1 });
		await store.step(
			place.draftId,
			(kept) => ({ ...kept, files: [page] }),
			new Map([['p', new Uint8Array(3)]])
		);
		await applications.refresh(place.draftId);
		closing.isClosed = true;
		expect(await files.finishPages(place)).toBe('storage_unavailable');
		closing.isClosed = false;
		expect(files.pagesOf(place)).toHaveLength(1);
		expect(await files.finishPages(place)).toBeNull();
		expect(files.pagesOf(place)).toEqual([]);
	});

	it('say that a new one was taken where the refused one could not be removed', async () => {
		const { applications, files, place } = await withDraft();
		const refused = sampleFile({ id: 'f', draftId: place.draftId, size: 3, state: 'refused' });
		await store.step(place.draftId, (kept) => ({ ...kept, files: [refused] }));
		await applications.refresh(place.draftId);
		const step = store.step.bind(store);
		vi.spyOn(store, 'step').mockImplementation(async (id, change, bytes) => {
			const kept = await step(id, (found) => found);
			const after = change({ ...kept });
			if ('files' in after && after.files.length < kept.files.length)
				throw new StorageFailure('storage_unavailable', null);
			return step(id, () => after, bytes);
		});
		expect(await files.replace(refused, [new File([pdf], 'Besser.pdf')], place)).toBeNull();
		expect(namesOf(applications, place)).toContain('Besser.pdf');
	});

	it('go on travelling after the application was sent', async () => {
		const { applications, files, place } = await withDraft();
		await applications.edit(place.draftId, { need: 'x' });
		account.refusal = refusedWith(503, 'rate_limited');
		await files.add(place, pdf, 'a.pdf');
		await applications.send(place.draftId);
		account.refusal = null;
		expect((await store.items()).map(({ kind }) => kind).sort()).toEqual(['save', 'submit', 'upload']);
		await applications.retry(place.draftId);
		await vi.waitFor(
			() => expect(applications.files(place.draftId)).toMatchObject([{ state: 'uploaded' }]),
			9000
		);
		expect(applications.find(place.draftId)?.server?.receipt).toBeTruthy();
	});

	it.each([
		['file_empty', new Blob([]), 'a.pdf'],
		['file_type_refused', new Blob(['<html>']), 'a.html']
	])('are refused at once, and nothing of them is kept: %s', async (code, file, name) => {
		const { applications, files, place } = await withDraft();
		expect(await files.add(place, file, name)).toBe(code);
		expect([applications.files(place.draftId), await store.items()]).toEqual([[], []]);
	});

	it('do not fit on a full device, which is said of them and not of the words', async () => {
		const { applications, files, place } = await withDraft();
		store.isFull = true;
		expect(await files.add(place, pdf, 'a.pdf')).toBe('storage_full');
		expect([applications.files(place.draftId), applications.storageFailure]).toEqual([[], null]);
	});

	it('are thirty at most', async () => {
		account.cookie = null;
		const { applications, files, place } = await withDraft();
		for (let count = 0; count < 30; count += 1)
			expect(await files.add(place, new Blob(['%PDF-1.7']), '')).toBeNull();
		expect(await files.add(place, pdf, '')).toBe('too_many_files');
		expect(applications.files(place.draftId)).toHaveLength(30);
	});

	it('are removed here and on the server', async () => {
		const { applications, files, place } = await withDraft();
		await files.add(place, pdf, 'a.pdf');
		await vi.waitFor(() => expect(applications.files(place.draftId)).toMatchObject([{ state: 'uploaded' }]));
		const [file] = applications.files(place.draftId);
		if (file) await files.remove(file);
		expect(applications.files(place.draftId)).toEqual([]);
		await vi.waitFor(() => expect(account.files.size).toBe(0));
		expect(await store.items()).toEqual([]);
	});

	it('leave nothing behind when they never travelled', async () => {
		account.cookie = null;
		const { applications, files, place } = await withDraft();
		await files.add(place, pdf, 'a.pdf');
		const [file] = applications.files(place.draftId);
		if (file) await files.remove(file);
		expect((await store.items()).filter(({ kind }) => kind !== 'save')).toEqual([]);
		expect(file && (await files.open(file))).toBeNull();
	});

	it('that were refused by the server say why, and are offered again when a person says so', async () => {
		const { applications, files, place } = await withDraft();
		await applications.edit(place.draftId, { need: 'x' });
		await vi.waitFor(() => expect(account.fieldsOf(place.draftId)).toBeTruthy(), 9000);
		account.refusal = refusedWith(422, 'file_damaged');
		await files.add(place, pdf, 'a.pdf');
		await vi.waitFor(() => expect(applications.files(place.draftId)).toMatchObject([{ state: 'refused' }]));
		const [file] = applications.files(place.draftId);
		expect(file && [files.standingOf(file), files.failureOf(file)]).toEqual(['refused', 'file_damaged']);
		const draft = applications.find(place.draftId);
		expect(draft && applications.standingOf(draft)).toBe('saved_on_server');
		account.refusal = null;
		if (file) await files.retry(file);
		await vi.waitFor(() => expect(applications.files(place.draftId)).toMatchObject([{ state: 'uploaded' }]));
	}, 20_000);

	it('go with their draft', async () => {
		const { applications, files, place } = await withDraft();
		await files.add(place, pdf, 'a.pdf');
		await applications.remove(place.draftId);
		expect([await store.files(), await store.items()]).toEqual([[], []]);
	});
});

describe('photographed pages', () => {
	it('are on the disk at once, survive a killed browser, and become one file in their order', async () => {
		const { files, place } = await withDraft();
		for (const width of [100, 200, 300])
			expect(await files.addPage(place, await photo({ width }))).toBeNull();
		expect((await store.items()).filter(({ kind }) => kind === 'upload')).toEqual([]);

		stops.splice(0).forEach((stop) => stop());
		const applications = await opened();
		const again = await applications.openFiles();
		const [first, , third] = again.pagesOf(place);
		expect([first, third].map((page) => page && again.standingOf(page))).toEqual(['page', 'page']);
		if (third) await again.movePage(third, -1);
		if (first) await again.remove(first);
		expect(again.pagesOf(place).map(({ id }) => id)).toHaveLength(2);
		expect(again.pagesOf(place)[0]?.id).toBe(third?.id);
		expect(await again.finishPages(place)).toBeNull();
		expect(namesOf(applications, place)).toEqual(['Satzung.pdf']);
		expect(applications.files(place.draftId)).toMatchObject([{ pageCount: 2, page: null }]);
		await vi.waitFor(() => expect(applications.files(place.draftId)).toMatchObject([{ state: 'uploaded' }]));
		expect(account.files.size).toBe(1);
	});

	it('stay pages while the device has no room for the whole', async () => {
		const { files, place } = await withDraft();
		await files.addPage(place, await photo());
		await files.addPage(place, await photo());
		store.isFull = true;
		expect(await files.finishPages(place)).toBe('storage_full');
		store.isFull = false;
		expect(files.pagesOf(place)).toHaveLength(2);
		expect(await files.finishPages(place)).toBeNull();
	});
});
