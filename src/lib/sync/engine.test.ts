import { describe, expect, it, vi } from 'vitest';
import { maxPartBytes } from '../core/api/limits';
import { lockedWords, unsavedChanges } from '../core/draft/draft';
import { isQueued, openClarification } from '../core/draft/lock';
import { newSubmit, newSave } from '../core/sync/outbox';
import { longestDelayMs } from '../core/sync/delay';
import { MemoryStore } from '../local/memory-store';
import { applicationId, Phone } from './simulation.sample';

const phoneThatWrote = async (words = 'Wörter') => {
	const phone = new Phone('ada');
	await phone.type('need', words);
	return phone;
};

const saved = (phone: Phone) => phone.server.application?.fields;

/** A backup from before the application was there. */
function forget(phone: Phone): void {
	phone.server.application = null;
}

describe('the engine', () => {
	it('brings words to the server, and a submission after them', async () => {
		const phone = await phoneThatWrote();
		await phone.send();
		expect(await phone.drain()).toBeNull();
		expect(phone.requests).toEqual(['save', 'submit']);
		expect(saved(phone)).toEqual({ need: 'Wörter' });
		expect((await phone.draft())?.server?.receipt).toEqual(phone.server.application?.receipt);
		expect(await phone.items()).toEqual([]);
	});

	it('asks again after a lost answer, and gets the same receipt for the same key', async () => {
		const phone = await phoneThatWrote();
		await phone.send();
		phone.faults.push('none', 'response_lost', 'response_lost');
		for (let round = 0; round < 4; round += 1) {
			await phone.drain();
			phone.nowMs += longestDelayMs;
		}
		expect(phone.requests).toEqual(['save', 'submit', 'submit', 'submit']);
		expect(phone.server.submissions).toHaveLength(1);
		expect((await phone.draft())?.server?.receipt).toEqual(phone.server.application?.receipt);
	});

	it('asks nobody anything when only the answer to a save was lost', async () => {
		const phone = await phoneThatWrote('one');
		phone.faults.push('response_lost');
		await phone.drain();
		await phone.type('need', 'two');
		phone.nowMs += longestDelayMs;
		await phone.drain();
		expect((await phone.draft())?.conflicts).toEqual([]);
		expect(saved(phone)).toEqual({ need: 'two' });
	});

	it('keeps what was written while a save was on its way, and saves it too', async () => {
		const phone = await phoneThatWrote('one');
		phone.meanwhile = () => phone.type('need', 'two');
		await phone.drain();
		expect(saved(phone)).toEqual({ need: 'two' });
		expect(await phone.items()).toEqual([]);
	});

	it('does not lose the place in the queue of words written just before a save is done', async () => {
		for (const steps of [1, 2]) {
			const phone = await phoneThatWrote('one');
			phone.meanwhile = () => phone.type('need', 'two');
			phone.meanwhileAfterSteps = steps;
			await phone.drain();
			await phone.drain();
			expect(saved(phone)).toEqual({ need: 'two' });
		}
	});

	it('stops at a dead session, and goes on where it was after signing in', async () => {
		const phone = await phoneThatWrote();
		await phone.send();
		phone.faults.push('none', 'signed_out');
		expect(await phone.drain()).toBeNull();
		expect(phone.signedOutCount).toBe(1);
		expect(phone.requests).toEqual(['save', 'submit']);
		expect(await phone.items()).toMatchObject([{ kind: 'submit', lastFailure: 'signed_out', attempts: 0 }]);
		await phone.signIn('ada');
		await phone.drain();
		expect(phone.server.submissions).toHaveLength(1);
	});

	it('takes nothing from a captive portal, and comes back later', async () => {
		const phone = await phoneThatWrote();
		phone.faults.push('portal');
		const rest = await phone.drain();
		expect(rest).toEqual({ untilMs: expect.any(Number) });
		expect(await phone.items()).toMatchObject([{ lastFailure: 'unexpected_answer', attempts: 1 }]);
		phone.nowMs += longestDelayMs;
		await phone.drain();
		expect(saved(phone)).toEqual({ need: 'Wörter' });
	});

	it('waits as long as a busy server asks, not shorter', async () => {
		const phone = await phoneThatWrote();
		phone.faults.push('busy');
		await phone.drain();
		phone.nowMs = 4_999;
		await phone.drain();
		expect(phone.requests).toHaveLength(1);
		phone.nowMs = 5_600;
		await phone.drain();
		expect(phone.requests).toHaveLength(2);
	});

	it('merges what others wrote, and asks where both wrote', async () => {
		const ada = await phoneThatWrote('mine');
		const ben = new Phone('ben', ada.server);
		await ada.drain();
		await ben.type('aims', 'theirs');
		await ben.drain();
		await ada.type('city', 'Duisburg');
		await ada.drain();
		expect(saved(ada)).toEqual({ need: 'mine', aims: 'theirs', city: 'Duisburg' });
		await ben.type('city', 'Moers');
		await ben.drain();
		expect((await ben.draft())?.conflicts).toMatchObject([
			{ path: 'city', mine: 'Moers', theirs: 'Duisburg' }
		]);
		expect(saved(ben)).toMatchObject({ city: 'Duisburg' });
		await ben.settle('mine');
		await ben.drain();
		expect(saved(ben)).toMatchObject({ city: 'Moers' });
	});

	it('never sends words that came in after the person said "send"', async () => {
		const ada = await phoneThatWrote('mine');
		const ben = new Phone('ben', ada.server);
		await ada.drain();
		await ada.type('city', 'Duisburg');
		await ada.send();
		await ben.type('aims', 'theirs');
		await ben.drain();
		await ada.drain();
		expect(ada.server.submissions).toEqual([]);
		expect(await ada.items()).toMatchObject([
			{ kind: 'submit', lastFailure: 'draft_moved_on', nextAttemptAtMs: null }
		]);
		await ada.send();
		await ada.drain();
		expect(ada.server.submissions).toHaveLength(1);
	});

	it.each([
		[413, 'payload_too_large'],
		[422, 'payload_invalid']
	] as const)(
		'parks what is refused with %i, says why, and goes on with the others',
		async (status, code) => {
			const phone = await phoneThatWrote();
			await phone.store.step('other', () => ({
				draft: null,
				items: []
			}));
			const draft = await phone.draft();
			await phone.store.step('poison', () => ({
				draft: draft && { ...draft, id: 'poison' },
				items: [{ ...newSave('poison', 0), createdAtMs: -1 }]
			}));
			const transport = phone.transport();
			vi.spyOn(phone, 'transport').mockReturnValue({
				...transport,
				save: (id, body) =>
					id === 'poison'
						? Promise.resolve({
								isOk: false,
								outcome: { kind: 'refused', status, code, retryAfterMs: null },
								error: null,
								body: null
							})
						: transport.save(id, body)
			});
			await phone.drain();
			expect(await phone.items()).toMatchObject([
				{ id: 'save_poison', nextAttemptAtMs: null, lastFailure: code }
			]);
			expect(saved(phone)).toEqual({ need: 'Wörter' });
		}
	);

	it('sets aside what it cannot read, and parks what hangs on it', async () => {
		const drafts = new Map<string, unknown>([['broken', { id: 'broken', schemaVersion: 99 }]]);
		const items = new Map<string, unknown>([
			['save_broken', { ...newSave('broken', 0), createdAtMs: -2 }],
			['submit_x', { id: 'submit_x', version: 99 }],
			['submit_gone', { ...newSubmit('gone', 'k', 0), createdAtMs: -1 }]
		]);
		const phone = new Phone('ada', undefined, new MemoryStore(drafts, items));
		await phone.type('need', 'Wörter');
		await phone.drain();
		expect(saved(phone)).toEqual({ need: 'Wörter' });
		const parked = { nextAttemptAtMs: null, lastFailure: 'unreadable' };
		expect(await phone.items()).toMatchObject([
			{ id: 'save_broken', ...parked },
			{ id: 'submit_gone', ...parked }
		]);
		expect((await phone.store.setAside()).map(({ id }) => id)).toEqual(['broken', 'submit_x']);
	});

	it('offers everything anew, once, to a server that has forgotten it', async () => {
		const phone = await phoneThatWrote();
		await phone.drain();
		forget(phone);
		await phone.type('aims', 'mehr');
		await phone.drain();
		expect(saved(phone)).toEqual({ need: 'Wörter', aims: 'mehr' });

		phone.personId = 'eve';
		const stranger = new Phone('eve', phone.server, phone.store);
		await stranger.step(({ draft, items }) => ({ draft: draft && { ...draft, ownerId: 'eve' }, items }));
		await stranger.type('aims', 'x');
		await stranger.drain();
		expect(stranger.requests).toEqual(['save', 'save']);
		expect(await stranger.items()).toMatchObject([{ lastFailure: 'not_found', nextAttemptAtMs: null }]);
	});

	it('ends for a helper whose time is over: the words stay, and the application is never offered as theirs', async () => {
		const phone = await phoneThatWrote();
		await phone.drain();
		await phone.step(({ draft, items }) => ({
			draft: draft && { ...draft, server: { state: 'draft', revision: 1, receipt: null, may: 'write' } },
			items
		}));
		await phone.type('aims', 'Von der Beratung');
		phone.server.members.delete('ada');
		phone.requests.splice(0);
		expect(await phone.drain()).toBeNull();
		expect(phone.requests).toEqual(['save']);
		const draft = (await phone.draft()) ?? expect.fail();
		expect(draft.server).toMatchObject({ may: 'read', isHelpOver: true });
		expect(draft.base).not.toBeNull();
		expect(unsavedChanges(draft)).toEqual({ aims: 'Von der Beratung' });
		expect(await phone.items()).toMatchObject([{ kind: 'save', lastFailure: 'not_found' }]);
	});

	it('ends for whoever was taken out: nothing is offered anew, nothing more is written, and the words stay', async () => {
		for (const kind of ['save', 'submit'] as const) {
			const phone = await phoneThatWrote();
			await phone.drain();
			if (kind === 'save') await phone.type('aims', 'Ohne Netz');
			else await phone.send();
			phone.server.members.delete('ada');
			phone.server.former.add('ada');
			phone.requests.splice(0);
			expect(await phone.drain()).toBeNull();
			expect(phone.requests).toEqual([kind]);
			const draft = (await phone.draft()) ?? expect.fail();
			expect(draft.server).toMatchObject({ may: 'read', isHelpOver: true });
			expect(draft.base).not.toBeNull();
			expect(draft.fields).toMatchObject({ need: 'Wörter' });
			expect(await phone.items()).toMatchObject([{ kind, lastFailure: 'access_ended' }]);
		}
	});

	it('learns what the office has opened again, where another device sent while somebody wrote here', async () => {
		const phone = await phoneThatWrote();
		await phone.drain();
		phone.isOnline = false;
		await phone.type('need', 'Ohne Netz, für die Ziele');
		await phone.type('prevention', 'Ohne Netz, für die Wirkung');
		const items = [{ kind: 'section' as const, section: 'goals' as const, note: '' }];
		phone.server.ask(items);
		phone.isOnline = true;
		expect(await phone.drain()).toBeNull();
		const draft = (await phone.draft()) ?? expect.fail();
		expect(openClarification(draft)?.items).toEqual(items);
		expect(saved(phone)).toEqual({ need: 'Ohne Netz, für die Ziele' });
		expect(lockedWords(draft)).toEqual({ prevention: 'Ohne Netz, für die Wirkung' });
		expect(await phone.items()).toEqual([]);
	});

	it('saves anew and sends to a server that has forgotten it', async () => {
		const phone = await phoneThatWrote();
		await phone.drain();
		forget(phone);
		await phone.send();
		await phone.drain();
		phone.nowMs += longestDelayMs;
		await phone.drain();
		expect(phone.server.submissions).toHaveLength(1);
		expect((await phone.draft())?.server?.receipt).toEqual(phone.server.application?.receipt);
	});

	it('offers everything anew to a server restored from an older copy', async () => {
		const phone = await phoneThatWrote('one');
		await phone.drain();
		const copy = phone.server.application;
		await phone.type('need', 'two');
		await phone.drain();
		phone.server.application = copy;
		await phone.type('aims', 'mehr');
		await phone.drain();
		expect(saved(phone)).toEqual({ need: 'two', aims: 'mehr' });
		expect((await phone.draft())?.conflicts).toEqual([]);
	});

	it('opens again what is refused as incomplete, and sends it with the key and the time of the first "send"', async () => {
		const phone = await phoneThatWrote();
		await phone.send();
		const first = (await phone.draft())?.submission;
		phone.server.required = 'aims';
		expect(await phone.drain()).toBeNull();
		const refused = (await phone.draft()) ?? expect.fail();
		expect(isQueued(refused)).toBe(false);
		expect(refused.submission).toEqual({ ...first, isApproved: false });
		phone.nowMs += longestDelayMs;
		await phone.type('aims', 'Sich kennenlernen');
		await phone.drain();
		expect(phone.server.submissions).toEqual([]);
		await phone.send();
		await phone.drain();
		expect(phone.server.submissions).toMatchObject([{ key: first?.key }]);
		expect([...phone.server.times.values()]).toEqual([new Date(first?.preparedAtMs ?? NaN).toISOString()]);
		expect(await phone.items()).toEqual([]);
	});

	it('opens again what this device itself holds back', async () => {
		const phone = await phoneThatWrote('x'.repeat(20_001));
		await phone.send();
		expect(await phone.drain()).toBeNull();
		expect(await phone.items()).toMatchObject([{ kind: 'submit', lastFailure: 'application_incomplete' }]);
		expect(isQueued((await phone.draft()) ?? expect.fail())).toBe(false);
	});

	it('leaves what was taken back while it was on its way', async () => {
		const phone = await phoneThatWrote();
		await phone.drain();
		await phone.send();
		phone.faults.push('response_lost');
		phone.meanwhile = () => phone.takeBack();
		await phone.drain();
		expect(await phone.items()).toEqual([]);
	});

	it('finds the receipt of a submission that was taken back but had arrived', async () => {
		const phone = await phoneThatWrote();
		await phone.send();
		phone.faults.push('none', 'response_lost');
		await phone.drain();
		await phone.takeBack();
		await phone.type('need', 'noch etwas');
		await phone.drain();
		const draft = await phone.draft();
		expect(draft?.server?.receipt).toEqual(phone.server.application?.receipt);
		expect(draft?.fields).toEqual({ need: 'noch etwas' });
		expect(await phone.items()).toEqual([]);
	});

	it('brings nothing back of an application removed while it was on its way', async () => {
		const phone = await phoneThatWrote();
		phone.faults.push('busy');
		const { save } = phone.transport();
		vi.spyOn(phone, 'transport').mockReturnValue({
			...phone.transport(),
			save: async (id, body) => {
				await phone.step(() => ({ draft: null, items: [] }));
				return save(id, body);
			}
		});
		await phone.drain();
		expect([await phone.draft(), await phone.items()]).toEqual([null, []]);
	});

	it('carries nothing for somebody else who signs in on the same phone', async () => {
		const phone = await phoneThatWrote();
		await phone.send();
		await phone.signIn('eve');
		expect(await phone.drain()).toBeNull();
		expect(phone.requests).toEqual([]);
		await phone.signIn('ada');
		await phone.drain();
		expect(phone.server.submissions).toHaveLength(1);
	});

	it('does not send a draft when another person came in while it was being prepared', async () => {
		const phone = await phoneThatWrote();
		const { store } = phone;
		const step = store.step.bind(store);
		vi.spyOn(store, 'step').mockImplementationOnce(async (id, change) => {
			phone.personId = 'eve';
			return step(id, change);
		});
		await phone.drain();
		expect(phone.requests).toEqual([]);
		expect(phone.server.breaches).toEqual([]);
	});

	it('does nothing without a network, and everything with it', async () => {
		const phone = await phoneThatWrote();
		phone.isOnline = false;
		expect(await phone.drain()).toBeNull();
		expect(phone.requests).toEqual([]);
		phone.isOnline = true;
		await phone.drain();
		expect(saved(phone)).toEqual({ need: 'Wörter' });
	});

	it('goes on after a death at any moment', async () => {
		for (const at of [0, 1]) {
			const phone = await phoneThatWrote();
			await phone.send();
			phone.faults.push(...(['none', 'none'] as const).slice(0, at), 'killed');
			expect(await phone.drain()).toBe('died');
			await phone.drain();
			expect(phone.server.submissions).toHaveLength(1);
			expect((await phone.draft())?.server?.receipt).toEqual(phone.server.application?.receipt);
			expect((await phone.draft())?.id).toBe(applicationId);
		}
	});
});

describe('the engine with files', () => {
	const size = 2 * maxPartBytes + 5;
	const phoneWithFile = async (id = 'f1') => {
		const phone = await phoneThatWrote();
		await phone.addFile(id, size);
		return phone;
	};
	const later = async (phone: Phone) => {
		phone.nowMs += longestDelayMs;
		await phone.drain();
	};

	it('brings words first, then the file, announced and part by part', async () => {
		const phone = await phoneWithFile();
		expect(await phone.drain()).toBeNull();
		expect(phone.requests).toEqual(['save', 'announce', 'part', 'part', 'part']);
		expect(await phone.files()).toMatchObject([{ state: 'uploaded', uploadedBytes: size }]);
		expect(await phone.items()).toEqual([]);
		expect(await phone.store.fileBytes('f1')).not.toBeNull();
	});

	it('goes on where it was after a killed browser, without sending anything twice', async () => {
		const phone = await phoneWithFile();
		phone.faults.push('none', 'none', 'none', 'killed');
		expect(await phone.drain()).toBe('died');
		await later(phone);
		expect(phone.server.files.get('f1')).toMatchObject({ received: size, arrivals: 1 });
		expect(phone.requests).toEqual(['save', 'announce', 'part', 'part', 'part', 'part']);
	});

	it('begins where the server really is when it has less than it said', async () => {
		const phone = await phoneWithFile();
		phone.faults.push('none', 'none', 'none', 'none', 'request_lost');
		await phone.drain();
		expect(await phone.files()).toMatchObject([{ uploadedBytes: 2 * maxPartBytes }]);
		Object.assign(phone.server.files.get('f1') ?? {}, { received: 0 });
		await later(phone);
		expect(phone.server.files.get('f1')).toMatchObject({ arrivals: 1 });
	});

	it('lets words through between two parts', async () => {
		const phone = await phoneWithFile();
		phone.meanwhileAfterSteps = 4;
		phone.meanwhile = () => phone.type('aims', 'sofort');
		await phone.drain();
		const save = phone.requests.lastIndexOf('save');
		expect(save).toBeGreaterThan(1);
		expect(save).toBeLessThan(phone.requests.lastIndexOf('part'));
	});

	it('keeps a refused file, says why, and brings the others', async () => {
		const phone = await phoneWithFile('bad');
		await phone.addFile('good', 10);
		await phone.drain();
		expect(await phone.files()).toMatchObject([
			{ id: 'bad', state: 'refused', failure: 'file_hostile' },
			{ id: 'good', state: 'uploaded' }
		]);
		expect(await phone.items()).toMatchObject([{ id: 'upload_bad', nextAttemptAtMs: null }]);
		expect(await phone.store.fileBytes('bad')).not.toBeNull();
	});

	it('says that the bytes of a file are gone from this device, and brings the others', async () => {
		const parts = new Map();
		const phone = new Phone('ada', undefined, new MemoryStore(undefined, undefined, { parts }));
		await phone.type('need', 'x');
		await phone.addFile('f1', size);
		await phone.addFile('f2', 10);
		parts.delete('f1');
		await phone.drain();
		expect(await phone.files()).toMatchObject([
			{ id: 'f1', state: 'refused', failure: 'unreadable' },
			{ id: 'f2', state: 'uploaded' }
		]);
	});

	it('goes on with files after the words were received', async () => {
		const phone = await phoneWithFile();
		await phone.send();
		phone.faults.push('none', 'none', 'failing');
		await phone.drain();
		expect((await phone.draft())?.server?.receipt).toBeTruthy();
		expect(phone.server.files.size).toBe(0);
		await later(phone);
		expect(await phone.files()).toMatchObject([{ state: 'uploaded' }]);
	});

	it('stops in the middle of a file when the session is gone, and goes on after signing in', async () => {
		const phone = await phoneWithFile();
		phone.faults.push('none', 'none', 'none', 'signed_out');
		await phone.drain();
		expect(phone.signedOutCount).toBe(1);
		await phone.signIn('eve');
		await later(phone);
		expect(phone.requests).toHaveLength(4);
		await phone.signIn('ada');
		await phone.drain();
		expect(phone.server.breaches).toEqual([]);
		expect(phone.server.files.get('f1')).toMatchObject({ arrivals: 1 });
	});

	it('carries nothing in the session of somebody who signed in just before', async () => {
		const phone = await phoneWithFile();
		await phone.drain();
		await phone.addFile('f2', 10);
		const files = phone.store.files.bind(phone.store);
		vi.spyOn(phone.store, 'files').mockImplementation(() => {
			phone.personId = 'eve';
			return files();
		});
		await phone.drain();
		expect(phone.server.breaches).toEqual([]);
		expect(await files()).toMatchObject([{ state: 'uploaded' }, { state: 'kept', uploadedBytes: 0 }]);
	});

	it('does not send another part of a file that was removed on the way, and takes it away from the server', async () => {
		const phone = await phoneWithFile();
		phone.meanwhileAfterSteps = 5;
		phone.meanwhile = () => phone.removeFile('f1');
		await phone.drain();
		expect(phone.requests.at(-1)).toBe('remove');
		expect(phone.requests.filter((request) => request === 'part').length).toBeLessThan(3);
		expect([await phone.files(), await phone.items(), phone.server.files.size]).toEqual([[], [], 0]);
	});

	it('keeps a file that was removed on another device, and leaves the choice to a person', async () => {
		const phone = await phoneWithFile();
		phone.faults.push('none', 'none', 'none', 'request_lost');
		await phone.drain();
		phone.server.removeFile('ada', 'f1');
		for (let round = 0; round < 3; round += 1) await later(phone);
		expect(await phone.files()).toMatchObject([{ state: 'refused', failure: 'not_found' }]);
		expect(saved(phone)).toEqual({ need: 'Wörter' });
	});

	it('offers words and files again to a server restored from an older backup', async () => {
		const phone = await phoneWithFile();
		await phone.drain();
		forget(phone);
		phone.server.files.clear();
		await phone.addFile('f2', 10);
		for (let round = 0; round < 4; round += 1) await later(phone);
		expect(saved(phone)).toEqual({ need: 'Wörter' });
		expect([...phone.server.files.keys()].sort()).toEqual(['f1', 'f2']);
		expect(await phone.files()).toMatchObject([{ state: 'uploaded' }, { state: 'uploaded' }]);
	});

	it('offers files again also where words are the first to find out', async () => {
		const phone = await phoneWithFile();
		await phone.drain();
		forget(phone);
		phone.server.files.clear();
		await phone.type('need', 'Mehr Wörter');
		for (let round = 0; round < 4; round += 1) await later(phone);
		expect(saved(phone)).toEqual({ need: 'Mehr Wörter' });
		expect([...phone.server.files.keys()]).toEqual(['f1']);
	});

	it('offers files again to a server restored from an older copy, and says which one is not here any more', async () => {
		const parts = new Map();
		const phone = new Phone('ada', undefined, new MemoryStore(undefined, undefined, { parts }));
		await phone.type('need', 'one');
		await phone.drain();
		const copy = phone.server.application;
		await phone.type('need', 'two');
		for (const id of ['f1', 'f2']) await phone.addFile(id, size);
		await phone.drain();
		phone.server.application = copy;
		phone.server.files.clear();
		parts.delete('f2');
		await phone.type('need', 'three');
		for (let round = 0; round < 4; round += 1) await later(phone);
		expect(saved(phone)).toEqual({ need: 'three' });
		expect(phone.server.files.get('f1')).toMatchObject({ received: size });
		expect(await phone.files()).toMatchObject([
			{ id: 'f1', state: 'uploaded' },
			{ id: 'f2', state: 'refused', failure: 'unreadable' }
		]);
	});

	it('ends for a helper whose time is over with only a document to bring: nothing is offered as theirs', async () => {
		const phone = await phoneWithFile();
		await phone.drain();
		await phone.step(({ draft, items }) => ({
			draft: draft && { ...draft, server: { state: 'draft', revision: 1, receipt: null, may: 'write' } },
			items
		}));
		await phone.addFile('f2', 10);
		phone.server.members.delete('ada');
		phone.requests.splice(0);
		for (let round = 0; round < 3; round += 1) await later(phone);
		expect(phone.requests).toEqual(['announce', 'read']);
		const draft = (await phone.draft()) ?? expect.fail();
		expect(draft.server).toMatchObject({ may: 'read', isHelpOver: true });
		expect(unsavedChanges(draft)).toEqual({});
		expect(await phone.files()).toMatchObject([
			{ id: 'f1', state: 'uploaded' },
			{ id: 'f2', state: 'refused', failure: 'not_found' }
		]);
	});

	it('ends for whoever was taken out with only a document to bring: it stays here, and nothing is offered anew', async () => {
		const phone = await phoneWithFile();
		await phone.drain();
		await phone.addFile('f2', 10);
		phone.server.members.delete('ada');
		phone.server.former.add('ada');
		phone.requests.splice(0);
		for (let round = 0; round < 3; round += 1) await later(phone);
		expect(phone.requests).toEqual(['announce', 'read']);
		expect((await phone.draft())?.server).toMatchObject({ may: 'read', isHelpOver: true });
		expect(await phone.files()).toMatchObject([{ state: 'uploaded' }, { id: 'f2', state: 'refused' }]);
	});

	it('does not hammer a server that takes everything and says nothing', async () => {
		const phone = await phoneWithFile();
		await phone.drain();
		await phone.addFile('f2', 10);
		const takes = phone.server.takePart.bind(phone.server);
		phone.server.takePart = (...given) => ({
			...takes(...given),
			body: { received_bytes: 10, is_complete: false }
		});
		phone.requests.splice(0);
		expect(await phone.drain()).toEqual({ untilMs: expect.any(Number) });
		expect(phone.requests).toEqual(['announce', 'part']);
		phone.server.takePart = takes;
		await later(phone);
		expect(await phone.files()).toMatchObject([{ state: 'uploaded' }, { state: 'uploaded' }]);
	});
});
