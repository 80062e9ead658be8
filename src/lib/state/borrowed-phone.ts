import { borrowedPhoneCookie } from '../core/api/borrowed-phone';
import { cookieName } from '../core/api/cookie-name';
import { quickMemory } from '../local/quick-memory';

/** What was said of the phone in this window: gone with it, and outliving a reload or a change of language. */
const MARK = 'kofei-phone';
const BORROWED = 'borrowed';
const OWN = 'own';
/** Held by every window that keeps nothing: a later one sees from it whether the first is still there. */
const LOCK = 'kofei-borrowed-phone';
const PATIENCE_MS = 4000;

const windowMemory = quickMemory(() => sessionStorage);

export function hasBorrowedPhoneCookie(): boolean {
	return document.cookie.split('; ').includes(`${cookieName(borrowedPhoneCookie, location)}=1`);
}

export function setBorrowedPhoneCookie(value: string, maxAgeS: number): void {
	const name = cookieName(borrowedPhoneCookie, location);
	document.cookie = `${name}=${value}; path=/; max-age=${maxAgeS}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`;
}

/** "This is not my phone", said in this window. */
export function isBorrowed(): boolean {
	return windowMemory.read(MARK) === BORROWED;
}

/**
 * Whether this window keeps nothing, found out before anything of it is drawn: because it was said here, or because it was
 * opened beside one that is still there. A session left behind by one that was closed is ended first.
 */
export async function findBorrowed(fetch: typeof globalThis.fetch): Promise<boolean> {
	if (isBorrowed()) return true;
	if (hasBorrowedPhoneCookie()) {
		const isOpen = await isHeld();
		// The windows of whoever owns the phone, open before, stay theirs.
		if (isOpen && windowMemory.read(MARK) === null) {
			mark(false);
			return true;
		}
		if (!isOpen) await endSession(fetch);
	}
	mark(true);
	return false;
}

async function isHeld(): Promise<boolean> {
	const locks = await navigator.locks?.query().catch(() => undefined);
	return locks?.held?.some(({ name }) => name === LOCK) ?? false;
}

/** Without an answer the cookie stays, and nobody goes on in that session (see state/device). */
async function endSession(fetch: typeof globalThis.fetch): Promise<void> {
	const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
	const signal = AbortSignal.timeout(PATIENCE_MS);
	const answer = await fetch('/api/v1/sign-out', { ...request, signal }).catch(() => null);
	if (answer?.ok || answer?.status === 401) forgetBorrowing();
}

/** Tells other windows that this one is here. */
export function holdBorrowed(signal: AbortSignal): void {
	const gone = new Promise((resolve) => signal.addEventListener('abort', resolve));
	navigator.locks?.request(LOCK, { mode: 'shared', signal }, () => gone).catch(() => undefined);
}

/** What is said of the phone from now on, in this window. */
export function mark(isTheirs: boolean): void {
	windowMemory.write(MARK, isTheirs ? OWN : BORROWED);
}

/** The session is over, or somebody signed in on their own phone. */
export function forgetBorrowing(): void {
	setBorrowedPhoneCookie('', 0);
}
