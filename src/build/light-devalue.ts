import path from 'node:path';
import type { Plugin } from 'vite';

const light = path.resolve('src/build/devalue-light.js');
const ofKit = /\/@sveltejs\/kit\/src\/runtime\//;

/**
 * Kit's client reads what `load` functions of the server return with devalue, of which applicants' screens have none, but pay
 * 2 KB for its typed arrays, maps and calendars. In the browser Kit gets a reader of what ours do return: JSON, dates and
 * undefined. Anything else throws where it is read, and is refused by a property test against the real one.
 */
export function lightDevalue(): Plugin {
	return {
		name: 'kofei:light-devalue',
		enforce: 'pre',
		apply: 'build',
		applyToEnvironment: (environment) => environment.name === 'client',
		resolveId: (id, importer) => (id === 'devalue' && ofKit.test(importer ?? '') ? light : null)
	};
}
