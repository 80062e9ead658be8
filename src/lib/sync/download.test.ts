import { describe, expect, it, vi } from 'vitest';
import type { Application } from '../core/api/applications';
import { newDraft } from '../core/draft/draft';
import { MemoryStore } from '../local/memory-store';
import { download, keep } from './download';
import { Phone } from './simulation.sample';
import type { Transport } from './transport';

const account = { personId: 'ada', isHere: () => true };
const remote = (id: string, more: Partial<Application> = {}): Application => ({
	id,
	round: 'r',
	revision: 2,
	state: 'draft',
	fields: { need: 'from the account' },
	schema_version: 1,
	receipt: null,
	files: [],
	events: [],
	decision: null,
	clarification: null,
	answered: null,
	unread: 0,
	...more
});

function transportWith(...applications: Application[]): Transport {
	return {
		...new Phone('ada').transport(),
		list: async () => ({
			isOk: true,
			data: { applications: applications.map((one) => ({ ...one, title: null, updated_at: '' })) }
		}),
		read: vi.fn(async (id: string) => {
			const data = applications.find((one) => one.id === id);
			if (!data)
				return {
					isOk: false as const,
					outcome: { kind: 'refused' as const, status: 404, code: 'not_found' as const, retryAfterMs: null },
					error: null,
					body: null
				};
			return { isOk: true as const, data };
		})
	};
}

describe('what the account has', () => {
	it('is offered again what this device has beyond a backup the server was restored from', async () => {
		const store = new MemoryStore();
		await download(store, transportWith(remote('a', { revision: 5 })), account);
		const before = await store.draft('a');
		const restored = remote('a', { revision: 2, fields: { need: 'from the backup', aims: 'older' } });
		await download(store, transportWith(restored), account);
		expect(await store.draft('a')).toMatchObject({
			fields: before?.fields,
			base: { revision: 2, fields: restored.fields },
			conflicts: []
		});
		expect(await store.items()).toMatchObject([{ kind: 'save', draftId: 'a' }]);
	});

	it('is sent again, under the same key, to a server that was restored from before it was sent', async () => {
		const store = new MemoryStore();
		const receipt = {
			application_id: 'a',
			reference_number: 'X-1',
			received_at: 'x',
			sha256: '0',
			is_late: false
		};
		const sent = { ...receipt, state: 'submitted' as const, round: 'r' };
		await download(
			store,
			transportWith(remote('a', { revision: 5, state: 'submitted', receipt: sent })),
			account
		);
		const submission = { key: 'k', preparedAtMs: 1, isApproved: true };
		await store.step('a', ({ draft, ...kept }) => ({ ...kept, draft: draft && { ...draft, submission } }));
		const restored = transportWith(remote('a', { revision: 2, fields: { need: 'older' } }));
		await download(store, restored, account);
		expect((await store.draft('a'))?.server?.receipt).toBeNull();
		const items = [
			{ kind: 'save', draftId: 'a' },
			{ kind: 'submit', draftId: 'a', key: 'k' }
		];
		expect(await store.items()).toMatchObject(items);
		await download(store, restored, account);
		expect(await store.items()).toMatchObject(items);
	});

	it('is not offered again by somebody who only reads', async () => {
		const store = new MemoryStore();
		await download(store, transportWith(remote('a', { revision: 5, may: 'read' })), account);
		await download(store, transportWith(remote('a', { may: 'read', fields: { need: 'older' } })), account);
		expect(await store.items()).toEqual([]);
	});

	it('is not saved again after a restore that took nothing away', async () => {
		const store = new MemoryStore();
		await download(store, transportWith(remote('a', { revision: 5 })), account);
		await download(store, transportWith(remote('a', { revision: 2 })), account);
		expect(await store.items()).toEqual([]);
	});

	it('comes onto the device, belongs to the person, and is not asked for twice', async () => {
		const store = new MemoryStore();
		const transport = transportWith(remote('a'));
		await download(store, transport, account);
		expect(await store.draft('a')).toMatchObject({
			ownerId: 'ada',
			fields: { need: 'from the account' },
			base: { revision: 2 }
		});
		await download(store, transport, account);
		expect(transport.read).toHaveBeenCalledTimes(1);
	});

	it('says what the office waits for, also when one question has taken the place of another', async () => {
		const store = new MemoryStore();
		const asking = (id: string) => ({
			...{ id, asked_at: 'x', due_on: '2027-02-03', items: [], message: 'Bitte.' },
			...{ message_language: 'de', message_de: null }
		});
		for (const id of ['q1', 'q2']) {
			const clarification = asking(id);
			await download(store, transportWith(remote('a', { state: 'clarification', clarification })), account);
			expect((await store.draft('a'))?.server?.clarification?.id).toBe(id);
		}
	});

	it('says what the person may do, also when nothing but that has changed', async () => {
		const store = new MemoryStore();
		await download(store, transportWith(remote('a', { may: 'write' })), account);
		expect((await store.draft('a'))?.server?.may).toBe('write');
		await download(store, transportWith(remote('a', { may: 'read' })), account);
		expect((await store.draft('a'))?.server?.may).toBe('read');
		await download(store, transportWith(remote('a')), account);
		expect((await store.draft('a'))?.server?.may).toBeUndefined();
	});

	it('comes back with what was written elsewhere after it was removed from this device', async () => {
		const store = new MemoryStore();
		await download(store, transportWith(remote('a')), account);
		await store.step('a', () => ({ draft: null, items: [] }));
		const edited = remote('a', { revision: 3, fields: { need: 'written on the other phone' } });
		await download(store, transportWith(edited), account);
		expect(await store.draft('a')).toMatchObject({ fields: edited.fields, base: { revision: 3 } });
	});

	it('leaves the device of a helper or reader when their time is over, but for words that never got away', async () => {
		for (const [may, words, stays] of [
			['write', null, false],
			['read', null, false],
			['write', 'written without network', true],
			['send', null, true]
		] as const) {
			const store = new MemoryStore();
			await download(store, transportWith(remote('a', { may, state: 'submitted' })), account);
			if (words)
				await store.step('a', ({ draft, items }) => ({
					draft: draft && { ...draft, fields: { ...draft.fields, need: words } },
					items
				}));
			await download(store, transportWith(), account);
			expect((await store.draft('a')) !== null, `${may} ${words ?? ''}`).toBe(stays);
		}
	});

	it('stays with a helper when the list leaves it out and the application is there all the same', async () => {
		const store = new MemoryStore();
		const transport = transportWith(remote('a', { may: 'write' }));
		await download(store, transport, account);
		const shorter = async () => ({ isOk: true as const, data: { applications: [] } });
		await download(store, { ...transport, list: shorter }, account);
		expect(await store.draft('a')).not.toBeNull();
	});

	it('is merged with words written here, never put over them', async () => {
		const store = new MemoryStore();
		const here = newDraft({ id: 'a', round: 'r', ownerId: null, nowMs: 1 });
		await store.step('a', () => ({ draft: { ...here, fields: { need: 'mine', city: 'here' } }, items: [] }));
		await download(store, transportWith(remote('a')), account);
		expect(await store.draft('a')).toMatchObject({
			ownerId: 'ada',
			fields: { need: 'mine', city: 'here' },
			conflicts: [{ path: 'need', mine: 'mine', theirs: 'from the account' }]
		});
	});

	it("leaves another person's draft alone", async () => {
		const store = new MemoryStore();
		const ben = { ...newDraft({ id: 'a', round: 'r', ownerId: 'ben', nowMs: 1 }), fields: { need: "ben's" } };
		await store.step('a', () => ({ draft: ben, items: [] }));
		await download(store, transportWith(remote('a')), account);
		expect(await store.draft('a')).toEqual(ben);
	});

	it('leaves alone what this version cannot read, and brings the rest', async () => {
		const newer = { id: 'a', schemaVersion: 99 };
		const store = new MemoryStore(new Map([['a', newer]]));
		await download(store, transportWith(remote('a'), remote('b')), account);
		expect((await store.drafts()).map(({ id }) => id)).toEqual(['b']);
		expect(await store.setAside()).toMatchObject([{ raw: newer }]);
	});

	it('writes nothing when somebody leaves while it is looked at what is here', async () => {
		const store = new MemoryStore();
		const isHere = vi.fn(() => false).mockReturnValueOnce(true);
		await keep(store, { ...remote('a'), askedAtMs: 0 }, { personId: 'ada', isHere });
		expect(await store.draft('a')).toBeNull();
	});

	it('brings nothing for somebody who has left meanwhile', async () => {
		const store = new MemoryStore();
		await keep(store, { ...remote('a'), askedAtMs: 1 }, { personId: 'ada', isHere: () => false });
		expect(await store.drafts()).toEqual([]);
	});
});
