import { quickMemory, type QuickMemory } from '../local/quick-memory';

/** How far somebody is in signing in: the address as typed so far, and where a code was sent. */
export interface SignInStep {
	readonly email: string;
	readonly sentTo: string | null;
}

const NAME = 'kofei-sign-in';
/** As long as a code is good for. */
const KEPT_MS = 600_000;

/** Of this window alone, and gone with it: signing in may be on a phone that is not theirs. */
export const windowMemory = (): QuickMemory => quickMemory(() => sessionStorage);

/** Reloading, or changing the language, must not ask for what was already given. */
export function readStep(memory: QuickMemory, nowMs: number): SignInStep | null {
	try {
		const { email, sentTo, atMs } = JSON.parse(memory.read(NAME) ?? 'null') ?? {};
		const isFresh = typeof atMs === 'number' && Math.abs(nowMs - atMs) < KEPT_MS;
		if (!isFresh || typeof email !== 'string') return null;
		return { email, sentTo: typeof sentTo === 'string' ? sentTo : null };
	} catch {
		return null;
	}
}

/** Null once they are signed in. */
export function keepStep(memory: QuickMemory, step: SignInStep | null, nowMs: number): void {
	memory.write(NAME, step && JSON.stringify({ ...step, atMs: nowMs }));
}
