import { vi } from 'vitest';
import type { DeviceStore } from '../local/device-store';
import { MemoryStore } from '../local/memory-store';
import { quickMemory } from '../local/quick-memory';
import { Account } from './account.sample';
import { Applications } from './applications.svelte';

const HOUR_MS = 3_600_000;

/** A device with its windows, and the account of whoever is signed in on it. One for each test. */
export class Device {
	readonly account = new Account();
	readonly memory = quickMemory(() => localStorage);
	nowMs = 0;
	#made = 0;
	/** How each of its windows ends, in the order they were opened. */
	readonly stops: (() => void)[] = [];

	/** One tab with the app; several on one store are tabs of one device, of which the first leads. */
	async opened(store: DeviceStore = new MemoryStore()): Promise<Applications> {
		const applications = this.started(store);
		await vi.waitFor(() => {
			if (!applications.isReady || applications.person === undefined) throw new Error('not yet');
		});
		return applications;
	}

	/** Without waiting for what the server says. */
	started(store: DeviceStore = new MemoryStore()): Applications {
		const applications = new Applications({
			store,
			transport: this.account.transport(),
			memory: this.memory,
			hasSession: () => this.account.cookie !== null,
			now: () => this.nowMs,
			chance: () => 0.5,
			makeId: () => `id-${(this.#made += 1)}`
		});
		this.stops.push(applications.start());
		return applications;
	}

	async signedIn(store?: DeviceStore): Promise<Applications> {
		this.account.cookie = 'ada';
		return this.opened(store);
	}

	/** Its windows are gone. */
	close(): void {
		for (const stop of this.stops.splice(0)) stop();
	}

	/** Lets the pauses of the machine pass, but for the one in which it fetches the programs that send and look. */
	async later(applications: Applications): Promise<void> {
		await Promise.allSettled([import('../sync/engine'), import('../sync/look')]);
		this.nowMs += HOUR_MS;
		applications.wake();
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
