import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isCarried, keptLabel, typedIn } from './kept-fields';
import { deedText } from './kept-texts';

const desk = 'src/routes/staff/(desk)';

describe('a form that is kept over signing in', () => {
	it.each(postingPages())('says what it would do: %s', (to) => {
		expect(deedText(to), to).toBeTruthy();
	});

	it('shows what was typed, not what it carries for the program', () => {
		const fields = [
			['reason', 'Mein Bruder.'],
			['drawn_for', 'x'],
			['text', ' '],
			['outcome', 'waitlisted'],
			['reviewer', '11111111-1111-4111-8111-111111111111'],
			['chosen', '22222222-2222-4222-8222-222222222222 3'],
			['chosen', 'section:goals']
		] as const;
		const people = { '11111111-1111-4111-8111-111111111111': 'Ruth Becker' };
		const told = typedIn(fields, { to: '/staff/applications/1?/propose', people, locale: 'de' });
		expect(told.map(({ value }) => value)).toEqual([
			'Mein Bruder.',
			'Auf die Warteliste setzen',
			'Ruth Becker',
			expect.not.stringContaining(':') as string
		]);
	});

	it.each(postedSchemas())(
		'has a word for every field somebody fills in: %s',
		async (_, file, name, page) => {
			const module = (await import(/* @vite-ignore */ file)) as Record<string, unknown>;
			const { shape } = module[name] as { readonly shape: Readonly<Record<string, unknown>> };
			const nameless = Object.keys(shape).filter(
				(field) => !isCarried(field, page) && keptLabel(field, page) === undefined
			);
			expect(nameless).toEqual([]);
		}
	);
});

describe('forms of the office', () => {
	it('say for whom they were drawn, every one that changes something', () => {
		const files = ['src/routes/staff', 'src/lib/ui'].flatMap((folder) =>
			readdirSync(folder, { recursive: true, encoding: 'utf8' })
				.filter((file) => file.endsWith('.svelte'))
				.map((file) => path.join(folder, file))
		);
		const without = files.filter((file) => {
			const source = readFileSync(file, 'utf8');
			const forms = source.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
			return forms.some(
				(form) =>
					form.includes('method="post"') &&
					!form.includes('<DrawnFor />') &&
					// Signing in and out and the language are nobody's.
					!/sign-in|\/language/.test(form)
			);
		});
		expect(without).toEqual([
			// The form of somebody else, sent as it was; and the pages before anybody is here.
			'src/routes/staff/KeptForm.svelte',
			'src/routes/staff/second-factor/+page.svelte',
			'src/routes/staff/sign-in/+page.svelte'
		]);
	});
});

/** The schema of every form of the desk, where it is, and the page it is posted to. */
function postedSchemas(): readonly (readonly [string, string, string, string])[] {
	return readdirSync(desk, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
		.flatMap((file) => {
			const source = readFileSync(path.join(desk, file), 'utf8');
			const page = `/staff/${path.dirname(file)}`.replace('/.', '').replaceAll(/\[[^\]]+\]/g, 'a1');
			const names = new Set([...source.matchAll(/zod4\((\w+)\)/g)].map(([, name = '']) => name));
			return [...names].flatMap((name) => {
				const [, from] = new RegExp(`\\b${name}\\b[^;]*?from '\\$lib/([^']+)'`).exec(source) ?? [];
				// What a page makes for itself is a click with an id.
				return from ? [[`${page} ${name}`, `/src/lib/${from}.ts`, name, page] as const] : [];
			});
		});
}

/** Every action of every page of the desk, as a form posts to it. */
function postingPages(): readonly string[] {
	return readdirSync(desk, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('+page.server.ts'))
		.flatMap((file) => {
			const folder = path.dirname(file);
			const place = `/staff/${folder}`.replace('/.', '').replaceAll(/\[[^\]]+\]/g, 'a1');
			return actionsIn(path.join(desk, folder), readFileSync(path.join(desk, file), 'utf8')).map((name) =>
				name === 'default' ? place : `${place}?/${name}`
			);
		});
}

function actionsIn(folder: string, page: string): readonly string[] {
	const [, body = ''] = /export const actions = \{([\s\S]*?)\n?\};/.exec(`${page}\n`) ?? [];
	const named = [...body.matchAll(/(?:^|,|\n)\s*([a-z_]+): /g)].map(([, name = '']) => name);
	const own = body.includes('\n')
		? [...body.matchAll(/^\t([a-z_]+): /gm)].map(([, name = '']) => name)
		: named;
	if (!body.includes('...deeds')) return own;
	const deeds = readFileSync(path.join(folder, 'deeds.ts'), 'utf8').split('export const deeds = {')[1] ?? '';
	return [...own, ...[...deeds.matchAll(/^\t([a-z_]+)(?:: |,$)/gm)].map(([, name = '']) => name)];
}
