import type { DeviceStore, KeptWithFiles } from '../local/device-store';
import { isNoted } from '../local/noted';
import { quickMemory } from '../local/quick-memory';
import type { Applications } from './applications.svelte';
import { forgetBorrowing, mark, setBorrowedPhoneCookie } from './borrowed-phone';

/** From an own phone to a borrowed one and back: fetched when somebody says so. */

const YEAR_S = 31_536_000;
/** Whoever types that long meets a disk that takes no words: then everything stays where it is. */
const MOST_LOOKS = 20;

export function beginBorrowing(): void {
	mark(false);
	// Outlives the browser: a session that began before this was said does so too, and the next window must end it.
	setBorrowedPhoneCookie('1', YEAR_S);
}

export function endBorrowing(): void {
	mark(true);
	forgetBorrowing();
}

type Mover = Pick<Applications, 'settled' | 'passOn' | 'retry'>;

/** From now on this window keeps nothing, and these applications are in its memory alone; or everything is as it was. */
export async function borrow(
	applications: Mover,
	ids: readonly string[],
	[from, to]: readonly [DeviceStore, DeviceStore]
): Promise<void> {
	beginBorrowing();
	try {
		await handOver(applications, ids, [from, to]);
	} catch (failure) {
		for (const { id } of await to.drafts()) {
			const isBack = (await from.draft(id)) !== null;
			if (!isBack) await takeAlong(id, to, from);
			await to.step(id, () => ({ draft: null, items: [] }));
			// Read anew by every window.
			await applications.retry(id);
		}
		endBorrowing();
		throw failure;
	}
}

/** Copies an application with everything that waits for it; the first memory has it until it is told to forget it. */
export async function takeAlong(id: string, from: DeviceStore, to: DeviceStore): Promise<KeptWithFiles> {
	const kept = await from.step(id, (found: KeptWithFiles) => found);
	const bytes = new Map<string, Uint8Array<ArrayBuffer>>();
	for (const file of kept.files) {
		const whole = file.isHere ? await from.fileBytes(file.id) : null;
		if (whole) bytes.set(file.id, whole);
	}
	await to.step(id, () => kept, bytes);
	return kept;
}

/** The same of several. The first memory forgets each once nothing has come to it while it was copied. */
export async function handOver(
	applications: Mover,
	ids: readonly string[],
	[from, to]: readonly [DeviceStore, DeviceStore]
): Promise<void> {
	/** What the windows of this device note goes there. */
	const memory = quickMemory(() => localStorage);
	for (const id of ids) {
		let [isDone, looks] = [false, 0];
		while (!isDone) {
			if ((looks += 1) > MOST_LOOKS) throw new Error(`${id} does not come to rest`);
			await applications.settled();
			const then = wordsOf(await takeAlong(id, from, to));
			isDone = await applications.passOn(id, id, (now) => wordsOf(now) === then && !isNoted(memory, id));
		}
	}
}

/** How far its documents have travelled does not matter. */
function wordsOf({ draft, files }: KeptWithFiles): string {
	return JSON.stringify([draft?.fields, draft?.conflicts, files.map(({ id }) => id)]);
}
