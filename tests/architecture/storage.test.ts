import { describe, expect, it } from 'vitest';
import { storage } from '../../src/lib/core/device/storage';
import { sourcesUnder, type Source } from './sources';

const sources = sourcesUnder('src', '.ts', '.svelte');
const names = storage.flatMap((line) => line.names);
/** Without what HTTPS puts before it and what differs from device to device. */
const beginning = (name: string) => name.replace(/^__Host-/, '').replace(/…$/, '');

/** Names that are handed to the line that writes them, and the one they are given. */
const handedOver: Readonly<Record<string, string>> = {
	// Offered as a memory; whoever uses it is looked at by itself.
	'src/lib/local/quick-memory.ts': '',
	// Of names it has found under its own beginnings, to strike them out.
	'src/lib/local/journal.ts': 'kofei-journal/',
	'src/lib/local/window-store.ts': 'kofei-window/',
	'src/lib/ui/case/keep-typed.ts': 'office-'
};

/** Kit's own, and what has no name. */
const notInOurSource = ['sveltekit:scroll', 'sveltekit:snapshot', 'PushSubscription'];

interface Written {
	readonly at: string;
	/** Null where no name could be found. */
	readonly name: string | null;
}

const writing =
	/(?:memory|storage)\s*\.\s*(?:write|setItem)\(\s*([^,]+),|caches\.open\(\s*([^)]+)\)|\bcookieName\(\s*([^,()]+),\s*\w|openDatabase\(\{\s*name:\s*([^,]+),/gi;

function written({ path, text }: Source): readonly Written[] {
	return [...text.matchAll(writing)].map(([, ...found]) => {
		const expression = found.find((one) => one !== undefined)?.trim() ?? '';
		return {
			at: `${path}: ${expression}`,
			name: nameOf(expression, { path, text }) ?? handedOver[path] ?? null
		};
	});
}

/** What a name begins with: the text itself, or what the constant says, here or where it is exported. */
function nameOf(expression: string, here: Source): string | null {
	const [, plain] = /^'([^']*)'/.exec(expression) ?? [];
	if (plain !== undefined) return plain;
	const [, inserted, begins = ''] = /^`(?:\$\{([^}]+)\}|([^$`]+))/.exec(expression) ?? [];
	if (begins !== '') return begins;
	const word = (inserted ?? expression).replace(/^this\./, '');
	if (!/^#?\w+$/.test(word)) return null;
	const said = new RegExp(`(?<![\\w.])(?:const |readonly |this\\.)${word}(?:: \\w+)? = ([^;]+);`);
	const own = said.exec(here.text)?.[1];
	if (own !== undefined) return nameOf(own, here);
	const exported = new RegExp(`export const ${word} = ([^;]+);`);
	const there = here.text.includes(word) ? sources.find(({ text }) => exported.test(text)) : undefined;
	return there ? nameOf(exported.exec(there.text)?.[1] ?? '', there) : null;
}

const isListed = (name: string) =>
	names.some((one) =>
		one.name.endsWith('…') ? name.startsWith(beginning(one.name)) : name === beginning(one.name)
	) ||
	// A name of which only the beginning is in the source.
	names.some((one) => name.endsWith('-') && beginning(one.name).startsWith(name));

const all = sources.flatMap(written);

describe('what is kept on a device', () => {
	it('is found in the source, each with its name', () => {
		expect(all.length).toBeGreaterThan(20);
		expect(all.filter(({ name }) => name === null).map(({ at }) => at)).toEqual([]);
	});

	it('is all in the list of the privacy page', () => {
		const missing = all.filter(({ name }) => name !== null && name !== '' && !isListed(name));
		expect(missing).toEqual([]);
	});

	it('is kept in no other way than those that are looked at', () => {
		const ways = /cookieStore|getDirectory\(|openDatabase\((?!\{\s*name:)|window\.name\b/;
		expect(sources.filter(({ text }) => ways.test(text)).map(({ path }) => path)).toEqual([
			// Where the way is made that others take.
			'src/lib/local/indexed-db.ts'
		]);
		const cookies = sources.filter(({ text }) => /cookies\.set\(|document\.cookie = /.test(text));
		const unnamed = cookies.filter(({ text }) => !/cookieName\(|localeCookie\(/.test(text));
		// A script of its own, which imports nothing: the language.
		expect(unnamed.map(({ path }) => path)).toEqual(['src/visitor.ts']);
		const pushed = sources.some(({ text }) => text.includes('pushManager.subscribe'));
		expect(names.some(({ place }) => place === 'Push')).toBe(pushed);
	});

	it('is all still there: the list names nothing that nobody keeps any more', () => {
		const text = sources
			.filter(({ path }) => path !== 'src/lib/core/device/storage.ts')
			.map((one) => one.text);
		const gone = names.filter(
			({ name }) =>
				!notInOurSource.includes(name) &&
				!text.some((one) =>
					one.includes(
						beginning(name)
							.replace(/^speech-\w+/, 'speech-${')
							.replace(/\/$/, '')
					)
				)
		);
		expect(gone).toEqual([]);
	});
});
