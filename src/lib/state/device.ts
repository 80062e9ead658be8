import { getContext, setContext } from 'svelte';
import { cookieName } from '../core/api/cookie-name';
import { IndexedDbStore } from '../local/indexed-db-store';
import type { DeviceStore } from '../local/device-store';
import { quickMemory } from '../local/quick-memory';
import { lateTransport } from '../sync/late-transport';
import type { Transport } from '../sync/transport';
import { Applications } from './applications.svelte';
import { Clock } from './clock.svelte';
import { hasBorrowedPhoneCookie, isBorrowed } from './borrowed-phone';
import { loadWindowStore } from './window-store';

/** What an open window holds together: made by the applicants' layout, handed down by context. */
export interface Device {
	readonly applications: Applications;
	readonly transport: Transport;
	readonly clock: Clock;
	/** "This is not my phone": nothing stays when the window is closed. */
	readonly isBorrowed: boolean;
	/** From now on this window keeps nothing; these applications come along and leave the device. */
	keepNothing(ids: readonly string[]): Promise<void>;
	/** After signing out with everything forgotten: the device is as it was. */
	keepAgain(): Promise<void>;
}

interface Start {
	/** Null: the device's own. */
	readonly store: DeviceStore | null;
	/** Everything begins anew on another memory. */
	readonly restart: (store: DeviceStore | null) => void;
}

const ownMemory: Start = { store: null, restart: () => undefined };

const KEY = Symbol('device');
/** Set by the server beside the session (server/supabase/clients); says that there is one, and nothing about it. */
const SIGNED_IN_HINT = 'signed-in';

export function provideDevice({ store: windowStore, restart }: Start = ownMemory): Device {
	const shared = windowStore !== null;
	const store = windowStore ?? new IndexedDbStore();
	// A session that a closed window left behind on a phone that was not theirs is nobody's until it could be ended.
	const hasSession = () =>
		document.cookie.split('; ').includes(`${cookieName(SIGNED_IN_HINT, location)}=1`) &&
		(isBorrowed() || !hasBorrowedPhoneCookie());
	const memory = quickMemory(() => (shared ? sessionStorage : localStorage));
	const clock = new Clock(memory);
	const ask = async (input: RequestInfo | URL, init?: RequestInit) => {
		const answer = await fetch(input, init);
		// Not by the word of a captive portal.
		if (answer.headers.get('content-type')?.includes('json')) clock.correct(answer.headers.get('date'));
		return answer;
	};
	const transport = lateTransport(ask, hasSession);
	const applications = new Applications({
		store,
		transport,
		memory,
		hasSession,
		isBorrowed: shared,
		now: () => Date.now(),
		chance: () => Math.random(),
		makeId: () => crypto.randomUUID()
	});
	return setContext<Device>(KEY, {
		applications,
		transport,
		clock,
		isBorrowed: shared,
		async keepNothing(ids) {
			const { borrow } = await import('./borrowing');
			const next = await loadWindowStore();
			await borrow(applications, ids, [store, next]);
			applications.forgetPerson();
			restart(next);
		},
		async keepAgain() {
			(await import('./borrowing')).endBorrowing();
			restart(null);
		}
	});
}

export function useDevice(): Device {
	return getContext<Device>(KEY);
}
