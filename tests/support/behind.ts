import { fileURLToPath } from 'node:url';
import { createServer, createServerModuleRunner } from 'vite';
import type { Behind } from './factors-stand-in.ts';

type Embedded = typeof import('../../src/lib/server/embedded/backend');

/** The embedded backend in the process of the test, as what stands behind a stand-in; with its mailbox. */
export async function startBehind(dataDir: string) {
	const vite = await createServer({
		configFile: false,
		logLevel: 'error',
		appType: 'custom',
		server: { middlewareMode: true, ws: false, watch: null },
		optimizeDeps: { noDiscovery: true }
	});
	const runner = createServerModuleRunner(vite.environments.ssr, { hmr: false });
	const file = fileURLToPath(new URL('../../src/lib/server/embedded/backend.ts', import.meta.url));
	const { startEmbedded } = (await runner.import(file)) as Embedded;
	const embedded = await startEmbedded(dataDir);
	return {
		...(embedded satisfies Behind),
		async close() {
			await embedded.close();
			await runner.close();
			await vite.close();
		}
	};
}
