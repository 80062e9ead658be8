/**
 * Lists what the app is made of, by licence: `npm run licences`. Reads the lockfile, so it says the same on every machine;
 * `tests/architecture/supply-chain.test.ts` fails for a licence nobody has agreed to.
 */
import { readFileSync } from 'node:fs';

interface Locked {
	readonly version: string;
	readonly license?: string;
	readonly dev?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
	readonly packages: Readonly<Record<string, Locked>>;
};
const byLicence = new Map<string, string[]>();
for (const [path, { version, license = 'not stated', dev }] of Object.entries(packages)) {
	if (path === '') continue;
	const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
	const packageNames = byLicence.get(license) ?? [];
	byLicence.set(license, [...packageNames, `${name}@${version}${dev ? ' (tools)' : ''}`]);
}
for (const [licence, names] of [...byLicence].sort(([, one], [, other]) => other.length - one.length)) {
	console.log(`${licence} (${names.length})`);
	for (const name of names.sort()) console.log(`  ${name}`);
}
