import { beforeEach, describe, expect, it } from 'vitest';
import { newDraft, type Draft } from '../core/draft/draft';
import { applyChanges, type Changes } from '../core/draft/fields';
import { newSave, newSubmit } from '../core/sync/outbox';
import type { DeviceStore, Kept } from './device-store';

/** A device to try a store on. */
export interface Device {
	readonly store: DeviceStore;
	readonly otherTab: DeviceStore;
	/** Lays a record there as another version or an accident would have left it. */
	plant(kind: 'draft' | 'item', record: { readonly id: string }): Promise<void>;
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
			expect(seen).toEqual([{ draft: writtenDraft('b', { need: 'y' }), items: [newSave('b', 1)] }]);
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

		it('keeps what it was given, not the object it was given', async () => {
			const target = ['children'];
			const kept = await store.step('a', writing('a', { target_groups: target }));
			target.push('women');
			expect((await store.draft('a'))?.fields).toEqual({ target_groups: ['children'] });
			expect(kept.draft?.id).toBe('a');
		});
	});
}
