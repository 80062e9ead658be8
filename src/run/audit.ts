/**
 * Asks the registry for known weaknesses of what we lean on: `npm run audit`. One that is high or critical fails, unless it was
 * judged below; how fast it is dealt with is said in `tests/security/inventories.md`. Tools are asked about too, since whatever
 * the build bundles into the server stands among them. Where the registry cannot be asked nothing was judged, which is no success:
 * it ends with 2. `AUDIT_WITHOUT_REGISTRY=pass` is for places that have none (`npm test`); it says so all the same.
 */
import { spawnSync } from 'node:child_process';

interface Weakness {
	readonly severity: string;
	readonly via: readonly (string | { readonly url: string; readonly title: string })[];
}

/** Advisory → why it does not reach us. */
const judged: Readonly<Record<string, string>> = {};
const FAILING = ['high', 'critical'];

const { stdout } = spawnSync('npm', ['audit', '--json'], {
	encoding: 'utf8',
	shell: process.platform === 'win32'
});
const report = parse(stdout);
if (!report?.vulnerabilities) {
	const mayPass = process.env.AUDIT_WITHOUT_REGISTRY === 'pass';
	console.log('NOT JUDGED: the registry cannot be asked for known weaknesses (npm audit).');
	console.log(
		mayPass
			? 'Taken as it is, because AUDIT_WITHOUT_REGISTRY=pass says so.'
			: 'Try again with a network, or set AUDIT_WITHOUT_REGISTRY=pass to go on without.'
	);
	process.exit(mayPass ? 0 : 2);
}
const found = Object.entries(report.vulnerabilities).flatMap(([name, { severity, via }]) =>
	via
		.filter((one) => typeof one !== 'string')
		.map(({ url, title }) => ({ name, severity, url, title, reason: judged[url] }))
);
for (const { name, severity, url, title, reason } of found)
	console.log(`${severity}: ${name}: ${title} (${url})${reason ? ` – judged: ${reason}` : ''}`);
const open = found.filter(({ severity, reason }) => FAILING.includes(severity) && reason === undefined);
console.log(`npm audit: ${found.length} known, ${open.length} to be dealt with.`);
process.exit(open.length === 0 ? 0 : 1);

function parse(text: string): { readonly vulnerabilities?: Readonly<Record<string, Weakness>> } | null {
	try {
		return JSON.parse(text) as { vulnerabilities?: Record<string, Weakness> };
	} catch {
		return null;
	}
}
