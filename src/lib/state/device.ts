import { getContext, setContext } from 'svelte';
import { IndexedDbStore } from '../local/indexed-db-store';
import { quickMemory } from '../local/quick-memory';
import { lateTransport } from '../sync/late-transport';
import type { Transport } from '../sync/transport';
import { Applications } from './applications.svelte';
import { Clock } from './clock.svelte';

/** What an open window holds together: made once by the applicants' layout, handed down by context. */
export interface Device {
	readonly applications: Applications;
	readonly transport: Transport;
	readonly clock: Clock;
}

const KEY = Symbol('device');
/** Set by the server beside the session (server/supabase/clients); says that there is one, and nothing about it. */
const SIGNED_IN_HINT = 'signed-in=1';

export function provideDevice(): Device {
	const hasSession = () => document.cookie.split('; ').includes(SIGNED_IN_HINT);
	const transport = lateTransport((input, init) => fetch(input, init), hasSession);
	const applications = new Applications({
		store: new IndexedDbStore(),
		transport,
		memory: quickMemory(() => localStorage),
		hasSession,
		now: () => Date.now(),
		chance: () => Math.random(),
		makeId: () => crypto.randomUUID()
	});
	return setContext<Device>(KEY, { applications, transport, clock: new Clock() });
}

export function useDevice(): Device {
	return getContext<Device>(KEY);
}
