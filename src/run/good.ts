/**
 * Everything that must hold, quickest first: `npm run good`. Stops at nothing, tells everything, fails if anything failed.
 * `npm run good -- unit e2e` runs only what is named.
 */
import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium.ts';

const checks: Readonly<Record<string, string>> = {
	format: 'prettier --check .',
	sync: 'svelte-kit sync',
	unit: 'vitest run --project unit',
	database: 'vitest run --project database',
	lint: 'eslint .',
	weaknesses: 'node src/run/audit.ts',
	'dead code': 'knip',
	build: 'vite build',
	types: 'svelte-check --fail-on-warnings',
	browser: 'vitest run --project browser',
	e2e: 'playwright test --config tests/e2e/playwright.config.ts'
};

const wanted = process.argv.slice(2);
const names = Object.keys(checks).filter((name) => wanted.length === 0 || wanted.includes(name));
const failed: string[] = [];

process.env.CHROMIUM_PATH = findChromium();
for (const name of names) {
	const started = Date.now();
	console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
	const { status } = spawnSync('npx', ['--no-install', ...(checks[name] ?? '').split(' ')], {
		stdio: 'inherit',
		shell: process.platform === 'win32'
	});
	if (status !== 0) failed.push(name);
	console.log(
		`   ${name}: ${status === 0 ? 'good' : 'NOT GOOD'} (${((Date.now() - started) / 1000).toFixed(1)} s)`
	);
}

if (failed.length > 0) console.log(`\nNot good: ${failed.join(', ')}`);
console.log(`\nchecks: ${names.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
