/**
 * Every screen of visitors and applicants in every language, as pictures and under the eyes of axe:
 * `node tests/bench/looks.ts folder [languages, with commas] [--wide] [--only=acts] [--axe=languages] [--blind]` after a build.
 * Blind: nothing but axe, once for each scheme of colours.
 * Prints a table for README.md; ends with 1 where something was found. An application is brought into each state once, then
 * seen in each language.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { isLocale, languages } from '../../src/lib/i18n/locales.ts';
import { chromiumArguments, findChromium } from '../../src/run/chromium.ts';
import { Server } from '../support/server.ts';
import { Camera, type Fault } from './looks/camera.ts';
import * as granted from './looks/granted.ts';
import { everybody, neverUsed } from './looks/public.ts';
import { rarelyMet } from './looks/rare.ts';
import * as sent from './looks/sent.ts';
import { Stage, type Act } from './looks/stage.ts';
import * as unusual from './looks/unusual.ts';
import * as writing from './looks/writing.ts';

const acts: readonly Act[] = [
	everybody,
	neverUsed,
	writing.nothingWritten,
	writing.everythingWritten,
	writing.toldToBeSent,
	writing.inTheAccount,
	writing.inConflict,
	rarelyMet,
	unusual.lettingRead,
	unusual.inTrouble,
	sent.received,
	sent.asked,
	sent.answered,
	sent.ended,
	granted.approved,
	granted.accepted,
	granted.paid,
	granted.nothingProven,
	granted.proven,
	granted.proofSent,
	granted.proofAsked,
	granted.proofChecked,
	granted.closed,
	unusual.proofOverdue,
	unusual.notOpenYet,
	unusual.overForWriters
];

const [folder, wish = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (!folder) {
	console.error('Say into which folder the pictures go.');
	process.exit(1);
}
const [only, judged] = ['--only=', '--axe='].map((option) =>
	process.argv.find((argument) => argument.startsWith(option))?.slice(option.length)
);
const chosen = wish === '' ? languages.map(({ code }) => code) : wish.split(',').filter(isLocale);
await mkdir(folder, { recursive: true });

const camera = new Camera(folder, {
	isWide: process.argv.includes('--wide'),
	isBlind: process.argv.includes('--blind'),
	isJudged: (language) => !judged || judged.split(',').includes(language)
});
const server = await Server.start();
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
const stage = new Stage(browser, server);
// Stopped in the middle: nothing of it stays behind.
for (const signal of ['SIGTERM', 'SIGINT'] as const)
	process.once(signal, () => {
		void Promise.allSettled([browser.close(), server.remove()]).then(() => process.exit(130));
	});
try {
	await stage.play(acts, chosen, camera, only?.split(','));
} finally {
	stage.end();
	await browser.close();
	await server.remove();
}
await writeFile(path.join(folder, 'findings.json'), JSON.stringify(camera.findings, null, '\t'));

const faults: readonly Fault[] = ['clipped', 'axe', 'language', 'broken'];
console.log(`\n| language | screens | ${faults.join(' | ')} |\n| --- | --- | --- | --- | --- | --- |`);
for (const language of chosen) {
	const found = camera.findings.filter((finding) => finding.language === language);
	const counts = faults.map((fault) => found.filter((finding) => finding.fault === fault).length);
	const screens = camera.shots.filter((shot) => shot.language === language).length;
	console.log(`| ${[language, screens, ...counts].join(' | ')} |`);
}
process.exit(camera.findings.length > 0 ? 1 : 0);
