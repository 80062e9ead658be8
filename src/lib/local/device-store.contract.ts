import { beforeEach, describe, expect, it } from 'vitest';
import { newDraft, type Draft } from '../core/draft/draft';
import { applyChanges, type Changes } from '../core/draft/fields';
import { maxPartBytes } from '../core/api/limits';
import type { FileRecord } from '../core/file/file';
import { sampleFile } from '../core/file/file.sample';
import { newSave, newSubmit, newUpload } from '../core/sync/outbox';
import type { DeviceStore, Kept } from './device-store';

/** A device to try a store on. */
export interface Device {
	readonly store: DeviceStore;
	readonly otherTab: DeviceStore;
	/** Lays a record there as another version or an accident would have left it. */
	plant(kind: 'draft' | 'item' | 'file', record: { readonly id: string }): Promise<void>;
}

export const writtenDraft = (id: string, fields: Changes = { need: 'Wörter' }): Draft => ({
	...newDraft({ id, round: 'kofei-2027', ownerId: 'ada@example.org', nowMs: 1 }),
	fields: applyChanges({}, fields)
});

/** Changes a step to write these fields, and to queue their saving. */
export const writing =
	(id: string, changes: Changes) =>
	({ draft }: Kept): Kept => {
		const before = draft ?? writtenDraft(id, {});
		return { draft: { ...before, fields: applyChanges(before.fields, changes) }, items: [newSave(id, 1)] };
	};

/** More than two parts of different bytes. */
export const someBytes = Uint8Array.from({ length: 2 * maxPartBytes + 7 }, (_, at) => at % 251);

/** Much faster than `toEqual`, which looks at each byte as a property. */
export function areSame(found: Uint8Array | null, expected: Uint8Array): boolean {
	return found?.length === expected.length && found.every((byte, at) => byte === expected[at]);
}

export const keptFile = (id: string, draftId: string): FileRecord =>
	sampleFile({ id, draftId, size: someBytes.length });

/** Adds a file to a draft, and queues its upload. */
export function addFile(store: DeviceStore, file: FileRecord): Promise<unknown> {
	return store.step(
		file.draftId,
		(kept) => ({
			...kept,
			files: [...kept.files, file],
			items: [...kept.items, newUpload(file.draftId, file.id, 1)]
		}),
		new Map([[file.id, someBytes]])
	);
}

/** What every memory of a device promises. */
export function deviceStoreContract(name: string, open: () => Promise<Device>): void {
	describe(`the device's memory: ${name}`, () => {
		let device: Device;
		let store: DeviceStore;
		beforeEach(async () => {
			device = await open();
			({ store } = device);
		});

		it('gives back what was written, also to another tab', async () => {
			const kept = await store.step('a', writing('a', { need: 'x' }));
			expect(kept.draft?.fields).toEqual({ need: 'x' });
			expect(await device.otherTab.draft('a')).toEqual(kept.draft);
			expect(await device.otherTab.drafts()).toEqual([kept.draft]);
			expect(await device.otherTab.items()).toEqual([newSave('a', 1)]);
			expect(await store.draft('b')).toBeNull();
		});

		it('hands a step what is kept of its own application only', async () => {
			await store.step('a', writing('a', { need: 'x' }));
			await store.step('b', writing('b', { need: 'y' }));
			const seen: Kept[] = [];
			await store.step('b', (kept) => (seen.push(kept), kept));
			expect(seen).toEqual([
				{ draft: writtenDraft('b', { need: 'y' }), items: [newSave('b', 1)], files: [] }
			]);
		});

		it('writes nothing of a step whose change throws, and hands on what it threw', async () => {
			await store.step('a', writing('a', { need: 'x' }));
			const before = [await store.drafts(), await store.items()];
			const attempt = store.step('a', () => {
				throw new RangeError('broken');
			});
			await expect(attempt).rejects.toThrow(RangeError);
			expect([await store.drafts(), await store.items()]).toEqual(before);
		});

		it('removes what a step leaves out, draft and items alike', async () => {
			await store.step('a', (kept) => ({
				...writing('a', { need: 'x' })(kept),
				items: [newSave('a', 1), newSubmit('a', 'k', 1)]
			}));
			await store.step('a', (kept) => ({
				...kept,
				items: kept.items.filter(({ kind }) => kind === 'submit')
			}));
			expect((await store.items()).map(({ id }) => id)).toEqual(['submit_a']);
			await store.step('a', () => ({ draft: null, items: [] }));
			expect([await store.drafts(), await store.items()]).toEqual([[], []]);
		});

		it('applies both of two steps that race on one draft', async () => {
			await store.step('a', writing('a', {}));
			await Promise.all([
				store.step('a', writing('a', { need: 'mine' })),
				device.otherTab.step('a', writing('a', { aims: 'theirs' })),
				store.step('a', writing('a', { city: 'Duisburg' }))
			]);
			expect((await store.draft('a'))?.fields).toEqual({ need: 'mine', aims: 'theirs', city: 'Duisburg' });
		});

		it('sets records aside that it cannot read, and goes on with the others', async () => {
			const damaged = { id: 'a', fields: 7 };
			const strange = { id: 'save_b', version: 99, draftId: 'b', note: 'from the future' };
			await device.plant('draft', damaged);
			await device.plant('item', strange);
			await store.step('c', writing('c', { need: 'x' }));
			expect(await store.setAside()).toEqual([
				{ id: 'a', kind: 'draft', raw: damaged },
				{ id: 'save_b', kind: 'item', raw: strange }
			]);
			expect(await store.draft('a')).toBeNull();
			expect((await store.drafts()).map(({ id }) => id)).toEqual(['c']);
			expect((await store.items()).map(({ id }) => id)).toEqual(['save_c']);
		});

		it('never writes over a draft it cannot read', async () => {
			const newer = { ...writtenDraft('a'), schemaVersion: 99 };
			await device.plant('draft', newer);
			await expect(store.step('a', writing('a', { need: 'old' }))).rejects.toMatchObject({
				code: 'unreadable'
			});
			await store.step('a', () => ({ draft: null, items: [] }));
			expect(await store.setAside()).toEqual([{ id: 'a', kind: 'draft', raw: newer }]);
			expect(await store.items()).toEqual([]);
		});

		it('moves an item it cannot read aside when its place is needed', async () => {
			const strange = { id: 'save_a', version: 99, draftId: 'a' };
			for (const note of ['first', 'second']) {
				await device.plant('item', { ...strange, note } as never);
				await store.step('a', (kept) => ({ ...writing('a', { need: note })(kept) }));
				expect(await store.items()).toEqual([newSave('a', 1)]);
			}
			const raws = (await store.setAside()).map(({ raw }) => Object(raw).raw.note);
			expect(raws).toEqual(['first', 'second']);
		});

		it('lets a queue move on whose draft cannot be read', async () => {
			await store.step('a', writing('a', {}));
			await device.plant('draft', { id: 'a' });
			const kept = await store.step('a', ({ items }) => ({
				draft: null,
				items: items.map((item) => ({ ...item, nextAttemptAtMs: null }))
			}));
			expect(kept.items).toMatchObject([{ id: 'save_a', nextAttemptAtMs: null }]);
			expect(await store.items()).toEqual(kept.items);
		});

		it('forgets everything when told so, also what it cannot read', async () => {
			await device.plant('draft', { id: 'x' });
			await store.step('a', writing('a', { need: 'x' }));
			await store.clear();
			expect([await store.drafts(), await store.items(), await store.setAside()]).toEqual([[], [], []]);
		});

		it('keeps a file with all its bytes, part by part and whole, also for another tab', async () => {
			await store.step('a', writing('a', {}));
			const file = keptFile('f', 'a');
			await addFile(store, file);
			const { otherTab } = device;
			expect(await otherTab.files()).toEqual([file]);
			expect((await otherTab.items()).map(({ id }) => id).sort()).toEqual(['save_a', 'upload_f']);
			const second = someBytes.slice(maxPartBytes, 2 * maxPartBytes);
			expect(areSame(await otherTab.filePart('f', maxPartBytes), second)).toBe(true);
			expect(await otherTab.filePart('f', 2 * maxPartBytes)).toHaveLength(7);
			expect(await otherTab.filePart('f', 1)).toBeNull();
			expect(await otherTab.filePart('g', 0)).toBeNull();
			expect(areSame(await otherTab.fileBytes('f'), someBytes)).toBe(true);
		});

		it('keeps the bytes of a file once, also where they are brought again', async () => {
			await store.step('a', writing('a', {}));
			for (const name of ['vorher', 'nachher'])
				await store.step(
					'a',
					(kept) => ({ ...kept, files: [{ ...keptFile('f', 'a'), name }] }),
					new Map([['f', someBytes]])
				);
			expect((await store.files()).map(({ name }) => name)).toEqual(['nachher']);
			expect(areSame(await store.fileBytes('f'), someBytes)).toBe(true);
		});

		it('hands a step the files of its own application only', async () => {
			for (const id of ['a', 'b']) {
				await store.step(id, writing(id, {}));
				await addFile(store, keptFile(`f-${id}`, id));
			}
			const { files } = await store.step('b', (kept) => kept);
			expect(files.map(({ id }) => id)).toEqual(['f-b']);
		});

		it('leaves files alone in steps that do not speak of them', async () => {
			await store.step('a', writing('a', {}));
			await addFile(store, keptFile('f', 'a'));
			const kept = await store.step('a', ({ draft, items }) => ({ draft, items }));
			expect(kept.files).toEqual([keptFile('f', 'a')]);
			await store.step('a', writing('a', { need: 'x' }));
			expect(await store.files()).toHaveLength(1);
		});

		it('changes a record of a file without touching its bytes', async () => {
			await store.step('a', writing('a', {}));
			await addFile(store, keptFile('f', 'a'));
			await store.step('a', (kept) => ({
				...kept,
				files: kept.files.map((file) => ({ ...file, uploadedBytes: 5 }))
			}));
			expect(await store.files()).toMatchObject([{ uploadedBytes: 5 }]);
			expect(areSame(await store.fileBytes('f'), someBytes)).toBe(true);
		});

		it('forgets the bytes of a file that is removed, and only those', async () => {
			await store.step('a', writing('a', {}));
			for (const id of ['f', 'f2', 'g']) await addFile(store, keptFile(id, 'a'));
			await store.step('a', (kept) => ({ ...kept, files: kept.files.filter(({ id }) => id !== 'f') }));
			expect((await store.files()).map(({ id }) => id)).toEqual(['f2', 'g']);
			expect(await store.filePart('f', 0)).toBeNull();
			expect(areSame(await store.fileBytes('f2'), someBytes)).toBe(true);
			expect(areSame(await store.fileBytes('g'), someBytes)).toBe(true);
		});

		it('removes the files of a removed draft with it, not those of others', async () => {
			for (const id of ['a', 'b']) {
				await store.step(id, writing(id, {}));
				await addFile(store, keptFile(`f-${id}`, id));
			}
			await store.step('a', () => ({ draft: null, items: [] }));
			expect((await store.files()).map(({ id }) => id)).toEqual(['f-b']);
			expect([await store.filePart('f-a', 0), (await store.fileBytes('f-b'))?.length]).toEqual([
				null,
				someBytes.length
			]);
		});

		it('keeps the files of a draft that it cannot read', async () => {
			await store.step('a', writing('a', {}));
			await addFile(store, keptFile('f', 'a'));
			await device.plant('draft', { id: 'a' });
			await store.step('a', ({ items }) => ({ draft: null, items }));
			expect(areSame(await store.fileBytes('f'), someBytes)).toBe(true);
		});

		it('sets a file aside that it cannot read, and goes on with the others', async () => {
			const strange = { ...keptFile('f', 'a'), version: 99 };
			await store.step('a', writing('a', {}));
			await device.plant('file', strange);
			await addFile(store, keptFile('g', 'a'));
			expect(await store.setAside()).toEqual([{ id: 'f', kind: 'file', raw: strange }]);
			expect((await store.files()).map(({ id }) => id)).toEqual(['g']);
			expect(await store.fileBytes('f')).toBeNull();
		});

		it('writes neither file nor bytes of a step whose change throws', async () => {
			await store.step('a', writing('a', {}));
			const attempt = store.step(
				'a',
				() => {
					throw new RangeError('broken');
				},
				new Map([['f', someBytes]])
			);
			await expect(attempt).rejects.toThrow(RangeError);
			expect([await store.files(), await store.filePart('f', 0)]).toEqual([[], null]);
		});

		it('forgets files and bytes when told to forget everything', async () => {
			await store.step('a', writing('a', {}));
			await addFile(store, keptFile('f', 'a'));
			await store.clear();
			expect([await store.files(), await store.filePart('f', 0)]).toEqual([[], null]);
		});

		it('keeps what it was given, not the object it was given', async () => {
			const target = ['children'];
			const kept = await store.step('a', writing('a', { target_groups: target }));
			target.push('women');
			expect((await store.draft('a'))?.fields).toEqual({ target_groups: ['children'] });
			expect(kept.draft?.id).toBe('a');
		});
	});
}
