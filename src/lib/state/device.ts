import { getContext, setContext } from 'svelte';
import * as z from 'zod/mini';
import { IndexedDbStore } from '../local/indexed-db-store';
import { httpTransport, type Transport } from '../sync/transport';
import { Applications } from './applications.svelte';
import { Clock } from './clock.svelte';

/** What an open window holds together: made once by the applicants' layout, handed down by context. */
export interface Device {
	readonly applications: Applications;
	readonly transport: Transport;
	readonly clock: Clock;
}

const KEY = Symbol('device');

// zod would try `new Function` to be faster, which our content security policy forbids and reports.
z.config({ jitless: true });

export function provideDevice(): Device {
	const transport = httpTransport((input, init) => fetch(input, init));
	const applications = new Applications({
		store: new IndexedDbStore(),
		transport,
		now: () => Date.now(),
		chance: () => Math.random(),
		makeId: () => crypto.randomUUID()
	});
	return setContext<Device>(KEY, { applications, transport, clock: new Clock() });
}

export function useDevice(): Device {
	return getContext<Device>(KEY);
}
