import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Source {
	readonly file: string;
	readonly text: string;
}

/** The project's own files below a folder, generated ones left out. */
export function sources(folder: string, name: RegExp): readonly Source[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name))
		.filter((file) => name.test(file) && !file.includes('generated'))
		.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
}
