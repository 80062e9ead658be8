import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sharedCache } from '../core/file/share';
import { sharedFiles } from '../local/inbox';
import { MemoryStore } from '../local/memory-store';
import { refusedWith, TightStore } from './account.sample';
import type { Applications } from './applications.svelte';
import { KeptWords } from './kept-words';
import { Device } from './opened.sample';
import { verified } from './verified';

let device = new Device();
beforeEach(() => void (device = new Device()));
afterEach(() => {
	device.close();
	localStorage.clear();
});

const refusing = { verifyCode: async () => refusedWith(422, 'code_not_valid') };
const fields = (applications: Applications, id: string) => applications.find(id)?.fields;

describe('people on one device', () => {
	it('claims a draft written without an device.account for whoever signs in from it, and for nobody later', async () => {
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		device.account.cookie = 'ada';
		await applications.signedIn('ada', (draft) => draft.id === id);
		await device.later(applications);
		expect(device.account.ownersOf(id)).toBe('ada');
		expect(applications.unclaimed).toEqual([]);
		device.account.cookie = 'eve';
		await applications.signedIn('eve', (draft) => draft.id === id);
		expect((await store.draft(id))?.ownerId).toBe('ada');
	});

	it('leaves words of somebody without an device.account alone until the one who signed in says they are theirs', async () => {
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const [amina, own] = [await applications.create('r'), await applications.create('r')];
		await applications.edit(amina, { need: "amina's" });
		await applications.edit(own, { need: "eve's" });
		device.account.cookie = 'eve';
		await applications.signedIn('eve');
		await device.later(applications);
		expect(applications.unclaimed.map(({ id }) => id)).toEqual([amina, own]);
		expect(device.account.ownersOf(amina)).toBeUndefined();
		await applications.claim([own]);
		await device.later(applications);
		expect([device.account.ownersOf(own), device.account.ownersOf(amina)]).toEqual(['eve', undefined]);
		await applications.signOut(true);
		device.account.cookie = 'amina';
		await applications.signedIn('amina');
		await applications.claim([amina]);
		await device.later(applications);
		expect(device.account.fieldsOf(amina)).toEqual({ need: "amina's" });
	});

	it('lets somebody in on a device that is full, and gives them what is theirs once it has room', async () => {
		const store = new TightStore();
		const applications = await device.opened(store);
		const [first, second] = [await applications.create('r'), await applications.create('r')];
		for (const id of [first, second]) await applications.edit(id, { need: id });
		device.account.cookie = 'ada';
		store.isFull = true;
		await applications.signedIn('ada', () => true);
		expect([applications.person, applications.storageFailure]).toEqual(['ada', 'storage_full']);
		store.isFull = false;
		await applications.claim(applications.unclaimed.map(({ id }) => id));
		await device.later(applications);
		await vi.waitFor(() => expect(device.account.ownersOf(second)).toBe('ada'));
		expect(device.account.ownersOf(first)).toBe('ada');
		expect(applications.storageFailure).toBeNull();
	});

	it('knows who is here, and what they have, also where the device was too full to note what is theirs', async () => {
		const store = new TightStore();
		device.account.cookie = 'ada';
		device.account.refusal = refusedWith(503, 'not_reachable');
		const applications = device.started(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		store.isFull = true;
		device.account.refusal = null;
		await applications.findPerson();
		expect([applications.person, applications.hasLooked]).toEqual(['ada', true]);
		expect(fields(applications, id)).toEqual({ need: 'x' });
		store.isFull = false;
		await applications.send(id);
		await vi.waitFor(() => expect(device.account.keys).toHaveLength(1));
		expect(device.account.ownersOf(id)).toBe('ada');
	});

	it('lets somebody in whose code was right, also where only the answer to it broke off', async () => {
		const applications = await device.opened();
		const cut = { isOk: false, outcome: { kind: 'unknown', code: 'unexpected_answer' } } as const;
		let isReached = false;
		const transport = {
			verifyCode: async (email: string) => {
				if (isReached) device.account.cookie = email;
				return { ...cut, error: null, body: null };
			}
		};
		const verify = () => verified(transport, applications, { email: 'Ada', code: '123456' });
		expect(await verify()).toMatchObject(cut);
		device.account.cookie = 'eve';
		expect(await verify(), 'a session of somebody else is not theirs').toMatchObject(cut);
		isReached = true;
		expect(await verify()).toEqual({ isOk: true, data: { email: 'Ada', locale: null } });
		expect(
			await verified({ ...transport, ...refusing }, applications, { email: 'Ada', code: '0' })
		).toMatchObject({ outcome: { code: 'code_not_valid' } });
	});

	it('asks again who is here while nobody could tell, so that what waits goes without a reload', async () => {
		device.account.cookie = 'ada';
		device.account.refusal = refusedWith(503, 'not_reachable');
		const applications = device.started(new MemoryStore());
		const id = await applications.create('r');
		await vi.waitFor(() => expect(device.account.calls).toContain('session'));
		await applications.send(id);
		expect(device.account.keys).toEqual([]);
		device.account.refusal = null;
		await vi.waitFor(() => expect(device.account.keys).toHaveLength(1), { timeout: 8000 });
	}, 10_000);

	it('asks at once when somebody says "try again"', async () => {
		device.account.cookie = 'ada';
		device.account.refusal = refusedWith(503, 'not_reachable');
		const applications = device.started(new MemoryStore());
		const id = await applications.create('r');
		await vi.waitFor(() => expect(device.account.calls).toContain('session'));
		await applications.send(id);
		device.account.refusal = null;
		await applications.retry(id);
		await vi.waitFor(() => expect(device.account.keys).toHaveLength(1), { timeout: 900 });
	});

	it('says of what belongs to another device.account that it does, saved or not', async () => {
		const applications = await device.signedIn();
		const id = await applications.create('r');
		await applications.edit(id, { need: "ada's" });
		await device.later(applications);
		const standing = () => applications.standingOf(applications.find(id) ?? expect.fail());
		expect(standing()).toBe('saved_on_server');
		await applications.signOut(true);
		device.account.cookie = 'eve';
		await applications.signedIn('eve');
		expect(standing()).toBe('other_account');
		await applications.edit(id, { need: 'changed' });
		expect(standing()).toBe('other_account');
	});

	it('deletes at sign-out what is theirs, and no word of anybody else on this phone', async () => {
		const store = new MemoryStore();
		const applications = await device.opened(store);
		const unsigned = await applications.create('r');
		await applications.edit(unsigned, { need: "nobody's" });
		device.account.cookie = 'ada';
		await applications.signedIn('ada');
		const adas = await applications.create('r');
		await applications.edit(adas, { need: "ada's, unsent" });
		await applications.signOut(true);
		device.account.cookie = 'eve';
		await applications.signedIn('eve');
		const eves = await applications.create('r');
		await applications.edit(eves, { need: "eve's" });
		expect(await applications.signOut(false)).toBe(true);
		await applications.settled();
		expect((await store.drafts()).map(({ id }) => id).toSorted()).toEqual([adas, unsigned].toSorted());
		expect((await store.items()).map(({ draftId }) => draftId)).not.toContain(eves);
		device.account.cookie = 'ada';
		await applications.signedIn('ada');
		await device.later(applications);
		expect(device.account.fieldsOf(adas)).toEqual({ need: "ada's, unsent" });
	});

	it('deletes nothing of anybody at a sign-out that is quicker than the memory, nor what this version cannot read', async () => {
		for (const unreadable of [false, true]) {
			const store = new MemoryStore();
			const applications = await device.opened(store);
			const unsigned = await applications.create('r');
			await applications.edit(unsigned, { need: "nobody's" });
			device.account.cookie = 'eve';
			await applications.signedIn('eve');
			await applications.settled();
			let read = () => undefined as void;
			const slow = new Promise<void>((resolve) => (read = resolve));
			const forgotten = vi.spyOn(store, 'clear');
			const { drafts, setAside } = store;
			vi.spyOn(store, 'drafts').mockImplementation(async () => {
				await slow;
				return unreadable ? [] : drafts.call(store);
			});
			if (unreadable)
				vi.spyOn(store, 'setAside').mockImplementation(async () => [
					...(await setAside.call(store)),
					{ kind: 'draft' as const, id: unsigned, raw: {} }
				]);
			const quick = device.started(store);
			expect(quick.writer).toBe('eve');
			const leaving = quick.signOut(false);
			// The server has answered long before the disk.
			await new Promise((resolve) => setTimeout(resolve, 50));
			read();
			expect(await leaving).toBe(true);
			await quick.settled();
			expect(forgotten).not.toHaveBeenCalled();
			device.close();
		}
	});

	it.each([
		['with everything', false],
		['beside the words of somebody else', true]
	])(
		'forgets at sign-out what was shared into the app and belongs to no application yet: %s',
		async (_, others) => {
			const applications = await device.opened();
			if (others) await applications.create('r');
			device.account.cookie = 'eve';
			await applications.signedIn('eve');
			await applications.create('r');
			const share = async () =>
				(await caches.open(sharedCache)).put('/shared-files/1', new Response('photo'));
			await share();
			await applications.signOut(true);
			expect(await sharedFiles('eve')).toHaveLength(1);
			expect(await sharedFiles(null), 'the next person sees nothing of it').toEqual([]);
			await applications.signedIn('eve');
			await applications.signOut(false);
			expect(await sharedFiles('eve')).toEqual([]);
		}
	);

	it('takes nothing of anybody else from other windows either, and lets nothing of theirs come back from them', async () => {
		const store = new MemoryStore();
		const applications = await device.signedIn(store);
		const adas = await applications.create('r');
		new KeptWords(adas, 'message').keep({ words: "ada's question" });
		await applications.signOut(true);
		device.account.cookie = 'eve';
		await applications.signedIn('eve');
		const eves = await applications.create('r');
		const other = await device.opened(store);
		expect(await applications.signOut(false)).toBe(true);
		await vi.waitFor(() => expect(other.find(eves)).toBeNull());
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(new KeptWords(adas, 'message').read()).toEqual({ words: "ada's question" });
		await other.edit(eves, { need: 'too late' }).catch(() => undefined);
		await other.settled();
		expect((await store.drafts()).map(({ id }) => id)).toEqual([adas]);
	});

	it('never carries the drafts of the first person in the session of the second', async () => {
		const applications = await device.signedIn();
		const id = await applications.create('r');
		await applications.signOut(true);
		expect(applications.drafts).toHaveLength(1);
		await applications.edit(id, { need: "ada's" });
		device.account.cookie = 'eve';
		await applications.signedIn('eve');
		await device.later(applications);
		expect(device.account.calls.filter((call) => call.startsWith('save'))).toEqual([]);
		expect(applications.standingOf(applications.find(id) ?? expect.fail())).not.toBe('saved_on_server');
		device.account.cookie = 'ada';
		await applications.signedIn('ada');
		await device.later(applications);
		expect(device.account.fieldsOf(id)).toEqual({ need: "ada's" });
	});

	it('stops in every tab when another person signs in in one of them', async () => {
		const store = new MemoryStore();
		const [leader, other] = [await device.signedIn(store), await device.opened(store)];
		const id = await leader.create('r');
		await leader.edit(id, { need: "ada's" });
		device.account.cookie = 'eve';
		await other.signedIn('eve');
		await vi.waitFor(() => expect(leader.person).toBe('eve'));
		await device.later(leader);
		expect(device.account.ownersOf(id)).toBeUndefined();
	});

	it('does not believe an old answer about who is signed in', async () => {
		const applications = await device.opened();
		let release = () => {};
		device.account.pause = new Promise((resolve) => (release = resolve));
		const transport = device.account.transport();
		expect(transport).toBeDefined();
		const question = applications.findPerson();
		device.account.pause = Promise.resolve();
		device.account.cookie = 'ada';
		await applications.signedIn('ada');
		device.account.cookie = null;
		release();
		await question;
		expect(applications.person).toBe('ada');
	});

	it('gives a draft begun before anybody was known to the person whose session it was', async () => {
		device.account.cookie = 'ada';
		let release = () => {};
		device.account.pause = new Promise((resolve) => (release = resolve));
		const store = new MemoryStore();
		const applications = device.started(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		release();
		await vi.waitFor(() => expect(applications.person).toBe('ada'));
		await device.later(applications);
		await vi.waitFor(() => expect(device.account.ownersOf(id)).toBe('ada'));
	});

	it('makes a draft the sender\'s when "send" is said, so that it travels', async () => {
		const applications = await device.opened();
		const id = await applications.create('r');
		device.account.cookie = 'ada';
		await applications.findPerson();
		await applications.send(id);
		await vi.waitFor(() => expect(device.account.keys).toHaveLength(1));
	});

	it('keeps nothing of a phone that is not theirs, in no tab', async () => {
		const store = new TightStore();
		const [one, other] = [await device.signedIn(store), await device.opened(store)];
		const id = await one.create('r');
		await one.edit(id, { need: 'x' });
		await vi.waitFor(() => expect(other.find(id)).not.toBeNull());
		store.isFull = true;
		await other.edit(id, { aims: 'unwritten' }).catch(() => undefined);
		store.isFull = false;
		expect(await one.signOut(false)).toBe(true);
		await vi.waitFor(() => expect(other.drafts).toEqual([]));
		document.dispatchEvent(new Event('visibilitychange'));
		await other.settled();
		expect([one.drafts, await store.drafts(), await store.items()]).toEqual([[], [], []]);
		expect([one.person, other.person]).toEqual([null, null]);
	});

	it.each([500, 503])('does not say "signed out" when the server could not do it (%i)', async (status) => {
		const applications = await device.signedIn();
		const id = await applications.create('r');
		device.account.refusal = refusedWith(status, 'not_reachable');
		expect(await applications.signOut(false)).toBe(false);
		expect(applications.person).toBe('ada');
		expect(applications.find(id)).not.toBeNull();
	});

	it('pauses when the session has ended, and goes on after signing in', async () => {
		const applications = await device.signedIn();
		const id = await applications.create('r');
		device.account.cookie = null;
		await applications.edit(id, { need: 'x' });
		await device.later(applications);
		await vi.waitFor(() => expect(applications.person).toBeNull());
		expect(applications.standingOf(applications.find(id) ?? expect.fail())).toBe('needs_sign_in');
		device.account.cookie = 'ada';
		await applications.signedIn('ada');
		await vi.waitFor(() => expect(device.account.fieldsOf(id)).toEqual({ need: 'x' }));
	});
});

describe('what others write', () => {
	const lookAgain = () => document.dispatchEvent(new Event('visibilitychange'));
	const elsewhere = (id: string, changes: object) => {
		const known = device.account.applications.get(id);
		if (!known) throw new Error(`no ${id}`);
		const { application } = known;
		const fields = { ...application.fields, ...changes };
		device.account.applications.set(id, {
			...known,
			application: { ...application, fields, revision: application.revision + 1 }
		});
	};

	it('is here when somebody looks at the window again, asked for at most once a minute', async () => {
		const applications = await device.signedIn();
		const id = await applications.create('r');
		await applications.edit(id, { need: 'mine' });
		await device.later(applications);
		elsewhere(id, { aims: 'theirs' });
		lookAgain();
		await vi.waitFor(() => expect(fields(applications, id)).toEqual({ need: 'mine', aims: 'theirs' }));
		elsewhere(id, { aims: 'theirs again' });
		const asked = device.account.calls.length;
		lookAgain();
		lookAgain();
		await applications.settled();
		expect(device.account.calls.length).toBe(asked);
		await device.later(applications);
		lookAgain();
		await vi.waitFor(() => expect(fields(applications, id)?.aims).toBe('theirs again'));
	});

	it('leaves sending to those who may', async () => {
		const applications = await device.signedIn();
		const id = await applications.create('r');
		await applications.edit(id, { need: 'mine' });
		await device.later(applications);
		const known = device.account.applications.get(id);
		if (!known) throw new Error('not saved');
		device.account.applications.set(id, { ...known, application: { ...known.application, may: 'write' } });
		lookAgain();
		await vi.waitFor(() => expect(applications.find(id)?.server?.may).toBe('write'));
		await applications.send(id);
		await device.later(applications);
		expect(applications.find(id)?.submission).toBeNull();
		expect(device.account.keys).toEqual([]);
	});
});
