import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DeviceStore } from '../local/device-store';
import { MemoryStore } from '../local/memory-store';
import { quickMemory } from '../local/quick-memory';
import { Account, refusedWith, TightStore } from './account.sample';
import { Applications } from './applications.svelte';

const HOUR_MS = 3_600_000;

let account = new Account();
let nowMs = 0;
let made = 0;
const memory = quickMemory(() => localStorage);
let stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops) stop();
	stops = [];
	account = new Account();
	nowMs = 0;
	made = 0;
	localStorage.clear();
});

/** One tab with the app; several on one store are tabs of one device, of which the first leads. */
async function opened(store: DeviceStore = new MemoryStore()): Promise<Applications> {
	const applications = started(store);
	await vi.waitFor(() => expect(applications.isReady && applications.person !== undefined).toBe(true));
	return applications;
}

/** Without waiting for what the server says. */
function started(store: DeviceStore): Applications {
	const applications = new Applications({
		store,
		transport: account.transport(),
		memory,
		hasSession: () => account.cookie !== null,
		now: () => nowMs,
		chance: () => 0.5,
		makeId: () => `id-${(made += 1)}`
	});
	stops.push(applications.start());
	return applications;
}

/** The window is gone. */
const closed = () => stops.splice(0).forEach((stop) => stop());

async function signedIn(store?: DeviceStore): Promise<Applications> {
	account.cookie = 'ada';
	return opened(store);
}

/** Lets the pauses of the machine pass. */
async function later(applications: Applications): Promise<void> {
	nowMs += HOUR_MS;
	applications.wake();
	await new Promise((resolve) => setTimeout(resolve, 20));
}

const fields = (applications: Applications, id: string) => applications.find(id)?.fields;

describe('writing', () => {
	it('shows an edit at once, and has it on the disk when it says so', async () => {
		const store = new MemoryStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		const written = applications.edit(id, { need: 'x' });
		expect(fields(applications, id)).toEqual({ need: 'x' });
		await written;
		expect((await store.draft(id))?.fields).toEqual({ need: 'x' });
	});

	it('has everything again after a reload', async () => {
		const store = new MemoryStore();
		const before = await opened(store);
		const id = await before.create('r');
		await before.edit(id, { need: 'x' });
		await before.edit(id, { aims: 'y' });
		stops.splice(0).forEach((stop) => stop());
		const after = await opened(store);
		expect(after.drafts).toMatchObject([{ id, round: 'r', fields: { need: 'x', aims: 'y' } }]);
	});

	it('shows the words of another tab, and keeps both', async () => {
		const store = new MemoryStore();
		const [one, other] = [await opened(store), await opened(store)];
		const id = await one.create('r');
		await vi.waitFor(() => expect(other.find(id)).not.toBeNull());
		await Promise.all([one.edit(id, { need: 'x' }), other.edit(id, { aims: 'y' })]);
		await vi.waitFor(() => {
			expect(fields(one, id)).toEqual({ need: 'x', aims: 'y' });
			expect(fields(other, id)).toEqual({ need: 'x', aims: 'y' });
		});
	});

	it('does not let a slow look at the disk bring old words back', async () => {
		const store = new MemoryStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		const old = await store.drafts();
		let release = () => {};
		vi.spyOn(store, 'drafts').mockImplementationOnce(async () => {
			await new Promise<void>((resolve) => (release = resolve));
			return old;
		});
		applications.wake();
		const slow = applications.refresh(id);
		account.cookie = 'ada';
		await applications.edit(id, { need: 'x' });
		release();
		await slow;
		await new Promise((resolve) => setTimeout(resolve));
		expect(fields(applications, id)).toEqual({ need: 'x' });
	});

	it('removes a draft from this device and from its queue', async () => {
		const store = new MemoryStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		await applications.remove(id);
		expect([applications.drafts, await store.drafts(), await store.items()]).toEqual([[], [], []]);
	});
});

describe('a device that keeps nothing', () => {
	it.each([
		['refuses', async () => false],
		['cannot', () => Promise.reject(new TypeError('no'))]
	])('for good, because the browser %s, writes all the same', async (_, persist) => {
		// A spy would listen to the refusal itself, and hide that nobody does.
		let asked = 0;
		const ask = () => ((asked += 1), persist());
		Object.defineProperty(navigator.storage, 'persist', { value: ask, configurable: true });
		const unheard: unknown[] = [];
		const hear = (event: PromiseRejectionEvent) => (event.preventDefault(), unheard.push(event.reason));
		addEventListener('unhandledrejection', hear);
		const store = new MemoryStore();
		const applications = await opened(store);
		expect(asked).toBe(0);
		const id = await applications.create('r');
		expect(asked).toBe(1);
		await applications.edit(id, { need: 'x' });
		expect((await store.draft(id))?.fields).toEqual({ need: 'x' });
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(unheard).toEqual([]);
		removeEventListener('unhandledrejection', hear);
		Reflect.deleteProperty(navigator.storage, 'persist');
	});

	it('keeps the words on the screen, says so, and writes all of them once it can', async () => {
		const store = new TightStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		store.isFull = true;
		await expect(applications.edit(id, { need: 'x' })).rejects.toThrow();
		expect(applications.storageFailure).toBe('storage_full');
		await applications.refresh(id);
		await (await opened(store)).settled();
		expect(fields(applications, id)).toEqual({ need: 'x' });
		store.isFull = false;
		await applications.edit(id, { aims: 'y' });
		expect((await store.draft(id))?.fields).toEqual({ need: 'x', aims: 'y' });
		expect(applications.storageFailure).toBeNull();
	});

	it('tries again when somebody looks at the window again', async () => {
		const store = new TightStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		store.isFull = true;
		await applications.edit(id, { need: 'x' }).catch(() => undefined);
		store.isFull = false;
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.waitFor(async () => expect((await store.draft(id))?.fields).toEqual({ need: 'x' }));
		expect(applications.storageFailure).toBeNull();
	});

	it('keeps an application on the screen that it could not begin on the disk', async () => {
		const store = new TightStore();
		const applications = await signedIn(store);
		store.isFull = true;
		await expect(applications.create('r')).rejects.toThrow();
		expect(applications.storageFailure).toBe('storage_full');
		const [draft] = applications.drafts;
		await applications.edit(draft?.id ?? '', { need: 'x' }).catch(() => undefined);
		await applications.refresh('other');
		expect(applications.drafts).toMatchObject([{ fields: { need: 'x' } }]);
		store.isFull = false;
		await applications.edit(draft?.id ?? '', { aims: 'y' });
		expect(await store.drafts()).toMatchObject([{ fields: { need: 'x', aims: 'y' } }]);
	});

	it('sends nothing but what is shown', async () => {
		const store = new TightStore();
		const applications = await signedIn(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'old' });
		store.isFull = true;
		await applications.edit(id, { need: 'new' }).catch(() => undefined);
		await expect(applications.send(id)).rejects.toThrow();
		expect((await store.draft(id))?.submission).toBeNull();
		store.isFull = false;
		await applications.send(id);
		await vi.waitFor(() => expect(account.keys).toHaveLength(1));
		expect(account.fieldsOf(id)).toEqual({ need: 'new' });
	});

	it('says that another version wrote the draft, and leaves that record as it is', async () => {
		const records = new Map<string, unknown>();
		const applications = await opened(new MemoryStore(records));
		const id = await applications.create('r');
		const newer = { ...(records.get(id) as object), schemaVersion: 99 };
		records.set(id, newer);
		await expect(applications.edit(id, { need: 'x' })).rejects.toMatchObject({ code: 'unreadable' });
		expect(applications.storageFailure).toBe('unreadable');
		expect(records.get(id)).toBe(newer);
	});
});

describe('sending', () => {
	it('makes one key and one submission, however often "send" is said', async () => {
		const store = new MemoryStore();
		const applications = await signedIn(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		await Promise.all([applications.send(id), applications.send(id)]);
		const key = (await store.draft(id))?.submission?.key;
		await vi.waitFor(() => expect(applications.find(id)?.server?.receipt).toBeTruthy());
		await applications.send(id);
		await later(applications);
		expect(account.keys).toEqual([key]);
	});

	it('makes one key when two tabs say "send" at once', async () => {
		const store = new MemoryStore();
		const one = await signedIn(store);
		const id = await one.create('r');
		const other = await opened(store);
		account.refusal = refusedWith(503, 'rate_limited');
		await Promise.all([one.send(id), other.send(id)]);
		const key = (await store.draft(id))?.submission?.key;
		expect(await store.items()).toMatchObject([{ kind: 'submit', key }, { kind: 'save' }]);
		account.refusal = null;
		await later(one);
		await vi.waitFor(() => expect(account.keys).toEqual([key]));
	});

	it('stores the key before the first attempt', async () => {
		const store = new MemoryStore();
		const applications = await signedIn(store);
		const id = await applications.create('r');
		const keys: unknown[] = [];
		account.pause = (async () => void keys.push((await store.draft(id))?.submission?.key))();
		await applications.send(id);
		await vi.waitFor(() => expect(account.keys).toHaveLength(1));
		expect((await store.draft(id))?.submission?.key).toBe(account.keys[0]);
	});

	it('goes back to writing when taken back', async () => {
		const store = new MemoryStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		await applications.send(id);
		expect(applications.isQueued(applications.drafts[0] ?? expect.fail())).toBe(true);
		await applications.takeBack(id);
		expect(applications.isQueued(applications.drafts[0] ?? expect.fail())).toBe(false);
		expect((await store.items()).map(({ kind }) => kind)).toEqual(['save']);
		await applications.edit(id, { need: 'x' });
		expect(fields(applications, id)).toEqual({ need: 'x' });
	});

	it('tells why something waits, and goes on when a person says so', async () => {
		const applications = await signedIn();
		const id = await applications.create('r');
		account.refusal = refusedWith(413, 'payload_too_large');
		await applications.send(id);
		const draft = () => applications.find(id) ?? expect.fail();
		await vi.waitFor(() => expect(applications.standingOf(draft())).toBe('needs_you'));
		expect(applications.failureOf(draft())).toBe('payload_too_large');
		account.refusal = null;
		await applications.retry(id);
		await vi.waitFor(() => expect(applications.standingOf(draft())).toBe('received'));
	});

	it('opens what was refused as incomplete, and only "send" sends it again, with its first key and time', async () => {
		const store = new MemoryStore();
		const applications = await signedIn(store);
		const id = await applications.create('r');
		const transport = vi.spyOn(account, 'saved');
		account.refusal = refusedWith(503, 'not_reachable');
		await applications.send(id);
		const first = (await store.draft(id))?.submission;
		account.refusal = refusedWith(422, 'application_incomplete');
		await applications.retry(id);
		const draft = () => applications.find(id) ?? expect.fail();
		await vi.waitFor(() => expect(applications.standingOf(draft())).toBe('needs_you'));
		expect(applications.isQueued(draft())).toBe(false);
		account.refusal = null;
		await applications.edit(id, { need: 'x' });
		await applications.retry(id);
		await vi.waitFor(() => expect(transport).toHaveBeenCalled());
		expect(account.keys).toEqual([]);
		expect(applications.failureOf(draft())).toBe('application_incomplete');
		await applications.send(id);
		await vi.waitFor(() => expect(applications.standingOf(draft())).toBe('received'));
		expect(account.keys).toEqual([first?.key]);
		expect(draft().submission).toEqual(first);
	});

	it('leaves the tab without an error when it is closed in the middle', async () => {
		const applications = await signedIn();
		const id = await applications.create('r');
		let release = () => {};
		account.pause = new Promise((resolve) => (release = resolve));
		await applications.send(id);
		const errors = vi.fn();
		addEventListener('unhandledrejection', errors);
		stops.splice(0).forEach((stop) => stop());
		release();
		await vi.waitFor(() => expect(account.keys).toHaveLength(1));
		await new Promise((resolve) => setTimeout(resolve, 10));
		expect(errors).not.toHaveBeenCalled();
		expect(applications.storageFailure).toBeNull();
		removeEventListener('unhandledrejection', errors);
	});
});

describe('people on one device', () => {
	it('claims a draft written without an account for whoever signs in from it, and for nobody later', async () => {
		const store = new MemoryStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		account.cookie = 'ada';
		await applications.signedIn('ada', (draft) => draft.id === id);
		await later(applications);
		expect(account.ownersOf(id)).toBe('ada');
		expect(applications.unclaimed).toEqual([]);
		account.cookie = 'eve';
		await applications.signedIn('eve', (draft) => draft.id === id);
		expect((await store.draft(id))?.ownerId).toBe('ada');
	});

	it('leaves words of somebody without an account alone until the one who signed in says they are theirs', async () => {
		const store = new MemoryStore();
		const applications = await opened(store);
		const [amina, own] = [await applications.create('r'), await applications.create('r')];
		await applications.edit(amina, { need: "amina's" });
		await applications.edit(own, { need: "eve's" });
		account.cookie = 'eve';
		await applications.signedIn('eve');
		await later(applications);
		expect(applications.unclaimed.map(({ id }) => id)).toEqual([amina, own]);
		expect(account.ownersOf(amina)).toBeUndefined();
		await applications.claim([own]);
		await later(applications);
		expect([account.ownersOf(own), account.ownersOf(amina)]).toEqual(['eve', undefined]);
		await applications.signOut(true);
		account.cookie = 'amina';
		await applications.signedIn('amina');
		await applications.claim([amina]);
		await later(applications);
		expect(account.fieldsOf(amina)).toEqual({ need: "amina's" });
	});

	it('asks again who is here while nobody could tell, so that what waits goes without a reload', async () => {
		account.cookie = 'ada';
		account.refusal = refusedWith(503, 'not_reachable');
		const applications = started(new MemoryStore());
		const id = await applications.create('r');
		await vi.waitFor(() => expect(account.calls).toContain('session'));
		await applications.send(id);
		expect(account.keys).toEqual([]);
		account.refusal = null;
		await vi.waitFor(() => expect(account.keys).toHaveLength(1), { timeout: 8000 });
	}, 10_000);

	it('asks at once when somebody says "try again"', async () => {
		account.cookie = 'ada';
		account.refusal = refusedWith(503, 'not_reachable');
		const applications = started(new MemoryStore());
		const id = await applications.create('r');
		await vi.waitFor(() => expect(account.calls).toContain('session'));
		await applications.send(id);
		account.refusal = null;
		await applications.retry(id);
		await vi.waitFor(() => expect(account.keys).toHaveLength(1), { timeout: 900 });
	});

	it('says of what belongs to another account that it does, saved or not', async () => {
		const applications = await signedIn();
		const id = await applications.create('r');
		await applications.edit(id, { need: "ada's" });
		await later(applications);
		const standing = () => applications.standingOf(applications.find(id) ?? expect.fail());
		expect(standing()).toBe('saved_on_server');
		await applications.signOut(true);
		account.cookie = 'eve';
		await applications.signedIn('eve');
		expect(standing()).toBe('other_account');
		await applications.edit(id, { need: 'changed' });
		expect(standing()).toBe('other_account');
	});

	it('deletes at sign-out what is theirs, and no word of anybody else on this phone', async () => {
		const store = new MemoryStore();
		const applications = await opened(store);
		const unsigned = await applications.create('r');
		await applications.edit(unsigned, { need: "nobody's" });
		account.cookie = 'ada';
		await applications.signedIn('ada');
		const adas = await applications.create('r');
		await applications.edit(adas, { need: "ada's, unsent" });
		await applications.signOut(true);
		account.cookie = 'eve';
		await applications.signedIn('eve');
		const eves = await applications.create('r');
		await applications.edit(eves, { need: "eve's" });
		expect(await applications.signOut(false)).toBe(true);
		await applications.settled();
		expect((await store.drafts()).map(({ id }) => id).toSorted()).toEqual([adas, unsigned].toSorted());
		expect((await store.items()).map(({ draftId }) => draftId)).not.toContain(eves);
		account.cookie = 'ada';
		await applications.signedIn('ada');
		await later(applications);
		expect(account.fieldsOf(adas)).toEqual({ need: "ada's, unsent" });
	});

	it('never carries the drafts of the first person in the session of the second', async () => {
		const applications = await signedIn();
		const id = await applications.create('r');
		await applications.signOut(true);
		expect(applications.drafts).toHaveLength(1);
		await applications.edit(id, { need: "ada's" });
		account.cookie = 'eve';
		await applications.signedIn('eve');
		await later(applications);
		expect(account.calls.filter((call) => call.startsWith('save'))).toEqual([]);
		expect(applications.standingOf(applications.find(id) ?? expect.fail())).not.toBe('saved_on_server');
		account.cookie = 'ada';
		await applications.signedIn('ada');
		await later(applications);
		expect(account.fieldsOf(id)).toEqual({ need: "ada's" });
	});

	it('stops in every tab when another person signs in in one of them', async () => {
		const store = new MemoryStore();
		const [leader, other] = [await signedIn(store), await opened(store)];
		const id = await leader.create('r');
		await leader.edit(id, { need: "ada's" });
		account.cookie = 'eve';
		await other.signedIn('eve');
		await vi.waitFor(() => expect(leader.person).toBe('eve'));
		await later(leader);
		expect(account.ownersOf(id)).toBeUndefined();
	});

	it('does not believe an old answer about who is signed in', async () => {
		const applications = await opened();
		let release = () => {};
		account.pause = new Promise((resolve) => (release = resolve));
		const transport = account.transport();
		expect(transport).toBeDefined();
		const question = applications.findPerson();
		account.pause = Promise.resolve();
		account.cookie = 'ada';
		await applications.signedIn('ada');
		account.cookie = null;
		release();
		await question;
		expect(applications.person).toBe('ada');
	});

	it('gives a draft begun before anybody was known to the person whose session it was', async () => {
		account.cookie = 'ada';
		let release = () => {};
		account.pause = new Promise((resolve) => (release = resolve));
		const store = new MemoryStore();
		const applications = started(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		release();
		await vi.waitFor(() => expect(applications.person).toBe('ada'));
		await later(applications);
		await vi.waitFor(() => expect(account.ownersOf(id)).toBe('ada'));
	});

	it('makes a draft the sender\'s when "send" is said, so that it travels', async () => {
		const applications = await opened();
		const id = await applications.create('r');
		account.cookie = 'ada';
		await applications.findPerson();
		await applications.send(id);
		await vi.waitFor(() => expect(account.keys).toHaveLength(1));
	});

	it('keeps nothing of a phone that is not theirs, in no tab', async () => {
		const store = new TightStore();
		const [one, other] = [await signedIn(store), await opened(store)];
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
		const applications = await signedIn();
		const id = await applications.create('r');
		account.refusal = refusedWith(status, 'not_reachable');
		expect(await applications.signOut(false)).toBe(false);
		expect(applications.person).toBe('ada');
		expect(applications.find(id)).not.toBeNull();
	});

	it('pauses when the session has ended, and goes on after signing in', async () => {
		const applications = await signedIn();
		const id = await applications.create('r');
		account.cookie = null;
		await applications.edit(id, { need: 'x' });
		await later(applications);
		await vi.waitFor(() => expect(applications.person).toBeNull());
		expect(applications.standingOf(applications.find(id) ?? expect.fail())).toBe('needs_sign_in');
		account.cookie = 'ada';
		await applications.signedIn('ada');
		await vi.waitFor(() => expect(account.fieldsOf(id)).toEqual({ need: 'x' }));
	});
});

describe('what others write', () => {
	const lookAgain = () => document.dispatchEvent(new Event('visibilitychange'));
	const elsewhere = (id: string, changes: object) => {
		const known = account.applications.get(id);
		if (!known) throw new Error(`no ${id}`);
		const { application } = known;
		const fields = { ...application.fields, ...changes };
		account.applications.set(id, {
			...known,
			application: { ...application, fields, revision: application.revision + 1 }
		});
	};

	it('is here when somebody looks at the window again, asked for at most once a minute', async () => {
		const applications = await signedIn();
		const id = await applications.create('r');
		await applications.edit(id, { need: 'mine' });
		await later(applications);
		elsewhere(id, { aims: 'theirs' });
		lookAgain();
		await vi.waitFor(() => expect(fields(applications, id)).toEqual({ need: 'mine', aims: 'theirs' }));
		elsewhere(id, { aims: 'theirs again' });
		const asked = account.calls.length;
		lookAgain();
		lookAgain();
		await applications.settled();
		expect(account.calls.length).toBe(asked);
		await later(applications);
		lookAgain();
		await vi.waitFor(() => expect(fields(applications, id)?.aims).toBe('theirs again'));
	});

	it('leaves sending to those who may', async () => {
		const applications = await signedIn();
		const id = await applications.create('r');
		await applications.edit(id, { need: 'mine' });
		await later(applications);
		const known = account.applications.get(id);
		if (!known) throw new Error('not saved');
		account.applications.set(id, { ...known, application: { ...known.application, may: 'write' } });
		lookAgain();
		await vi.waitFor(() => expect(applications.find(id)?.server?.may).toBe('write'));
		await applications.send(id);
		await later(applications);
		expect(applications.find(id)?.submission).toBeNull();
		expect(account.keys).toEqual([]);
	});
});

describe('a session without network', () => {
	const offline = {
		isOk: false,
		outcome: { kind: 'unknown', code: 'not_reachable' },
		error: null,
		body: null
	};

	/** Ada has signed in once; then the network is gone and the window closed. */
	async function adaOffline(store: DeviceStore): Promise<Applications> {
		await signedIn(store);
		closed();
		account.refusal = offline as never;
		const applications = started(store);
		await vi.waitFor(() => expect(applications.isReady).toBe(true));
		return applications;
	}

	async function backOnline(store: DeviceStore): Promise<Applications> {
		closed();
		account.refusal = null;
		return opened(store);
	}

	it('is remembered: what is begun in it belongs to that person, also after a restart', async () => {
		const store = new MemoryStore();
		const underground = await adaOffline(store);
		expect([underground.person, underground.writer]).toEqual([undefined, 'ada']);
		const id = await underground.create('r');
		await underground.edit(id, { need: 'x' });
		await later(await backOnline(store));
		await vi.waitFor(() => expect(account.fieldsOf(id)).toEqual({ need: 'x' }));
		expect(account.ownersOf(id)).toBe('ada');
	});

	it('lets nobody else have what was begun in it', async () => {
		const store = new MemoryStore();
		const id = await (await adaOffline(store)).create('r');
		account.cookie = 'eve';
		const applications = await backOnline(store);
		await applications.signedIn('eve');
		await later(applications);
		expect((await store.draft(id))?.ownerId).toBe('ada');
		expect(account.ownersOf(id)).toBeUndefined();
	});

	it('of which only the hint is known gives its drafts to its person once that is told, in another window', async () => {
		const store = new MemoryStore();
		account.cookie = 'ada';
		account.refusal = offline as never;
		const id = await started(store).create('r');
		expect((await store.draft(id))?.ownerId).toBeNull();
		await later(await backOnline(store));
		await vi.waitFor(() => expect(account.ownersOf(id)).toBe('ada'));
	});

	it('is forgotten when it ends, and what is begun then is nobody’s', async () => {
		const store = new MemoryStore();
		await (await signedIn(store)).signOut(true);
		closed();
		account.refusal = offline as never;
		const applications = started(store);
		const id = await applications.create('r');
		expect([applications.writer, (await store.draft(id))?.ownerId]).toEqual([null, null]);
		account.cookie = 'eve';
		await later(await backOnline(store));
		expect((await store.draft(id))?.ownerId).toBeNull();
	});

	it('keeps what is sent in it with its time until the person signs in', async () => {
		const store = new MemoryStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		nowMs = 7;
		await applications.send(id);
		expect(applications.standingOf(applications.find(id) ?? expect.fail())).toBe('needs_sign_in');
		nowMs = 99;
		account.cookie = 'ada';
		await applications.signedIn('ada', () => true);
		await later(applications);
		await vi.waitFor(() => expect(account.keys).toHaveLength(1));
		expect((await store.draft(id))?.submission?.preparedAtMs).toBe(7);
	});
});

describe('a window that is closed before the disk has the last words', () => {
	/** A disk whose writes are never finished, as when the page is gone. */
	class DyingStore extends MemoryStore {
		isDying = false;

		override async step(...args: Parameters<DeviceStore['step']>): ReturnType<DeviceStore['step']> {
			if (this.isDying) await new Promise(() => undefined);
			return super.step(...args);
		}
	}

	async function closedWhileWriting(): Promise<{ store: DeviceStore; id: string }> {
		const disk = [new Map<string, unknown>(), new Map<string, unknown>()] as const;
		const dying = new DyingStore(...disk);
		const applications = await opened(dying);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'W' });
		dying.isDying = true;
		void applications.edit(id, { need: 'Wö' });
		void applications.edit(id, { need: 'Wör', aims: 'y' });
		return { store: new MemoryStore(...disk), id };
	}

	const entries = () => memory.names('kofei-journal');

	it('has left them for the next one, and for one that is still open, exactly once', async () => {
		const { store, id } = await closedWhileWriting();
		closed();
		const next = await opened(store);
		await vi.waitFor(() => expect(fields(next, id)).toEqual({ need: 'Wör', aims: 'y' }));
		await vi.waitFor(() => expect(entries()).toEqual([]));
		expect(next.find(id)?.conflicts).toEqual([]);
	});

	it('has left also those whose write reached the disk unheard, and none of them is taken for another’s', async () => {
		/** The last write is finished, but the page is gone before it hears of it. */
		class UnheardStore extends DyingStore {
			override async step(...args: Parameters<DeviceStore['step']>): ReturnType<DeviceStore['step']> {
				const isLast = this.isDying;
				this.isDying = false;
				const done = await super.step(...args);
				if (isLast) await new Promise(() => undefined);
				return done;
			}
		}
		const disk = [new Map<string, unknown>(), new Map<string, unknown>()] as const;
		const dying = new UnheardStore(...disk);
		const applications = await opened(dying);
		const id = await applications.create('r');
		dying.isDying = true;
		void applications.edit(id, { need: 'Wö' });
		await vi.waitFor(async () =>
			expect((await new MemoryStore(...disk).draft(id))?.fields).toEqual({ need: 'Wö' })
		);
		void applications.edit(id, { need: 'Wör' });
		closed();
		const next = await opened(new MemoryStore(...disk));
		await vi.waitFor(() => expect(entries()).toEqual([]));
		expect(fields(next, id)).toEqual({ need: 'Wör' });
		expect(next.find(id)?.conflicts).toEqual([]);
	});

	it('is not taken for closed while it is open: it writes its words itself', async () => {
		const { store, id } = await closedWhileWriting();
		const [stop] = stops.splice(0);
		const other = await opened(store);
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(fields(other, id)).toEqual({ need: 'W' });
		stop?.();
		await vi.waitFor(() => expect(fields(other, id)).toEqual({ need: 'Wör', aims: 'y' }));
	});

	it('does not write over what somebody wrote in another window since: both are kept', async () => {
		const { store, id } = await closedWhileWriting();
		await store.step(id, ({ draft, items }) => ({
			draft: draft && { ...draft, fields: { need: 'anderes', city: 'z' } },
			items
		}));
		closed();
		const next = await opened(store);
		await vi.waitFor(() => expect(fields(next, id)).toEqual({ need: 'anderes', city: 'z', aims: 'y' }));
		expect(next.find(id)?.conflicts).toMatchObject([{ path: 'need', mine: 'anderes', theirs: 'Wör' }]);
	});

	it('brings nothing back that is older than the disk, as after a power cut', async () => {
		const store = new MemoryStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		const first = applications.edit(id, { need: 'Satz 1. n' });
		const [name = ''] = entries();
		const text = localStorage.getItem(name) ?? '';
		await first;
		await new Promise((resolve) => setTimeout(resolve, 5));
		await applications.edit(id, { need: 'Satz 1. Satz 2.' });
		closed();
		localStorage.setItem(name, text);
		const next = await opened(store);
		await vi.waitFor(() => expect(entries()).toEqual([]));
		expect(fields(next, id)).toEqual({ need: 'Satz 1. Satz 2.' });
		expect(next.find(id)?.conflicts).toEqual([]);
	});

	it('leaves nothing of a draft that was removed, nor on a phone that is not theirs', async () => {
		const { store, id } = await closedWhileWriting();
		closed();
		localStorage.setItem('kofei-journal/gone/other', localStorage.getItem(entries()[0] ?? '') ?? '');
		await store.step(id, () => ({ draft: null, items: [] }));
		const next = await signedIn(store);
		await vi.waitFor(() => expect(entries()).toEqual([]));
		expect(next.drafts).toEqual([]);
		localStorage.setItem('kofei-journal/gone/other', '{}');
		await next.signOut(false);
		expect(entries()).toEqual([]);
	});

	it('writes all the same where the browser refuses such a memory', async () => {
		vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
			throw new DOMException('no', 'SecurityError');
		});
		const store = new MemoryStore();
		const applications = await opened(store);
		const id = await applications.create('r');
		await applications.edit(id, { need: 'x' });
		expect((await store.draft(id))?.fields).toEqual({ need: 'x' });
		vi.restoreAllMocks();
	});
});
