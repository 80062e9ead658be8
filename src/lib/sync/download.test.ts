import { describe, expect, it, vi } from 'vitest';
import type { Application } from '../core/api/applications';
import { newDraft } from '../core/draft/draft';
import type { FileRecord } from '../core/file/file';
import { sampleFile } from '../core/file/file.sample';
import { newSave, newSubmit, newUpload, parked } from '../core/sync/outbox';
import type { FailureCode } from '../core/failure/failure';
import type { DeviceStore } from '../local/device-store';
import type { Restore } from '../core/sync/restore';
import { MemoryStore } from '../local/memory-store';
import { download } from './download';
import { look } from './look';
import { Phone } from './simulation.sample';
import type { Transport } from './transport';

const account = { personId: 'ada', isHere: () => true };
const now = () => Date.now();
const bring = (store: DeviceStore, transport: Transport) => download({ store, transport, now }, account);
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
	return answering('not_found', ...applications);
}

/** `absent`: what is said of everything else. */
function answering(absent: FailureCode, ...applications: Application[]): Transport {
	return restored([], absent, ...applications);
}

/** A server that says when it was put back. */
function restored(
	restores: readonly Restore[],
	absent: FailureCode,
	...applications: Application[]
): Transport {
	return {
		...new Phone('ada').transport(),
		list: async () => ({
			isOk: true,
			data: {
				restores: [...restores],
				applications: applications.map((one) => ({ ...one, title: null, updated_at: '' }))
			}
		}),
		read: vi.fn(async (id: string) => {
			const data = applications.find((one) => one.id === id);
			if (!data)
				return {
					isOk: false as const,
					outcome: { kind: 'refused' as const, status: 404, code: absent, retryAfterMs: null },
					error: null,
					body: null
				};
			return { isOk: true as const, data };
		})
	};
}

/** The office waits for the goals. */
const waiting = {
	...{ id: 'q1', asked_at: 'x', due_on: '2027-02-03', message: 'Bitte.' },
	...{ message_language: 'de', message_de: null },
	items: [{ kind: 'section' as const, section: 'goals' as const, note: '' }]
};
const receipt = { reference_number: 'X-1', received_at: 'x', sha256: '0', is_late: false };
const sent = { ...receipt, application_id: 'a', round: 'r', state: 'submitted' as const };
/** As a helper gets it after it was sent. */
const of = (more: Partial<Application>) => remote('a', { may: 'write', receipt: sent, ...more });
/** Documents that had arrived. */
const keepFiles = (store: DeviceStore, files: readonly Partial<FileRecord>[]) =>
	store.step('a', (kept) => ({
		...kept,
		files: files.map((file) =>
			sampleFile({ draftId: 'a', state: 'uploaded', uploadedBytes: 3, arrivedAtMs: 1, ...file })
		)
	}));
const onServer = (id: string) => ({
	...{ id, document: 'statutes', name: 'Satzung.pdf', size: 3, sha256: '00', media_type: 'application/pdf' },
	...{ language: null, at: '2026-11-25T10:00:00Z', received_bytes: 3, is_complete: true }
});
const conflict = { path: 'need', base: null, mine: 'from the account', theirs: 'other window' };

describe('what the account has', () => {
	it('is offered again what this device has beyond a backup the server was restored from', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a', { revision: 5 })));
		const before = await store.draft('a');
		const restored = remote('a', { revision: 2, fields: { need: 'from the backup', aims: 'older' } });
		await bring(store, transportWith(restored));
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
		await bring(store, transportWith(remote('a', { revision: 5, state: 'submitted', receipt: sent })));
		const submission = { key: 'k', preparedAtMs: 1, isApproved: true };
		await store.step('a', ({ draft, ...kept }) => ({ ...kept, draft: draft && { ...draft, submission } }));
		const restored = transportWith(remote('a', { revision: 2, fields: { need: 'older' } }));
		await bring(store, restored);
		expect((await store.draft('a'))?.server?.receipt).toBeNull();
		const items = [
			{ kind: 'save', draftId: 'a' },
			{ kind: 'submit', draftId: 'a', key: 'k' }
		];
		expect(await store.items()).toMatchObject(items);
		await bring(store, restored);
		expect(await store.items()).toMatchObject(items);
	});

	it('is offered its documents again by a device that has their bytes, whether or not words were lost with them', async () => {
		for (const revision of [2, 5]) {
			const store = new MemoryStore();
			await bring(store, transportWith(remote('a', { revision: 5 })));
			await keepFiles(store, [{ id: 'here' }, { id: 'there', isHere: false }]);
			await look({ store, transport: transportWith(remote('a', { revision })), now }, 'a', account);
			expect((await store.files()).find(({ id }) => id === 'here')).toMatchObject({
				state: 'kept',
				failure: null,
				uploadedBytes: 0
			});
			expect((await store.items()).filter(({ kind }) => kind === 'upload')).toEqual([
				newUpload('a', 'here', expect.any(Number))
			]);
		}
	});

	it('names the documents that a restored server has lost and this device never had, until they are there again', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a', { revision: 5 })));
		await keepFiles(store, [{ id: 'there', isHere: false }]);
		await bring(store, transportWith(remote('a', { revision: 2 })));
		expect(await store.files()).toMatchObject([{ id: 'there', state: 'refused', failure: 'not_found' }]);
		expect(await store.items()).toEqual([]);
		await bring(store, transportWith(remote('a', { revision: 3, files: [onServer('there')] })));
		expect(await store.files()).toMatchObject([{ id: 'there', state: 'uploaded', failure: null }]);
	});

	it('is not brought documents by somebody who only reads, nor once the office takes none any more', async () => {
		for (const more of [{ may: 'read' as const }, { state: 'assessment' as const, receipt: sent }]) {
			const store = new MemoryStore();
			await bring(store, transportWith(remote('a', { revision: 5, ...more })));
			await keepFiles(store, [{ id: 'here' }]);
			await bring(store, transportWith(remote('a', { revision: 2, ...more })));
			expect(await store.files()).toMatchObject([{ state: 'refused', failure: 'not_found', isHere: true }]);
			expect(await store.items()).toEqual([]);
		}
	});

	it('is not offered again by somebody who only reads', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a', { revision: 5, may: 'read' })));
		await bring(store, transportWith(remote('a', { may: 'read', fields: { need: 'older' } })));
		expect(await store.items()).toEqual([]);
	});

	it('is not saved again after a restore that took nothing away', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a', { revision: 5 })));
		await bring(store, transportWith(remote('a', { revision: 2 })));
		expect(await store.items()).toEqual([]);
	});

	it('comes onto the device, belongs to the person, and is not asked for twice', async () => {
		const store = new MemoryStore();
		const transport = transportWith(remote('a'));
		await bring(store, transport);
		expect(await store.draft('a')).toMatchObject({
			ownerId: 'ada',
			fields: { need: 'from the account' },
			base: { revision: 2 }
		});
		await bring(store, transport);
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
			await bring(store, transportWith(remote('a', { state: 'clarification', clarification })));
			expect((await store.draft('a'))?.server?.clarification?.id).toBe(id);
		}
	});

	it('says what the person may do, also when nothing but that has changed', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a', { may: 'write' })));
		expect((await store.draft('a'))?.server?.may).toBe('write');
		await bring(store, transportWith(remote('a', { may: 'read' })));
		expect((await store.draft('a'))?.server?.may).toBe('read');
		await bring(store, transportWith(remote('a')));
		expect((await store.draft('a'))?.server?.may).toBeUndefined();
	});

	it('comes back with what was written elsewhere after it was removed from this device', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a')));
		await store.step('a', () => ({ draft: null, items: [] }));
		const edited = remote('a', { revision: 3, fields: { need: 'written on the other phone' } });
		await bring(store, transportWith(edited));
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
			await bring(store, transportWith(remote('a', { may, state: 'submitted' })));
			if (words)
				await store.step('a', ({ draft, items }) => ({
					draft: draft && { ...draft, fields: { ...draft.fields, need: words } },
					items
				}));
			await bring(store, transportWith());
			expect((await store.draft('a')) !== null, `${may} ${words ?? ''}`).toBe(stays);
		}
	});

	it('leaves the device of everybody who was taken out, but for words that never got away', async () => {
		for (const may of ['send', 'write', 'read', undefined] as const)
			for (const words of [null, 'written without network']) {
				const store = new MemoryStore();
				await bring(store, transportWith(remote('a', may && { may })));
				if (words)
					await store.step('a', ({ draft, items }) => ({
						draft: draft && { ...draft, fields: { ...draft.fields, need: words } },
						items
					}));
				await bring(store, answering('access_ended'));
				const after = await store.draft('a');
				expect(after?.fields['need'] ?? null, `${may} ${words}`).toBe(words);
				if (words) expect(after?.server).toMatchObject({ may: 'read', isHelpOver: true });
			}
	});

	it('goes on, with the words that waited, once they are asked in again', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a')));
		await store.step('a', ({ draft }) => ({
			draft: draft && { ...draft, fields: { ...draft.fields, aims: 'mine' } },
			items: [parked(newSave('a', 1), 'access_ended')]
		}));
		await bring(store, answering('access_ended'));
		await bring(store, transportWith(remote('a', { may: 'send' })));
		expect(await store.draft('a')).toMatchObject({ fields: { aims: 'mine' }, server: { isHelpOver: false } });
		expect(await store.items()).toMatchObject([{ kind: 'save', lastFailure: null }]);
	});

	it('stays with a helper whose words came too late for an answer, or who still has to choose between two', async () => {
		const late = new MemoryStore();
		await bring(late, transportWith(of({ state: 'clarification', clarification: waiting })));
		await late.step('a', ({ draft, items }) => ({
			draft: draft && { ...draft, fields: { ...draft.fields, need: 'Für die Antwort.' } },
			items
		}));
		await bring(late, transportWith(of({ state: 'formal_check' })));
		await bring(late, transportWith());
		expect(await late.draft('a')).toMatchObject({ fields: { need: 'Für die Antwort.' } });

		const asked = new MemoryStore();
		await bring(asked, transportWith(remote('a', { may: 'write' })));
		await asked.step('a', ({ draft, items }) => ({
			draft: draft && { ...draft, conflicts: [conflict] },
			items
		}));
		await bring(asked, transportWith());
		expect(await asked.draft('a')).toMatchObject({ conflicts: [conflict] });
	});

	it('tells a helper with words of their own that their time is over before they write more', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a', { may: 'write' })));
		await store.step('a', ({ draft, items }) => ({
			draft: draft && { ...draft, fields: { need: 'mine' }, conflicts: [conflict] },
			items
		}));
		await bring(store, transportWith());
		expect((await store.draft('a'))?.server).toMatchObject({ may: 'read', isHelpOver: true });
	});

	it('opens again what was shut when it was written here, and that goes without another word', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(of({ state: 'formal_check' })));
		await store.step('a', ({ draft, items }) => ({
			draft: draft && { ...draft, fields: { ...draft.fields, need: 'zu spät' } },
			items
		}));
		await bring(store, transportWith(of({ state: 'formal_check' })));
		expect(await store.items()).toEqual([]);
		await bring(store, transportWith(of({ state: 'clarification', clarification: waiting })));
		expect(await store.items()).toMatchObject([{ kind: 'save', draftId: 'a' }]);
	});

	it('ends what waited for another look once it was sent elsewhere', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a')));
		await store.step('a', (kept) => ({ ...kept, items: [parked(newSubmit('a', 'k', 1), 'draft_moved_on')] }));
		await bring(store, transportWith(of({ state: 'submitted', may: 'send' })));
		expect(await store.items()).toEqual([]);
	});

	it('stays with a helper when the list leaves it out and the application is there all the same', async () => {
		const store = new MemoryStore();
		const transport = transportWith(remote('a', { may: 'write' }));
		await bring(store, transport);
		const shorter = async () => ({ isOk: true as const, data: { applications: [], restores: [] } });
		await bring(store, { ...transport, list: shorter });
		expect(await store.draft('a')).not.toBeNull();
	});

	it('is merged with words written here, never put over them', async () => {
		const store = new MemoryStore();
		const here = newDraft({ id: 'a', round: 'r', ownerId: null, nowMs: 1 });
		await store.step('a', () => ({ draft: { ...here, fields: { need: 'mine', city: 'here' } }, items: [] }));
		await bring(store, transportWith(remote('a')));
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
		await bring(store, transportWith(remote('a')));
		expect(await store.draft('a')).toEqual(ben);
	});

	it('leaves alone what this version cannot read, and brings the rest', async () => {
		const newer = { id: 'a', schemaVersion: 99 };
		const store = new MemoryStore(new Map([['a', newer]]));
		await bring(store, transportWith(remote('a'), remote('b')));
		expect((await store.drafts()).map(({ id }) => id)).toEqual(['b']);
		expect(await store.setAside()).toMatchObject([{ raw: newer }]);
	});

	it('brings nothing for somebody who left while the server answered', async () => {
		const store = new MemoryStore();
		const parts = { store, transport: transportWith(remote('a')), now };
		await look(parts, 'a', { personId: 'ada', isHere: () => false });
		expect(await store.draft('a')).toBeNull();
	});

	it('is asked for again where words were saved or sent while the answer was on its way', async () => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a', { revision: 2 })));
		const receipt = { reference_number: 'X-1', received_at: 'x', sha256: '0', is_late: false };
		const sent = { ...receipt, application_id: 'a', round: 'r', state: 'submitted' as const };
		const late = remote('a', { revision: 2 });
		const current = remote('a', { revision: 3, state: 'submitted', receipt: sent });
		const transport = transportWith(current);
		const read = vi.fn(transport.read).mockImplementationOnce(async () => {
			await bring(store, transportWith(current));
			return { isOk: true, data: late };
		});
		await look({ store, transport: { ...transport, read }, now }, 'a', account);
		expect(await store.draft('a')).toMatchObject({ base: { revision: 3 }, server: { receipt: sent } });
		expect(await store.items()).toEqual([]);
		expect(read).toHaveBeenCalledTimes(2);
	});
});

describe('a server that was put back from a backup', () => {
	const restores = [{ from: '2026-01-10T02:00:00Z', until: '2026-01-12T09:00:00Z' }];
	const inBetween = Date.parse('2026-01-11T12:00:00Z');
	const nothing = (absent: FailureCode = 'not_found') => restored(restores, absent);
	/** A device that brought an application to the server, before the restore or after it. */
	const deviceWith = async (createdAtMs: number, more: Partial<Application> = {}) => {
		const store = new MemoryStore();
		await bring(store, transportWith(remote('a', more)));
		await store.step('a', ({ draft, ...kept }) => ({ ...kept, draft: draft && { ...draft, createdAtMs } }));
		return store;
	};

	it('is offered what was begun after that backup, with its documents, at once and without another word', async () => {
		const store = await deviceWith(inBetween);
		await keepFiles(store, [{ id: 'f1', arrivedAtMs: inBetween }]);
		await bring(store, nothing());
		expect(await store.draft('a')).toMatchObject({ base: null, fields: { need: 'from the account' } });
		expect((await store.items()).map(({ id }) => id).sort()).toEqual(['save_a', 'upload_f1']);
		expect(await store.files()).toMatchObject([{ state: 'kept', uploadedBytes: 0 }]);
	});

	it('is not offered what it was never said to have lost, what was begun later, or what was deleted', async () => {
		for (const [createdAtMs, transport] of [
			[inBetween, transportWith()],
			[Date.parse('2026-02-01T12:00:00Z'), nothing()],
			[inBetween, nothing('draft_deleted')]
		] as const) {
			const store = await deviceWith(createdAtMs);
			await bring(store, transport);
			expect(await store.items()).toEqual([]);
			expect((await store.draft('a'))?.base).not.toBeNull();
		}
	});

	it('is sent again what had arrived in between, under its key and as early as it was, and nothing else that was sent', async () => {
		const submission = { key: 'k', preparedAtMs: inBetween + 9, isApproved: true, answers: 'q1' };
		for (const [received_at, state, isLost] of [
			['2026-01-11T12:00:00Z', 'formal_check', true],
			['2026-01-11T12:00:00Z', 'withdrawn', false],
			['2026-01-09T12:00:00Z', 'formal_check', false],
			['2026-01-13T12:00:00Z', 'formal_check', false]
		] as const) {
			const store = await deviceWith(1, { state, receipt: { ...sent, received_at, state } });
			await store.step('a', ({ draft, ...kept }) => ({ ...kept, draft: draft && { ...draft, submission } }));
			await bring(store, nothing());
			const draft = await store.draft('a');
			expect(draft?.server === null, `${received_at} ${state}`).toBe(isLost);
			if (!isLost) continue;
			expect(draft?.submission).toEqual({ key: 'k', preparedAtMs: inBetween, isApproved: true });
			expect(await store.items()).toMatchObject([
				{ kind: 'save', draftId: 'a' },
				{ kind: 'submit', key: 'k' }
			]);
		}
	});

	it('is looked at once for documents that arrived in between, although no word is another', async () => {
		const store = await deviceWith(1);
		await keepFiles(store, [
			{ id: 'lost', arrivedAtMs: inBetween },
			{ id: 'there', arrivedAtMs: inBetween },
			{ id: 'elsewhere', arrivedAtMs: inBetween, isHere: false }
		]);
		const server = restored(restores, 'not_found', remote('a', { files: [onServer('there')] }));
		await bring(store, server);
		expect(await store.files()).toMatchObject([
			{ id: 'lost', state: 'kept' },
			{ id: 'there', state: 'uploaded' },
			{ id: 'elsewhere', state: 'refused', failure: 'not_found' }
		]);
		expect((await store.items()).map(({ id }) => id)).toEqual(['upload_lost']);
		await bring(store, server);
		expect(server.read).toHaveBeenCalledTimes(1);
	});
});
