/**
 * Bad input into every field of every form the server draws, office and public pages, with fifty invented applications:
 * `node tests/bench/bad-forms.ts [minutes] [seed]` after a build, 20 minutes unless told. Walks from page to page as each
 * role, and puts bad texts into each field, the others as they stand there: one text into every field, then the next one,
 * each field in an order of its own, until the role's share of the time is over or everything was tried. Whoever was sent to
 * the sign-in has tried nothing, signs in again, and goes on. Ends with 1 where the server failed or gave back what must not
 * come back, or where a role got nothing tried.
 */
import { chromium, type APIRequestContext, type APIResponse } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../src/run/chromium.ts';
import { badFormTexts, strange } from '../support/bad-texts.ts';
import { withExamples } from '../support/examples.ts';
import { Colleague, colleagues, deskScreen } from '../support/office.ts';
import { PlainForm } from '../support/plain-form.ts';
import { Server } from '../support/server.ts';

/** Of pages that differ in their ids or filters alone, so many are opened: cases stand in different states. */
const PAGES_PER_ROUTE = 6;
const AT_ONCE = 4;
/** A code is asked for each time, and there are not many. */
const MOST_SIGN_INS = 8;
/** Of a role's time, for finding the forms. */
const LOOKING = 0.4;
/** Ends the walk of whoever presses it; tried last. */
const ENDING = /sign_out|deactivate|roles|sessions/;
/** Answers that looked at nothing: too many at once, or too busy. */
const SENT_AWAY = [429, 503];

const minutes = Number(process.argv[2] ?? 20);
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 1_000_000));
const faults = new Set<string>();
const [allForms, fields] = [new Set<string>(), new Set<string>()];
const answers: Record<string, number> = {};
let [tried, signedOut, sentAway] = [0, 0, 0];

interface Field {
	readonly form: PlainForm;
	readonly name: string;
	readonly texts: string[];
}

/** Who asks, and how they come in again; visitors need not. */
interface Walker {
	readonly request: APIRequestContext;
	readonly start: string;
	readonly signIn: (() => Promise<void>) | null;
}

console.log(`seed ${seed}, ${minutes} minutes, ${badFormTexts.length} bad texts`);
await withExamples(async () => {
	const server = await Server.start();
	const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
	// Last whoever can take the others' roles away.
	const roles = Object.values(colleagues).sort(
		(one, other) => Number(one === colleagues.manager) - Number(other === colleagues.manager)
	);
	const shareMs = (minutes * 60_000) / (roles.length + 1);
	const visitor = await browser.newContext();
	await walk({ request: visitor.request, start: `${server.origin}/de`, signIn: null }, shareMs);
	for (const email of roles) {
		const page = await browser.newPage(deskScreen);
		const signIn = () => new Colleague(page, server.origin).signIn(email);
		await signIn();
		await walk({ request: page.request, start: `${server.origin}/staff`, signIn }, shareMs);
		await page.close();
	}
	await browser.close();
	if (/"event":"unhandled"/.test(server.output)) faults.add('the log holds an unhandled failure');
	if (!(await server.isReady())) faults.add('the server is not ready any more');
	await server.remove();
});
for (const fault of faults) console.log(fault);
for (const [status, times] of Object.entries(answers).sort())
	console.log(`| answered ${status} | ${times} |`);
console.log(`| sent to the sign-in (not tried) | ${signedOut} |`);
console.log(`| sent away (not tried) | ${sentAway} |`);
console.log(`| forms | ${allForms.size} |`);
console.log(`| fields | ${fields.size} |`);
console.log(`| bad inputs tried | ${tried} |`);
console.log(`| faults | ${faults.size} |`);
process.exit(faults.size === 0 ? 0 : 1);

async function walk(walker: Walker, shareMs: number): Promise<void> {
	const began = Date.now();
	const forms = await formsOf(walker.request, walker.start, began + LOOKING * shareMs);
	for (const form of forms) allForms.add(`${placeOf(form.url)} ${form.names.join(' ')}`);
	const [endings, others] = [forms.filter(isEnding), forms.filter((form) => !isEnding(form))];
	const before = tried;
	const rounds = await inRounds(walker, fieldsOf(others), began + 0.9 * shareMs);
	await inRounds(walker, fieldsOf(endings), began + shareMs);
	const took = Math.round((Date.now() - began) / 1000);
	console.log(
		`${walker.start}: ${forms.length} forms, ${tried - before} tried in ${took} s, ${rounds} texts in each field`
	);
	if (tried === before) faults.add(`nothing was tried from ${walker.start}`);
}

/** Gives how many texts every field got. */
async function inRounds(walker: Walker, all: readonly Field[], endMs: number): Promise<number> {
	let [rounds, signIns] = [0, 0];
	for (; rounds < badFormTexts.length; rounds += 1) {
		const outBefore = signedOut;
		await inTurns(all, async (field) => {
			if (Date.now() < endMs) await attempt(walker.request, field);
		});
		if (Date.now() >= endMs) break;
		if (signedOut === outBefore || !walker.signIn) continue;
		if (signIns === MOST_SIGN_INS) break;
		signIns += 1;
		// Whose account is gone has no way in any more.
		if (
			!(await walker.signIn().then(
				() => true,
				() => false
			))
		)
			break;
	}
	return rounds;
}

function fieldsOf(forms: readonly PlainForm[]): readonly Field[] {
	return forms.flatMap((form) =>
		form.names.map((name) => {
			fields.add(`${placeOf(form.url)} ${name}`);
			return { form, name, texts: shuffled(badFormTexts, `${placeOf(form.url)} ${name}`) };
		})
	);
}

function isEnding(form: PlainForm): boolean {
	return ENDING.test(form.url.href);
}

/** Of all pages that can be reached; forms that go to one place with the same fields count once. */
async function formsOf(request: APIRequestContext, start: string, endMs: number): Promise<PlainForm[]> {
	const { origin, pathname } = new URL(start);
	const [open, seen, opened] = [[start], new Set([start]), new Map<string, number>()];
	const forms = new Map<string, PlainForm>();
	for (let page = open.shift(); page !== undefined && Date.now() < endMs; page = open.shift()) {
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

async function attempt(request: APIRequestContext, { form, name, texts }: Field): Promise<void> {
	const text = texts.at(-1);
	if (text === undefined) return;
	const what = `${form.isPost ? 'POST' : 'GET'} ${placeOf(form.url)} ${name} = ${JSON.stringify(text.slice(0, 40))}`;
	const answer = await form
		.copy()
		.fill(name, text)
		.ask(request)
		.catch((failure: Error) => {
			faults.add(`no answer: ${what} (${failure.message.split('\n')[0]})`);
			return null;
		});
	if (!answer) return;
	if (isSignedOut(answer, form)) return void (signedOut += 1);
	if (SENT_AWAY.includes(answer.status())) return void (sentAway += 1);
	texts.pop();
	tried += 1;
	answers[answer.status()] = (answers[answer.status()] ?? 0) + 1;
	if (answer.status() >= 500) faults.add(`${answer.status()} ${what}`);
	else if ((await answer.text()).includes(strange)) faults.add(`given back: ${what}`);
}

/** Nothing of the form was looked at. The sign-in's own forms may lead to the sign-in. */
function isSignedOut(answer: APIResponse, form: PlainForm): boolean {
	const to = answer.headers()['location'] ?? '';
	return answer.status() === 303 && /\/sign-in(\?|$)/.test(to) && !form.url.pathname.endsWith('/sign-in');
}

/** The same for the same seed, and another for each field. */
function shuffled(all: readonly string[], key: string): string[] {
	const left = [...all];
	let state = [...key].reduce((sum, sign) => (Math.imul(sum, 31) + (sign.codePointAt(0) ?? 0)) | 0, seed | 0);
	const next = () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
		return state / 0x8000_0000;
	};
	return all.map(() => left.splice(Math.floor(next() * left.length), 1)[0] ?? '');
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
