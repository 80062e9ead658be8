import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const visitor = path.resolve('src/visitor.ts');
const reader = path.resolve('src/lib/state/page-reader.ts');
/** One file names the next, and all are kept for ever under their name: whatever changes one of them changes every name. */
const sources = [visitor, reader, path.resolve('src/lib/state/speech.ts'), path.resolve('package-lock.json')];

/** Where the build puts the public pages' script: named by its content, so that the server knows it beforehand. */
export const visitorScript = (): string => `/_app/immutable/visitor.${version()}.js`;

/** What reads a page aloud, fetched by that script where there is something to read. */
export const readerScript = (): string => `/_app/immutable/reader.${version()}.js`;

export function emitVisitorScript(): Plugin {
	return {
		name: 'kofei:visitor-script',
		applyToEnvironment: (environment) => environment.name === 'client',
		buildStart() {
			if (this.environment.mode !== 'build') return;
			this.emitFile({ type: 'chunk', id: visitor, fileName: visitorScript().slice(1) });
			this.emitFile({
				type: 'chunk',
				id: reader,
				fileName: readerScript().slice(1),
				preserveSignature: 'strict'
			});
		}
	};
}

function version(): string {
	const hash = createHash('sha256');
	for (const source of sources) hash.update(readFileSync(source));
	return hash.digest('hex').slice(0, 10);
}
