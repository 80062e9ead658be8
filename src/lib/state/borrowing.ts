import { borrowedPhoneCookie } from '../core/api/borrowed-phone';
import type { DeviceStore, KeptWithFiles } from '../local/device-store';
import { forgetBorrowing, mark } from './borrowed-phone';

/** From an own phone to a borrowed one and back: fetched when somebody says so. */

const YEAR_S = 31_536_000;

export function beginBorrowing(): void {
	mark(false);
	// Outlives the browser: a session that began before this was said does so too, and the next window must end it.
	document.cookie = `${borrowedPhoneCookie}=1; path=/; max-age=${YEAR_S}; samesite=lax`;
}

export function endBorrowing(): void {
	mark(true);
	forgetBorrowing();
}

/** Copies applications with everything that waits for them; the first memory has them until it is told to forget them. */
export async function takeAlong(ids: readonly string[], from: DeviceStore, to: DeviceStore): Promise<void> {
	for (const id of ids) {
		const kept = await from.step(id, (found: KeptWithFiles) => found);
		const bytes = new Map<string, Uint8Array<ArrayBuffer>>();
		for (const file of kept.files) {
			const whole = file.isHere ? await from.fileBytes(file.id) : null;
			if (whole) bytes.set(file.id, whole);
		}
		await to.step(id, () => kept, bytes);
	}
}
