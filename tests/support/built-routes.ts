import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './server.ts';

type Page = { readonly leaf: number };
type Route = {
	readonly id: string;
	readonly page: Page | null;
	readonly endpoint: (() => Promise<object>) | null;
};
type Node = { readonly server?: { readonly actions?: object } };
type Manifest = {
	readonly _: {
		readonly nodes: readonly (() => Promise<Node>)[];
		readonly routes: readonly Route[];
	};
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Everything the built server answers itself: `GET /staff/…`, and `POST /staff/…?/assign` for each action of a page. */
export async function routesOfBuild(): Promise<readonly string[]> {
	const folder = path.join(root, 'build/server/chunks');
	const file = readdirSync(folder).find((name) => /^manifest\.js-.*\.js$/.test(name));
	if (file === undefined) throw new Error('the build has no list of routes');
	const chunk = (await import(pathToFileURL(path.join(folder, file)).href)) as Record<string, unknown>;
	// The bundler gives it a short name.
	const manifest = Object.values(chunk).find((one): one is Manifest => '_' in Object(one));
	if (!manifest) throw new Error('the list of routes looks different');
	const lines = await Promise.all(manifest._.routes.map((route) => linesOf(route, manifest)));
	return lines.flat().sort();
}

async function linesOf({ id, page, endpoint }: Route, { _: { nodes } }: Manifest): Promise<string[]> {
	const module = endpoint ? await endpoint() : {};
	const own = METHODS.filter((method) => method in module).map((method) => `${method} ${id}`);
	if (!page) return own;
	const leaf = await nodes[page.leaf]?.();
	const actions = Object.keys(leaf?.server?.actions ?? {});
	return [...own, `GET ${id}`, ...actions.map((name) => `POST ${id}?/${name}`)];
}
