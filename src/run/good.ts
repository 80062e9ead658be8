/**
 * Everything that must hold, quickest first: `npm run good`. Stops at nothing, tells everything, fails if anything failed.
 * `npm run good -- unit e2e` runs only what is named.
 */
import { spawn } from 'node:child_process';
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
/** Of each check that failed, what it said last: the reason, without a search through all the others said. */
const failed = new Map<string, string>();
const lastCharacters = 6000;

process.env.CHROMIUM_PATH = findChromium();
// Many registries answer no questions about weaknesses; `npm run audit` by itself fails there, here it says that nothing was judged.
process.env.AUDIT_WITHOUT_REGISTRY ??= 'pass';
for (const name of names) {
	const started = Date.now();
	console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
	const { status, said } = await run(checks[name] ?? '');
	if (status !== 0) failed.set(name, said);
	console.log(
		`   ${name}: ${status === 0 ? 'good' : 'NOT GOOD'} (${((Date.now() - started) / 1000).toFixed(1)} s)`
	);
}

for (const [name, said] of failed) console.log(`\n── ${name}, its last words ──\n${said.trim()}`);
if (failed.size > 0) console.log(`\nNot good: ${[...failed.keys()].join(', ')}`);
console.log(`\nchecks: ${names.length - failed.size} passed, ${failed.size} failed`);
process.exit(failed.size === 0 ? 0 : 1);

function run(check: string): Promise<{ status: number | null; said: string }> {
	return new Promise((resolve) => {
		const child = spawn('npx', ['--no-install', ...check.split(' ')], {
			stdio: ['inherit', 'pipe', 'pipe'],
			shell: process.platform === 'win32'
		});
		let said = '';
		const tell = (stream: NodeJS.WriteStream) => (words: Buffer) => {
			stream.write(words);
			said = (said + words.toString()).slice(-lastCharacters);
		};
		child.stdout.on('data', tell(process.stdout));
		child.stderr.on('data', tell(process.stderr));
		child.on('error', (error) => resolve({ status: 1, said: error.message }));
		child.on('close', (status) => resolve({ status, said }));
	});
}
