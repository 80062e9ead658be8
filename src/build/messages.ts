import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** The catalogues: visitors never load the applicants' texts, nobody but staff loads the staff's. */
export const messageAreas = [
	'shell',
	'public',
	'pages',
	'applicant',
	'people',
	'sent',
	'grant',
	'proof',
	// Letters and messages, shown with the status; and the mails, which the server alone writes.
	'letters',
	'mail',
	'files',
	'moments',
	// What is kept of somebody, taking it along and having it deleted.
	'data',
	'failures',
	// What every screen of a draft says; the form; its questions by what they are about, and apart the
	// hints, which nobody needs to read answers; what is found while writing; the
	// reasons for questions; answers in other languages; checking and sending. A page of the form loads no more than it shows.
	'draft',
	'form',
	'who',
	'who_hints',
	'what',
	'what_hints',
	'money',
	'check',
	'explain',
	'language',
	// Reading aloud and dictation, for whoever switched them on.
	'speech',
	// The names of everything kept on a device, for the privacy page alone.
	'storage',
	'review',
	'staff'
] as const;

type Area = (typeof messageAreas)[number];

/** Areas that every applicants' screen needs travel in one file: three small ones pack worse and cost three answers. */
const together: Partial<Record<Area, string>> = { shell: 'base', draft: 'base', form: 'base' };

const messagesDir = path.resolve('src/lib/i18n/messages');
const generatedDir = path.resolve('src/lib/i18n/generated');

/**
 * Paraglide puts every locale of every message into the bundle. In the browser this plugin replaces each area's messages by
 * a module that loads the module of the page's own language alone, under a name the server knows beforehand, so that the
 * HTML can preload it and the service worker can keep it.
 */
export function ownLocaleOnly(): Plugin {
	return {
		name: 'kofei:own-locale-only',
		enforce: 'pre',
		applyToEnvironment: (environment) => environment.name === 'client',
		buildStart() {
			if (this.environment.mode !== 'build') return;
			for (const { area, locale } of catalogues()) {
				const name = fileOf(area);
				if (messageAreas.find((other) => fileOf(other) === name) !== area) continue;
				this.emitFile({
					type: 'chunk',
					id: `${BUILT}${name}.${locale}`,
					fileName: messageFile(area, locale).slice(1),
					preserveSignature: 'strict'
				});
			}
		},
		resolveId: (id) => (id.startsWith(BUILT) ? `\0${id}` : null),
		load(id) {
			if (id.startsWith(`\0${BUILT}`)) return builtFile(id.slice(BUILT.length + 1));
			if (catalogues().some(({ area, locale }) => id === catalogueModule(area, locale)))
				return asOneObject(readFileSync(id, 'utf8'));
			if (id === fieldLoaders && this.environment.mode === 'build') return straightLoaders();
			const area = messageAreas.find((name) => id === path.join(generatedDir, name, 'messages.js'));
			if (!area) return null;
			return this.environment.mode === 'build' ? importBuilt(area) : importSource(area);
		}
	};
}

const BUILT = 'kofei:messages/';

/** One file of messages: each area under its own name. */
function builtFile(name: string): string {
	const [file, locale = ''] = name.split('.');
	return messageAreas
		.filter((area) => fileOf(area) === file)
		.map((area) => `export { m as ${area} } from ${JSON.stringify(catalogueModule(area, locale))};`)
		.join('\n');
}

const pageLocale = 'document.documentElement.dataset.locale';

/** By its known name, not by a list of languages, which every area would repeat in every visitor's bundle. */
function importBuilt(area: Area): string {
	const [before = '', after = ''] = messageFile(area, '*').split('*');
	return `export const { ${area}: m } = await import(/* @vite-ignore */ '${before}' + ${pageLocale} + '${after}');`;
}

const fieldLoaders = path.resolve('src/lib/i18n/field-loaders.ts');

/** The same as `field-loaders.ts`, with the addresses written out. */
function straightLoaders(): string {
	const areas: readonly Area[] = ['who', 'who_hints', 'what', 'what_hints', 'money'];
	const loader = (area: Area) => {
		const [before = '', after = ''] = messageFile(area, '*').split('*');
		return `${area}: () => from('${before}', '${after}', '${area}')`;
	};
	return [
		`const from = async (before, after, area) => ({ m: (await import(/* @vite-ignore */ before + ${pageLocale} + after))[area] });`,
		`export const loaders = { ${areas.map(loader).join(', ')} };`
	].join('\n');
}

/** Tests draw components in documents that say no language. */
function importSource(area: Area): string {
	const loaders = catalogues()
		.filter((catalogue) => catalogue.area === area)
		.map(({ locale }) => `'${locale}': () => import('./messages/${locale}.js')`);
	return [
		`const loaders = { ${loaders.join(', ')} };`,
		`export const { m } = await (loaders[${pageLocale}] ?? loaders.de)();`
	].join('\n');
}

/**
 * Paraglide exports each message by itself, and minified that names every one twice: as it is called inside and outside.
 * The members of an object keep the one name they are asked by; that is a seventh of a catalogue.
 */
function asOneObject(code: string): string {
	const [head = '', ...parts] = code.split(/^export const (\w+) = /m);
	const members = parts.map((part, at) => (at % 2 === 0 ? `${part}: ` : part.replace(/;\s*$/, ',\n')));
	return `${head}export const m = {\n${members.join('')}};\n`;
}

function fileOf(area: Area): string {
	return together[area] ?? area;
}

function catalogueModule(area: Area, locale: string): string {
	return path.join(generatedDir, area, 'messages', `${locale}.js`);
}

/** Where the build puts one catalogue: the same name in the client build, the HTML and the service worker's list. */
export function messageFile(area: Area, locale: string): string {
	return `/_app/immutable/messages/${messagesVersion()}/${fileOf(area)}.${locale}.js`;
}

export function messagesVersion(): string {
	// What is made of the texts counts too: their files are kept for ever under this name.
	const hash = createHash('sha256').update(readFileSync(import.meta.filename));
	for (const { area, locale } of catalogues()) {
		hash.update(readFileSync(path.join(messagesDir, area, `${locale}.json`)));
	}
	return hash.digest('hex').slice(0, 10);
}

function catalogues(): { area: Area; locale: string }[] {
	return messageAreas.flatMap((area) =>
		readdirSync(path.join(messagesDir, area))
			.sort()
			.map((file) => ({ area, locale: path.basename(file, '.json') }))
	);
}
