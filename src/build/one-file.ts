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

const form = 'apply/[id=uuid]/[section=section]';
const MANY = 4;
/** The screens of a grant and of its proof are a world of their own, months after the form; they share among themselves. */
const afterwards = /^apply\/\[id=uuid\]\/(grant|proof)(\/.*)?$/;
const ownWorlds: readonly string[] = ['staff', 'afterwards'];
const screen = /\/\(applicant\)\/(.*)\/\+page\.svelte$/;

/**
 * What all screens need, and what the form shares with others, in one file: dozens of tiny ones cost more in headers than
 * they save, and alike code packs well together. Found by following the imports upwards, so that whatever is imported only
 * when it is needed (`await import(…)`) stays out by itself.
 */
export function oneFile(id: string, graph: Graph): string | null {
	if (frames.some((frame) => frame.test(id))) return 'applicant';
	if (!id.includes('/src/lib/') || id.includes('/i18n/generated/')) return null;
	const screens = screensThatNeed(id, graph);
	const others = [...screens].filter((name) => !ownWorlds.includes(name));
	if (screens.has('frame') || others.length >= MANY) return 'applicant';
	return screens.has(form) && screens.size > 1 ? 'applicant' : null;
}

function screensThatNeed(id: string, graph: Graph): ReadonlySet<string> {
	const [seen, screens, open] = [new Set<string>(), new Set<string>(), [id]];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		if (seen.has(next)) continue;
		seen.add(next);
		const file = next;
		const name = frames.some((frame) => frame.test(file))
			? 'frame'
			: file.includes('/src/routes/staff/')
				? 'staff'
				: screen
						.exec(file)?.[1]
						?.replace(afterwards, 'afterwards')
						.replace(/^account\/.*/, 'account');
		if (name !== undefined) screens.add(name);
		open.push(...(graph.getModuleInfo(next)?.importers ?? []));
	}
	return screens;
}
