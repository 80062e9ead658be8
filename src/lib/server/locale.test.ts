import { readdirSync } from 'node:fs';
import type { RequestEvent } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { deadlineCalendar } from '../i18n/deadline-calendar';
import { languages, type Locale } from '../i18n/locales';
import { speak } from './locale';

interface Runtime {
	readonly getLocale: () => string;
}

/** What is done while somebody is answered at this address. */
async function answering<T>(pathname: string, work: () => T | Promise<T>): Promise<T> {
	const event = {
		url: new URL(pathname, 'http://localhost'),
		locals: {},
		cookies: { get: () => undefined },
		request: new Request('http://localhost')
	} as unknown as RequestEvent;
	let made: T | undefined;
	await speak({
		event,
		resolve: async () => {
			made = await work();
			return new Response();
		}
	});
	return made as T;
}

describe('the language of a request', () => {
	it.each(readdirSync('src/lib/i18n/messages'))(
		'is spoken by the catalogue %s, in each language it has',
		async (area) => {
			const { getLocale }: Runtime = await import(`../i18n/generated/${area}/runtime.js`);
			const spoken = readdirSync(`src/lib/i18n/messages/${area}`).map((file) => file.replace('.json', ''));
			for (const { code } of languages)
				expect(await answering(`/${code}/help`, getLocale)).toBe(spoken.includes(code) ? code : 'de');
		}
	);

	it('is that of the calendar file with the deadline, whoever is answered meanwhile', async () => {
		const round = { slug: 'kofei-2027', closes_at: '2027-02-15T22:59:59Z', texts: { title: 'KOFEI' } };
		const summaries = (locale: Locale) =>
			answering(`/${locale}/rounds/kofei-2027/deadline.ics`, async () => {
				await Promise.resolve();
				const file = deadlineCalendar(round as never, { address: 'https://a.example', nowMs: 0 });
				return /^SUMMARY:(.*)/m.exec(file ?? '')?.[1]?.trim();
			});
		const all = await Promise.all(languages.map(({ code }) => summaries(code)));
		expect(new Set(all).size).toBeGreaterThan(languages.length - 2);
		expect(all[languages.findIndex(({ code }) => code === 'ar')]).toMatch(/\p{Script=Arabic}/u);
	});
});
