import { globSync } from 'node:fs';
import path from 'node:path';

const components = globSync('src/**/*.svelte').sort();

/** The class that ties a component's styles to it: its place in the list, the same in every part of one build. */
export function styleName({ filename, hash }: { filename: string; hash: (text: string) => string }): string {
	const place = components.indexOf(path.relative('.', filename));
	// Of a package, or new since the development server started.
	return place < 0 ? `x${hash(filename)}` : `s${place.toString(36)}`;
}
