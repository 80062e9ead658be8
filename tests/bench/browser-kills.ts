/**
 * Kills the browser while somebody types, and looks without network whether every word is there that the screen had called
 * kept: `node tests/bench/browser-kills.ts [count] [minutes]` after a build, 100 in 15 minutes unless told. Each kill comes
 * while words are typed that are not kept yet; only those count. Ends with 1 if a word is lost.
 */
import { Applicant } from '../support/applicant.ts';
import { Faults } from '../support/faults.ts';
import { Phone } from '../support/phone.ts';
import { Server } from '../support/server.ts';

const PATIENCE_MS = 120_000;
/** Between two letters, and how long it goes on after the words that were kept. */
const LETTER_MS = 30;
const LONGEST_MS = 1200;

const count = Number(process.argv[2] ?? 100);
const end = Date.now() + 60_000 * Number(process.argv[3] ?? 15);
const server = await Server.start();
const phone = await Phone.of(new Faults(), { locale: 'de-DE' });
let page = await phone.open({ handleSIGTERM: false });
const home = await new Applicant(page, server.origin).start();
await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
await page.waitForLoadState('networkidle');
const lost: string[] = [];
let idle = 0;
let kept = '';
let isEnough = false;
process.once('SIGTERM', () => (isEnough = true));
let kills = 0;
while (kills < count && !isEnough && Date.now() < end) {
	page.setDefaultTimeout(PATIENCE_MS);
	const person = new Applicant(page, server.origin);
	await page.goto(`${home}/goals`, { timeout: PATIENCE_MS });
	await lookAt();
	kept = `Satz ${kills}.`;
	await page.locator('#need').fill(kept);
	await person.standing('saving').waitFor();
	await person.standing('on_device').waitFor();
	let isTyping = true;
	const typing = page
		.locator('#need')
		.pressSequentially(' und noch mehr davon'.repeat(3), { delay: LETTER_MS })
		.then(() => (isTyping = false))
		.catch(() => undefined);
	await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_MS));
	const isMet = isTyping;
	await phone.kill();
	await typing;
	if (isMet) kills += 1;
	else idle += 1;
	page = await phone.open({ isOffline: true, handleSIGTERM: false });
	if (kills % 10 === 0) console.log(`${kills} kills, ${lost.length} lost`);
}
page.setDefaultTimeout(PATIENCE_MS);
await page.goto(`${home}/goals`, { timeout: PATIENCE_MS });
await lookAt();
console.log(`| browsers killed while somebody typed | ${kills} |`);
console.log(`| killed when nothing was typed any more (not counted) | ${idle} |`);
console.log(`| sentences called kept and lost | ${lost.length} |`);
await phone.throwAway();
await server.remove();
process.exit(lost.length === 0 ? 0 : 1);

/** What was typed after it may be there or not; what was called kept must be. */
async function lookAt(): Promise<void> {
	const field = page.locator('#need');
	await field.waitFor();
	const isThere = await page
		.waitForFunction(
			(words) => document.querySelector<HTMLTextAreaElement>('#need')?.value.startsWith(words),
			kept,
			{
				timeout: 10_000
			}
		)
		.catch(() => null);
	if (isThere) return;
	lost.push(kept);
	console.log(`LOST "${kept}", there is "${await field.inputValue()}"`);
}
