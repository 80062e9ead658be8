import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../src/run/chromium.ts';
import { phoneScreen } from '../support/phone.ts';

/** The journeys of people through the built app: `npx playwright test --config tests/e2e/playwright.config.ts`. */
export default defineConfig({
	testDir: '.',
	outputDir: '../../node_modules/.cache/e2e',
	globalSetup: './first-start.ts',
	// Two journeys beside each other: each has its own server, and small machines have two cores. The long ones come first.
	workers: 2,
	fullyParallel: false,
	retries: 0,
	forbidOnly: Boolean(process.env.CI),
	// Patience costs only what fails: two cores that build beside this are five times slower.
	timeout: 180_000,
	expect: { timeout: 20_000 },
	reporter: 'list',
	use: {
		launchOptions: { executablePath: findChromium(), args: chromiumArguments },
		trace: { mode: 'retain-on-failure', screenshots: false },
		actionTimeout: 20_000,
		navigationTimeout: 30_000
	},
	projects: [
		{
			name: 'desk',
			testMatch: 'staff/**',
			// A case goes through a dozen pages before it is decided, several people look at each.
			timeout: 480_000,
			use: { viewport: { width: 1280, height: 800 }, locale: 'de-DE' }
		},
		{ name: 'phone', testIgnore: 'staff/**', use: { ...phoneScreen, locale: 'de-DE' } }
	]
});
