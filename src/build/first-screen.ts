interface Graph {
	/** `importers`: those who import it at once, not those who import it when they need it. */
	getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

/** What every screen of an applicant has loaded, whichever it is. */
const frames = [
	/\/src\/routes\/\+(layout|error)\.svelte$/,
	/\/src\/routes\/\[locale=locale\]\/\+(layout\.ts|error\.svelte)$/,
	/\/src\/routes\/\[locale=locale\]\/\(applicant\)\/\+layout\.(svelte|ts)$/
];

/** What the browser has loaded when a page of the form can be written on. */
const roots = [...frames, /\/\[section=section\]\/\+page\.svelte$/];

/**
 * What a page of the form needs at once, in one file: dozens of tiny ones cost more in headers than they save, and alike code
 * packs well together. Found by following the imports upwards, so that whatever is imported only when it is needed
 * (`await import(…)`) stays out by itself.
 */
export function firstScreen(id: string, graph: Graph): string | null {
	if (frames.some((frame) => frame.test(id))) return 'applicant';
	if (!id.includes('/src/lib/') || id.includes('/i18n/generated/')) return null;
	const seen = new Set<string>();
	const open = [id];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (seen.has(next)) continue;
		seen.add(next);
		const file = next;
		if (roots.some((root) => root.test(file))) return 'applicant';
		open.push(...(graph.getModuleInfo(next)?.importers ?? []));
	}
	return null;
}
