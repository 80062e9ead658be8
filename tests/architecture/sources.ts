import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Source {
	/** From the root of the repository, with slashes. */
	readonly path: string;
	readonly text: string;
}

/** Every file under a folder, without what tools have generated. */
export function filesUnder(folder: string): readonly string[] {
	return readdirSync(folder).flatMap((name) => {
		const file = `${folder}/${name}`;
		if (name === 'generated' || name === 'node_modules') return [];
		return statSync(file).isDirectory() ? filesUnder(file) : [file];
	});
}

export function sourcesUnder(folder: string, ...endings: readonly string[]): readonly Source[] {
	return filesUnder(folder)
		.filter((file) => endings.includes(path.extname(file)) && !/\.(test|sample|contract)\.ts$/.test(file))
		.map((file) => ({ path: file, text: readFileSync(file, 'utf8') }));
}
