import { describe, expect, it } from 'vitest';
import { sourcesUnder } from './sources';
import { wordsInComponent, wordsInProgram } from './untranslated';

/** For developers on the embedded backend, in English like the code; no other mode has these pages. */
const forDevelopers = 'src/routes/dev/';

/** The rooms whose words people read; the others speak to machines, or to whoever runs the server. */
const rooms = [
	'src/lib/core',
	'src/lib/i18n',
	'src/lib/local',
	'src/lib/state',
	'src/lib/sync',
	'src/lib/ui',
	'src/lib/server/documents',
	'src/lib/server/exports',
	'src/lib/server/mail',
	'src/lib/server/push',
	'src/routes'
];

/** What is written where it is used, by file, and why that is right. */
const written: Readonly<Record<string, string>> = {
	'src/lib/core/api/device.ts': 'names of browsers and systems',
	'src/lib/core/application/answer-language.ts': 'letters languages are told by',
	'src/lib/core/bank/sepa.ts': 'codes of countries',
	'src/lib/core/device/storage.ts': 'names as browsers show them',
	'src/lib/core/file/pages-pdf.ts': 'the first bytes of a PDF',
	'src/lib/core/letter/sample-facts.ts': 'the example in a preview of the office, whose letters are German',
	'src/lib/core/money/amount.ts': 'how people write "euro" in each language',
	'src/lib/core/payment/credit-transfer.ts': 'names of elements of pain.001, and what a German bank prints',
	'src/lib/i18n/format.ts': 'what Intl lacks for a language',
	'src/lib/i18n/letter-text.ts': 'what German letters are filled with; German binds',
	'src/lib/i18n/locales.ts': 'languages name themselves',
	'src/lib/i18n/plain-german.ts': 'what plain German is called',
	'src/lib/i18n/plain-german-page.ts': 'a page that exists in plain German alone (BITV)',
	'src/lib/server/documents/application-paper.ts': 'a German document for the file of the office',
	'src/lib/server/documents/proof-paper.ts': 'a German document for the file of the office',
	'src/lib/server/exports/xlsx.ts': 'the name of a font',
	'src/lib/ui/round-editing/list-form.ts': 'a letter that codes have none for',
	'src/routes/api/metrics/+server.ts': 'read by machines'
};

const inProgram = (path: string, text: string) => ({ path, words: wordsInProgram(text) });
const programs = rooms
	.flatMap((room) => sourcesUnder(room, '.ts'))
	.filter(({ path }) => !path.startsWith(forDevelopers))
	.map(({ path, text }) => inProgram(path, text));

describe('words for people', () => {
	it('are in the catalogues, wherever a component shows or speaks them', () => {
		const found = sourcesUnder('src', '.svelte')
			.filter(({ path }) => !path.startsWith(forDevelopers))
			.map(({ path, text }) => ({ path, words: wordsInComponent(text) }));
		expect(found.length).toBeGreaterThan(200);
		expect(found.filter(({ words }) => words.length > 0)).toEqual([]);
	});

	it('are in the catalogues, whatever program puts them together', () => {
		expect(programs.length).toBeGreaterThan(300);
		const found = programs.filter(({ path, words }) => words.length > 0 && !(path in written));
		expect(found).toEqual([]);
	});

	it('are written in a program only where they still are', () => {
		const wordless = Object.keys(written).filter(
			(file) => !programs.some(({ path, words }) => path === file && words.length > 0)
		);
		expect(wordless).toEqual([]);
	});
});

describe('the eyes of these tests', () => {
	it.each([
		['text', '<p>Antrag</p>'],
		['text beside a catalogue', '<p>{m.title()} bis morgen</p>'],
		['a condition', "<p>{isOpen ? 'offen' : m.closed()}</p>"],
		['a template', '<p>{`noch ${days} Tage`}</p>'],
		['a sum', "<p>{days + ' Tage'}</p>"],
		['a spoken attribute', '<button aria-label="Menü"></button>'],
		['a spoken attribute put together', '<img alt={`Bild ${number}`} />'],
		['a placeholder', '<input placeholder={isEmpty ? "Suche" : m.search()} />'],
		['a property of a component', '<Field name="x" hint="Nur Zahlen" />'],
		['a button without element', '<input type="submit" value="Jetzt senden" />'],
		['the program of a component', "<script>const words = 'Bitte warten';</script>"],
		['one word of the program', "<script>let title = $derived(m.open() || 'Antrag');</script>"],
		['a title', '<svelte:head><title>Antrag</title></svelte:head>']
	])('see German in %s', (_, source) => {
		expect(wordsInComponent(source)).not.toEqual([]);
	});

	it.each([
		['marks and numbers', '<p>· {number} % – 12</p>'],
		['the name', '<p>KOFEI</p>'],
		['classes and ids', '<p class="stack stack-groups" id="title">{m.title()}</p>'],
		['codes that are compared', "<p>{state === 'open' ? m.open() : m.closed()}</p>"],
		['codes that are handed over', '<Icon name="check" kind={isOpen ? "info" : "plain"} />'],
		['selectors', "<script>document.querySelectorAll('tbody th a');</script>"]
	])('pass over %s', (_, source) => {
		expect(wordsInComponent(source)).toEqual([]);
	});

	it('see a subject and a name in a program, and pass over what developers read', () => {
		expect(
			wordsInProgram(`
				export const subject = (number: string) => \`Ihr Antrag \${number}\`;
				const name = 'Anhang';
				if (!name) throw new Error('there is no name here');
				console.warn('not printed yet');
				client.select('id, title, state');
			`)
		).toEqual(['Ihr Antrag ', 'Anhang']);
	});
});
