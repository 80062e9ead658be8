import { afterEach, describe, expect, it, vi } from 'vitest';
import { addFile, areSame, keptFile, someBytes, writing } from '../local/device-store.contract';
import { MemoryStore } from '../local/memory-store';
import { quickMemory } from '../local/quick-memory';
import { WindowStore } from '../local/window-store';
import { Account, TightStore } from './account.sample';
import { Applications } from './applications.svelte';
import { beginBorrowing, borrow, endBorrowing, handOver, takeAlong } from './borrowing';
import { findBorrowed, hasBorrowedPhoneCookie, holdBorrowed, isBorrowed } from './borrowed-phone';

const calls: string[] = [];
let answer = async (): Promise<Response> => Response.json({ ok: true });
const server = (async (url: string) => {
	calls.push(url);
	return answer();
}) as typeof fetch;

let stop = new AbortController();
afterEach(() => {
	stop.abort();
	stop = new AbortController();
	endBorrowing();
	calls.splice(0);
	answer = async () => Response.json({ ok: true });
	sessionStorage.clear();
});

/** As a window sees it that was not there when it was said: the browser's cookies, and nothing of the window's own. */
function laterWindow(): void {
	beginBorrowing();
	sessionStorage.clear();
}

describe('a phone that is not theirs', () => {
	it('is one for the window in which it was said, through every reload', async () => {
		expect(await findBorrowed(server)).toBe(false);
		beginBorrowing();
		expect([isBorrowed(), await findBorrowed(server)]).toEqual([true, true]);
		endBorrowing();
		expect([isBorrowed(), hasBorrowedPhoneCookie(), await findBorrowed(server)]).toEqual([
			false,
			false,
			false
		]);
		expect(calls).toEqual([]);
	});

	it('is one for a second window while the first is open', async () => {
		laterWindow();
		holdBorrowed(stop.signal);
		await vi.waitFor(async () => expect((await navigator.locks.query()).held).not.toEqual([]));
		expect([await findBorrowed(server), isBorrowed()]).toEqual([true, true]);
		expect(calls).toEqual([]);
	});

	it('is none for a window that was open before, whatever is said beside it', async () => {
		expect(await findBorrowed(server)).toBe(false);
		const own = sessionStorage.getItem('kofei-phone') ?? '';
		laterWindow();
		sessionStorage.setItem('kofei-phone', own);
		holdBorrowed(stop.signal);
		await vi.waitFor(async () => expect((await navigator.locks.query()).held).not.toEqual([]));
		expect([await findBorrowed(server), hasBorrowedPhoneCookie(), calls]).toEqual([false, true, []]);
	});

	it('has its session ended by whoever opens the next window after it was closed', async () => {
		laterWindow();
		expect(await findBorrowed(server)).toBe(false);
		expect(calls).toEqual(['/api/v1/sign-out']);
		expect(hasBorrowedPhoneCookie()).toBe(false);
	});

	it.each([
		['cannot be reached', () => Promise.reject(new TypeError('offline'))],
		['fails', async () => new Response('', { status: 503 })]
	])('keeps its sign when the server %s, so that nobody goes on in that session', async (_, no) => {
		laterWindow();
		answer = no;
		expect(await findBorrowed(server)).toBe(false);
		expect(hasBorrowedPhoneCookie()).toBe(true);
	});

	it('takes words, queue and documents along', async () => {
		const [device, own] = [new MemoryStore(), new WindowStore(quickMemory(() => sessionStorage))];
		for (const id of ['a', 'b']) await device.step(id, writing(id, { need: id }));
		await addFile(device, keptFile('f', 'a'));
		await takeAlong('a', device, own);
		expect((await own.drafts()).map(({ id }) => id)).toEqual(['a']);
		expect((await own.items()).map(({ id }) => id).sort()).toEqual(['save_a', 'upload_f']);
		expect(areSame(await own.fileBytes('f'), someBytes)).toBe(true);
	});
});

describe('a window that keeps nothing', () => {
	const account = new Account();
	const started = (store: MemoryStore, isBorrowed: boolean) => {
		const applications = new Applications({
			store,
			transport: account.transport(),
			memory: quickMemory(() => (isBorrowed ? sessionStorage : localStorage)),
			hasSession: () => account.cookie !== null,
			isBorrowed,
			now: () => Date.now(),
			chance: () => 0.5,
			makeId: () => crypto.randomUUID()
		});
		stop.signal.addEventListener('abort', applications.start());
		return applications;
	};
	const ready = (applications: Applications) =>
		vi.waitFor(() => expect(applications.isReady && applications.person !== undefined).toBe(true));

	it('sends its own words although another window leads, and says where they are', async () => {
		account.cookie = null;
		const [owner, guest] = [started(new MemoryStore(), false), started(new MemoryStore(), true)];
		await ready(owner);
		await ready(guest);
		const persist = vi.spyOn(navigator.storage, 'persist');
		const id = await guest.create('r');
		expect(persist).not.toHaveBeenCalled();
		const standing = () => guest.standingOf(guest.find(id) ?? expect.fail());
		expect([standing(), guest.hasUnsaved]).toEqual(['in_window', true]);
		account.cookie = 'guest';
		await guest.signedIn('guest');
		await vi.waitFor(() => expect(account.ownersOf(id)).toBe('guest'));
		await vi.waitFor(() => expect([standing(), guest.hasUnsaved]).toEqual(['saved_on_server', false]));
	});

	it('takes along what is typed while documents are copied, before the phone forgets it', async () => {
		account.cookie = null;
		class SlowFiles extends MemoryStore {
			during = async () => {};
			override async fileBytes(id: string) {
				await this.during();
				return super.fileBytes(id);
			}
		}
		const [disk, own] = [new SlowFiles(), new MemoryStore()];
		const owner = started(disk, false);
		await ready(owner);
		const id = await owner.create('r');
		await owner.edit(id, { need: 'vorher' });
		await addFile(disk, keptFile('f', id));
		let isFirst = true;
		disk.during = async () => {
			if (isFirst) await owner.edit(id, { need: 'während' });
			isFirst = false;
		};
		await handOver(owner, [id], [disk, own]);
		expect((await own.draft(id))?.fields).toEqual({ need: 'während' });
		expect(areSame(await own.fileBytes('f'), someBytes)).toBe(true);
		expect(await disk.drafts()).toEqual([]);
	});

	it('leaves everything where it is while another window has noted words that are not on the disk', async () => {
		account.cookie = null;
		const [disk, own] = [new MemoryStore(), new MemoryStore()];
		const owner = started(disk, false);
		await ready(owner);
		const id = await owner.create('r');
		await owner.edit(id, { need: 'hier' });
		const noted = { before: { need: 'hier' }, after: { need: 'hier und dort' }, atMs: 1, order: 1 };
		localStorage.setItem(`kofei-journal/killed/${id}`, JSON.stringify([noted]));
		await expect(handOver(owner, [id], [disk, own])).rejects.toThrow();
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.waitFor(async () => expect((await disk.draft(id))?.fields).toEqual({ need: 'hier und dort' }));
		await vi.waitFor(() => expect(localStorage.getItem(`kofei-journal/killed/${id}`)).toBeNull());
		await handOver(owner, [id], [disk, own]);
		expect((await own.draft(id))?.fields).toEqual({ need: 'hier und dort' });
		expect(await disk.drafts()).toEqual([]);
	});

	it('is none where one of several applications could not come along: all of them are where they were', async () => {
		account.cookie = null;
		const [disk, own] = [new MemoryStore(), new MemoryStore()];
		const owner = started(disk, false);
		await ready(owner);
		const [first, second] = [await owner.create('r'), await owner.create('r')];
		for (const id of [first, second]) await owner.edit(id, { need: id });
		await addFile(disk, keptFile('f', first));
		localStorage.setItem(`kofei-journal/killed/${second}`, '[]');
		await expect(borrow(owner, [first, second], [disk, own])).rejects.toThrow();
		localStorage.removeItem(`kofei-journal/killed/${second}`);
		expect([isBorrowed(), hasBorrowedPhoneCookie()]).toEqual([false, false]);
		expect(await own.drafts()).toEqual([]);
		for (const id of [first, second]) expect(owner.find(id)?.fields).toEqual({ need: id });
		expect(areSame(await disk.fileBytes('f'), someBytes)).toBe(true);
		await owner.edit(first, { aims: 'weiter' });
		expect((await disk.draft(first))?.fields).toEqual({ need: first, aims: 'weiter' });

		await borrow(owner, [first, second], [disk, own]);
		expect([isBorrowed(), hasBorrowedPhoneCookie()]).toEqual([true, true]);
		expect([await disk.drafts(), (await own.drafts()).length]).toEqual([[], 2]);
	});

	it('goes on when the owner of the phone deletes everything in another window, and the other way round', async () => {
		account.cookie = null;
		const ownersDisk = new TightStore();
		const [owner, guest] = [started(ownersDisk, false), started(new MemoryStore(), true)];
		await ready(owner);
		await ready(guest);
		const [own, theirs] = [await guest.create('r'), await owner.create('r')];
		ownersDisk.isFull = true;
		await owner.edit(theirs, { need: 'noch nicht auf der Platte' }).catch(() => undefined);
		expect(await guest.signOut(false)).toBe(true);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(owner.find(theirs)?.fields).toEqual({ need: 'noch nicht auf der Platte' });
		ownersDisk.isFull = false;
		expect([guest.drafts, owner.find(theirs)?.id]).toEqual([[], theirs]);
		const again = await guest.create('r');
		expect(await owner.signOut(false)).toBe(true);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect([owner.drafts, guest.find(again)?.id, guest.find(own)]).toEqual([[], again, null]);
	});

	it('keeps nothing in what the browser keeps for all windows', async () => {
		account.cookie = null;
		localStorage.clear();
		const guest = started(new WindowStore(quickMemory(() => sessionStorage)), true);
		await ready(guest);
		const id = await guest.create('r');
		await guest.edit(id, { need: 'Wörter' });
		account.cookie = 'guest';
		await guest.signedIn('guest');
		expect(Object.keys(localStorage)).toEqual([]);
		expect(JSON.stringify({ ...sessionStorage })).toContain('Wörter');
		await guest.signOut(false);
		expect(JSON.stringify({ ...sessionStorage })).not.toMatch(/Wörter|guest/);
	});
});
