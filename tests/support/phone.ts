import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
	chromium,
	type BrowserContext,
	type BrowserContextOptions,
	type LaunchOptions,
	type Page
} from '@playwright/test';
import { chromiumArguments, findChromium } from '../../src/run/chromium.ts';
import type { Faults } from './faults.ts';

/** A small phone with a finger, kept at the time of where its owner comes from. */
export const phoneScreen = {
	viewport: { width: 360, height: 740 },
	hasTouch: true,
	isMobile: true,
	deviceScaleFactor: 1.5,
	timezoneId: 'Europe/Istanbul'
} as const satisfies BrowserContextOptions;

/** A phone whose browser can be closed, killed and opened again with everything it had stored. */
export class Phone {
	readonly #profile: string;
	readonly #options: BrowserContextOptions;
	readonly #faults: Faults;
	#context: BrowserContext | null = null;

	static async of(faults: Faults, options: BrowserContextOptions): Promise<Phone> {
		return new Phone(await mkdtemp(path.join(tmpdir(), 'kofei-phone-')), faults, options);
	}

	private constructor(profile: string, faults: Faults, options: BrowserContextOptions) {
		this.#profile = profile;
		this.#faults = faults;
		this.#options = options;
	}

	/** Opens the browser; gives its one window. */
	async open({ isOffline = false, ...launch }: { isOffline?: boolean } & LaunchOptions = {}): Promise<Page> {
		this.#context = await chromium.launchPersistentContext(this.#profile, {
			executablePath: findChromium(),
			args: chromiumArguments,
			...phoneScreen,
			...this.#options,
			...launch
		});
		this.#faults.watch(this.#context);
		if (isOffline) await this.#context.setOffline(true);
		return this.#context.pages()[0] ?? this.#context.newPage();
	}

	/** Null while its browser is closed. */
	get opened(): BrowserContext | null {
		return this.#context;
	}

	get context(): BrowserContext {
		if (!this.#context) throw new Error('the browser is closed');
		return this.#context;
	}

	async close(): Promise<void> {
		await this.#context?.close();
		this.#context = null;
	}

	/** No farewell, no `pagehide`: the whole browser dies, as when the system needs memory or the battery is empty. */
	async kill(): Promise<void> {
		const context = this.context;
		const gone = new Promise((resolve) => context.once('close', resolve));
		const page = context.pages()[0] ?? (await context.newPage());
		const session = await context.newCDPSession(page);
		await Promise.race([session.send('Browser.crash').catch(() => undefined), gone]);
		await gone;
		this.#context = null;
	}

	async throwAway(): Promise<void> {
		await this.close();
		await rm(this.#profile, { recursive: true, force: true });
	}
}
