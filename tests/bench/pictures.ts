/**
 * The pictures of README.md, drawn anew: `node tests/bench/pictures.ts` after a build. The desk is that of the fifty
 * examples, what the phone shows is written here.
 */
import path from 'node:path';
import { chromium, type BrowserContextOptions, type Page } from '@playwright/test';
import sharp from 'sharp';
import { chromiumArguments, findChromium } from '../../src/run/chromium.ts';
import { Account } from '../support/account.ts';
import { Applicant } from '../support/applicant.ts';
import { Colleague, colleagues, deskScreen } from '../support/office.ts';
import { phoneScreen } from '../support/phone.ts';
import { withExamples } from '../support/examples.ts';
import { root, Server } from '../support/server.ts';

const GAP = 24;
const BACKGROUND = '#f1efe9';

const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
try {
	await together(await during(phone), 'phone');
	await withExamples(async () => together(await during(desk), 'desk'));
} finally {
	await browser.close();
}

async function during<Result>(draw: (origin: string) => Promise<Result>): Promise<Result> {
	const server = await Server.start();
	try {
		return await draw(server.origin);
	} finally {
		await server.remove();
	}
}

async function phone(origin: string): Promise<readonly Buffer[]> {
	const page = await window({ ...phoneScreen, deviceScaleFactor: 2, locale: 'de-DE' });
	const shots: Buffer[] = [];
	await page.goto(`${origin}/de`);
	shots.push(await shot(page));
	const leyla = new Applicant(page, origin);
	const home = await leyla.start();
	for (const section of ['organisation', 'contact', 'project'] as const) {
		await leyla.openSection(section);
		await leyla.write(section);
		await leyla.finishSection();
	}
	await page.goto(`${home}/goals`);
	await page
		.locator('#need')
		.fill('In Hochfeld leben Menschen aus vielen Ländern nebeneinander. Es fehlt ein Ort zum Reden.');
	await leyla.standing('on_device').waitFor();
	shots.push(await shot(page));
	await page.goto(home);
	shots.splice(1, 0, await shot(page));
	const account = await Account.of(origin, 'leyla@example.test');
	const { id } = await account.apply();
	await leyla.signIn(account.email, `/apply/${id}/status`);
	await page.locator('#receipt').waitFor();
	shots.push(await shot(page));
	await account.dispose();
	return shots;
}

async function desk(origin: string): Promise<readonly Buffer[]> {
	const clerk = new Colleague(await window({ ...deskScreen, deviceScaleFactor: 1.5 }), origin);
	await clerk.signIn(colleagues.clerk);
	await clerk.openQueue();
	const queue = await shot(clerk.page);
	await clerk.openQueue('assessment');
	await clerk.page.locator('main a[href*="/staff/applications/"]').first().click();
	await clerk.page.waitForURL(/\/staff\/applications\//);
	return [queue, await shot(clerk.page)];
}

async function window(options: BrowserContextOptions): Promise<Page> {
	return (await browser.newContext(options)).newPage();
}

async function shot(page: Page): Promise<Buffer> {
	await page.waitForLoadState('networkidle');
	await page.evaluate(() => scrollTo(0, 0));
	return page.screenshot({ animations: 'disabled' });
}

/** Side by side, as one file. */
async function together(shots: readonly Buffer[], name: string): Promise<void> {
	const { width, height } = await sharp(shots[0]).metadata();
	const size = { width: GAP + shots.length * (width + GAP), height: height + 2 * GAP };
	await sharp({ create: { ...size, channels: 3, background: BACKGROUND } })
		.composite(shots.map((input, index) => ({ input, left: GAP + index * (width + GAP), top: GAP })))
		.png({ palette: true, quality: 90 })
		.toFile(path.join(root, `static/screenshots/${name}.png`));
}
