import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** No sandbox in containers, and no calls home: the tests need no network but this machine. */
export const chromiumArguments = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

/** The browser of this machine; on Debian and Ubuntu it is installed when it is missing and we may. */
export function findChromium(): string {
	const found = chromiumPath();
	if (found) return found;
	if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
		console.log('Chromium is missing: installing it with apt-get …');
		execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
		execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] });
	}
	const path = chromiumPath();
	if (path) return path;
	throw new Error(
		'The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.'
	);
}

/** Undefined where there is none (yet). */
export function chromiumPath(): string | undefined {
	return places.find((place) => place !== undefined && existsSync(place));
}
