/**
 * Fills an embedded backend with invented applications, while its server is stopped: `node src/run/demo.ts`, or with a
 * number for more than fifty. `DATA_DIR` as for the server. The same number gives the same applications.
 */
import { fileURLToPath } from 'node:url';
import { createServer, createServerModuleRunner } from 'vite';
import { readEnvironment } from '../lib/server/environment.ts';

const FIFTY = 50;

type Demo = typeof import('../lib/server/demo/fill.ts');

const count = Number(process.argv[2] ?? FIFTY);
if (!Number.isInteger(count) || count < 1) {
	console.error('Say how many applications, from 1.');
	process.exit(1);
}
if (readEnvironment(process.env).mode === 'supabase') {
	console.error('Examples are for the embedded backend: unset SUPABASE_URL.');
	process.exit(1);
}
const file = fileURLToPath(new URL('../lib/server/demo/fill.ts', import.meta.url));
const vite = await createServer({
	configFile: false,
	logLevel: 'error',
	appType: 'custom',
	server: { middlewareMode: true, ws: false, watch: null },
	optimizeDeps: { noDiscovery: true }
});
const runner = createServerModuleRunner(vite.environments.ssr, { hmr: false });
const module = await runner.import<Demo>(file);
const started = Date.now();
const filled = await module.fill(count, new Date(), console.log);
console.log(
	`${filled.sent} applications sent to ${filled.round}, ${filled.drafts} drafts, ${filled.documents} documents, in ${Math.round((Date.now() - started) / 1000)} s.`
);
for (const [code, times] of Object.entries(filled.refused)) console.log(`  refused ${times} ×: ${code}`);
if (filled.problem !== null) console.error(filled.problem);
process.exit(filled.problem === null ? 0 : 1);
