import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const source = path.resolve('src/visitor.ts');

/** Where the build puts the public pages' script: named by its content, so that the server knows it beforehand. */
export function visitorScript(): string {
	return `/_app/immutable/visitor.${createHash('sha256').update(readFileSync(source)).digest('hex').slice(0, 10)}.js`;
}

export function emitVisitorScript(): Plugin {
	return {
		name: 'kofei:visitor-script',
		applyToEnvironment: (environment) => environment.name === 'client',
		buildStart() {
			if (this.environment.mode !== 'build') return;
			this.emitFile({ type: 'chunk', id: source, fileName: visitorScript().slice(1) });
		}
	};
}
