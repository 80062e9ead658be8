/**
 * Bad input into every field of every form the server draws, office and public pages, with fifty invented applications:
 * `node tests/bench/bad-forms.ts` after a build. Walks from page to page as each role, and puts each bad text into each field,
 * the others as they stand there. Ends with 1 where the server failed or gave back what must not come back.
 */
import { chromium, type APIRequestContext } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../src/run/chromium.ts';
import { badTexts, strange } from '../support/bad-texts.ts';
import { withExamples } from '../support/examples.ts';
import { Colleague, colleagues, deskScreen } from '../support/office.ts';
import { PlainForm } from '../support/plain-form.ts';
import { Server } from '../support/server.ts';

/** Of pages that differ in their ids or filters alone, so many are opened: cases stand in different states. */
const PAGES_PER_ROUTE = 6;
const AT_ONCE = 4;
/** Ends the walk of whoever presses it; tried last. */
const ENDING = /sign_out|deactivate|roles/;

const faults = new Set<string>();
const fields = new Set<string>();
let tried = 0;

await withExamples(async () => {
	const server = await Server.start();
	const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
	for (const email of Object.values(colleagues)) {
		const page = await browser.newPage(deskScreen);
		const colleague = new Colleague(page, server.origin);
		await colleague.signIn(email);
		await walk(page.request, `${server.origin}/staff`);
		await page.close();
	}
	const visitor = await browser.newContext();
	await walk(visitor.request, `${server.origin}/de`);
	await browser.close();
	if (/"event":"unhandled"/.test(server.output)) faults.add('the log holds an unhandled failure');
	if (!(await server.isReady())) faults.add('the server is not ready any more');
	await server.remove();
});
for (const fault of faults) console.log(fault);
console.log(`${tried} bad inputs in ${fields.size} fields, ${faults.size} faults`);
process.exit(faults.size === 0 ? 0 : 1);

async function walk(request: APIRequestContext, start: string): Promise<void> {
	const forms = await formsOf(request, start);
	console.log(`${start}: ${forms.length} forms`);
	forms.sort((one, other) => Number(ENDING.test(one.url.href)) - Number(ENDING.test(other.url.href)));
	for (const form of forms)
		for (const name of form.names) {
			fields.add(`${placeOf(form.url)} ${name}`);
			await inTurns(badTexts, (text) => attempt(request, form, name, text));
		}
}

/** Of all pages that can be reached; forms that go to one place with the same fields count once. */
async function formsOf(request: APIRequestContext, start: string): Promise<PlainForm[]> {
	const { origin, pathname } = new URL(start);
	const [open, seen, opened] = [[start], new Set([start]), new Map<string, number>()];
	const forms = new Map<string, PlainForm>();
	for (let page = open.shift(); page !== undefined; page = open.shift()) {
		const place = placeOf(new URL(page));
		const count = opened.get(place) ?? 0;
		if (count >= PAGES_PER_ROUTE) continue;
		opened.set(place, count + 1);
		const answer = await request.get(page, { headers: { accept: 'text/html' } });
		if (answer.status() >= 500) faults.add(`${answer.status()} GET ${page}`);
		if (!answer.headers()['content-type']?.startsWith('text/html')) continue;
		const html = await answer.text();
		for (const form of PlainForm.all(html, page)) {
			const key = `${placeOf(form.url)} ${form.names.join(' ')}`;
			if (!forms.has(key)) forms.set(key, form);
		}
		for (const [, href = ''] of html.matchAll(/<a\b[^>]*\shref="([^"#]+)/g)) {
			const url = new URL(href.replaceAll('&amp;', '&'), page);
			if (url.origin !== origin || !url.pathname.startsWith(pathname) || seen.has(url.href)) continue;
			seen.add(url.href);
			open.push(url.href);
		}
	}
	return [...forms.values()];
}

async function attempt(
	request: APIRequestContext,
	form: PlainForm,
	name: string,
	text: string
): Promise<void> {
	tried += 1;
	const answer = await form.copy().fill(name, text).ask(request);
	const what = `${form.isPost ? 'POST' : 'GET'} ${placeOf(form.url)} ${name} = ${JSON.stringify(text.slice(0, 40))}`;
	if (answer.status() >= 500) faults.add(`${answer.status()} ${what}`);
	else if ((await answer.text()).includes(strange)) faults.add(`given back: ${what}`);
}

/** A page by its route: without ids, and with the names of its filters alone. */
function placeOf({ pathname, searchParams, search }: URL): string {
	const path = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '[id]').replace(/\/\d+(?=\/|$)/g, '/[n]');
	return search.startsWith('?/') ? path + search : `${path}?${[...searchParams.keys()].sort().join('&')}`;
}

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
	const open = [...all];
	const worker = async () => {
		for (let one = open.shift(); one !== undefined; one = open.shift()) await work(one);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
