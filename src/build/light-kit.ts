import path from 'node:path';
import type { Plugin } from 'vite';

const lighter = [
	/**
	 * Kit's client reads what `load` functions of the server return with devalue, of which applicants' screens have none, but pay
	 * 2 KB for its typed arrays, maps and calendars. In the browser Kit gets a reader of what ours do return: JSON, dates and
	 * undefined. Anything else throws where it is read, and is refused by a property test against the real one.
	 */
	{
		id: 'devalue',
		importer: /\/@sveltejs\/kit\/src\/runtime\//,
		path: path.resolve('src/build/devalue-light.ts')
	},
	/** Kit mounts its pages by Svelte 4's interface, of which it uses two methods. */
	{
		id: 'svelte/legacy',
		importer: /\/generated\/root\.js$/,
		path: path.resolve('src/build/light-root.svelte.ts')
	}
];

/** In the browser, what Kit is made of is lighter where our screens use but a part of it. */
export function lightKit(): Plugin {
	return {
		name: 'kofei:light-kit',
		enforce: 'pre',
		apply: 'build',
		applyToEnvironment: (environment) => environment.name === 'client',
		resolveId: (id, importer) =>
			lighter.find((part) => part.id === id && part.importer.test(importer ?? ''))?.path
	};
}
