import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import {
	askedDocuments,
	askedFields,
	askedLists,
	askedSections,
	isAsked
} from '../../../src/lib/core/application/asked.ts';
import { columnsOf, companionPaths } from '../../../src/lib/core/application/fields.ts';
import { valueAt, type Fields } from '../../../src/lib/core/draft/fields.ts';
import { rowsOf } from '../../../src/lib/core/draft/rows.ts';
import type { Round } from '../../../src/lib/core/round/round.ts';
import { textOfPdf, unseen } from '../../../src/lib/server/documents/pdf-text.sample.ts';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { openRound, type Answers } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';
import { Colleague, colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';
import { expectReceipt } from '../../support/receipt.ts';
import { readByOffice, wholeAnswers } from '../../support/whole-application.ts';

const signature = 'Gülşen Çağlar';
/** What the two photograph: the three papers a recognised association owes, and two of free will. */
const photographed = [
	{ code: 'statutes', pages: 3 },
	{ code: 'register_extract', pages: 1 },
	{ code: 'tax_exemption', pages: 2 },
	{ code: 'lease', pages: 1 },
	{ code: 'cooperation', pages: 1 }
] as const;

test('Zehra and Jonas fill in everything there is on two phones, half of it without network: the office gets every word, and so does the paper', async ({
	newWindow,
	server
}) => {
	test.setTimeout(400_000);
	const [zehrasEmail, jonasEmail] = ['zehra@koprue.test', 'jonas@koprue.test'];
	const open = async (language: 'tr' | 'de') =>
		new Applicant(
			await newWindow({ ...phoneScreen, locale: language === 'tr' ? 'tr-TR' : 'de-DE' }),
			server.origin,
			language
		);
	const [zehra, jonas] = [await open('tr'), await open('de')];
	await zehra.signIn(zehrasEmail);
	const home = await zehra.start();
	const id = home.slice(-36);
	const account = await Account.of(server.origin, zehrasEmail);
	const rounds: { readonly rounds: readonly Round[] } = await (await account.get('/de/rounds.json')).json();
	const round = rounds.rounds.find(({ slug }) => slug === openRound);
	if (!round) throw new Error(`no round ${openRound}`);

	await test.step('Zehra begins, and invites Jonas by e-mail', async () => {
		await write(zehra, home, 'organisation');
		await expect(zehra.standing('saved_on_server')).toBeVisible();
		await zehra.page.goto(`${home}/team`);
		await zehra.page.locator('#invite-email').fill(jonasEmail);
		await zehra.page.locator('input[name="invite-role"][value="editor"]').check();
		await zehra.page.getByRole('button', { name: zehra.say('invite_send'), exact: true }).click();
		await expect(zehra.page.getByText(zehra.say('invite_sent', { email: jonasEmail }))).toBeVisible();
		await jonas.signIn(jonasEmail);
		await jonas.page.locator(`main a[href$="/apply/${id}"]`).click();
		await expect(jonas.page.locator('main a[href$="/activities"]').first()).toBeVisible();
	});
	const jonasHome = jonas.address(`/apply/${id}`);

	await test.step('both lose the network, and each writes half and photographs', async () => {
		await jonas.page.goto(jonasHome);
		await zehra.page.goto(home);
		for (const { page, language } of [zehra, jonas]) {
			await expect.poll(() => page.evaluate(isKept, language)).toBe(true);
			await page.context().setOffline(true);
		}
		for (const section of ['recognition', 'contact', 'responsible', 'project', 'goals'] as const)
			await write(zehra, home, section);
		await zehra.page.goto(`${home}/documents`);
		for (const paper of photographed.slice(0, 3)) await photograph(zehra, paper);
		await expect(zehra.page.getByText(zehra.say('file_on_device'), { exact: true })).toHaveCount(3);
		for (const section of ['activities', 'people', 'quality'] as const)
			await write(jonas, jonasHome, section);
		await jonas.page.goto(`${jonasHome}/project`);
		await jonas.page.locator('#project_title').fill('Die Tafel im Viertel');
		await expect(jonas.standing('on_device')).toBeVisible();
		expect((await account.read(id)).files ?? []).toEqual([]);
	});

	await test.step('the network comes back: nothing is lost, and who called it differently is asked', async () => {
		await zehra.page.context().setOffline(false);
		await expect(zehra.standing('saved_on_server')).toBeVisible({ timeout: 60_000 });
		await expectArrived(zehra, 3);
		await jonas.page.context().setOffline(false);
		await expect(jonas.page.getByRole('heading', { name: jonas.say('conflict_title') })).toBeVisible({
			timeout: 60_000
		});
		await expect(jonas.page.locator('blockquote')).toHaveText([
			'Die Tafel im Viertel',
			wholeAnswers.project.typed.project_title
		]);
		await jonas.page.getByRole('button', { name: jonas.say('conflict_use_theirs') }).click();
		await expect(jonas.standing('saved_on_server')).toBeVisible();
		await expect(jonas.page.locator('#project_title')).toHaveValue(wholeAnswers.project.typed.project_title);
	});

	await test.step('they write the rest with network', async () => {
		await write(jonas, jonasHome, 'costs');
		await write(jonas, jonasHome, 'bank');
		await expect(jonas.standing('saved_on_server')).toBeVisible();
		await write(zehra, home, 'impact');
		await zehra.page.goto(`${home}/documents`);
		for (const paper of photographed.slice(3)) await photograph(zehra, paper);
		await expectArrived(zehra, 5);
		await zehra.page.goto(home);
		await zehra.openSection('declarations');
		for (const { code } of round.declarations) await zehra.page.locator(`[id="declared.${code}"]`).check();
		await zehra.page.locator('input[name="input_tax"][value="not_entitled"]').check();
		await zehra.finishSection();
		await expect(zehra.standing('saved_on_server')).toBeVisible();
	});

	await test.step('no question of the form is left open', async () => {
		const { fields, files } = await account.read(id);
		expect(unanswered(fields, round)).toEqual(['signed_name']);
		const papers = askedDocuments(fields, round);
		const required = papers.filter(({ is_required }) => is_required).map(({ code }) => code);
		const given = files.map(({ document }: { document: string }) => document);
		expect(given).toEqual(expect.arrayContaining(required));
	});

	const receipt = await test.step('Zehra reads it, signs and sends, and holds a receipt', async () => {
		await zehra.openReview(signature);
		await zehra.sendButton.click();
		await zehra.page.waitForURL(/\/status$/);
		const { receipt: kept } = await account.read(id);
		await expectReceipt(zehra.page, kept);
		return kept;
	});

	const { files } = await account.read(id);
	const readings = [...readingsOf(Object.values(wholeAnswers)), { place: 'signed_name', text: signature }];
	const clerk = new Colleague(await newWindow(deskScreen), server.origin);
	await test.step('the office reads every answer at its question', async () => {
		await clerk.signIn(colleagues.clerk);
		await clerk.openCase(id);
		await expect(clerk.page.getByText(receipt.reference_number).first()).toBeVisible();
		expect(readings.length).toBeGreaterThan(90);
		for (const { place, text } of readings)
			await expect.soft(clerk.page.locator(`[id="answer-${place}"]`), place).toContainText(text);
		for (const { text_de } of round.declarations)
			await expect.soft(clerk.page.locator('main')).toContainText(text_de);
	});

	await test.step('and has every document, byte for byte', async () => {
		expect(files).toHaveLength(photographed.length);
		for (const { code, pages } of photographed) {
			const file = files.find(({ document }: { document: string }) => document === code);
			expect(file, code).toMatchObject({ is_complete: true });
			await expect(clerk.page.getByText(clerk.say('files_download', { name: file.name }))).toHaveCount(1);
			const answer = await clerk.page.request.get(
				`${server.origin}/staff/applications/${id}/files/${file.id}`
			);
			const bytes = await answer.body();
			expect(bytes.length, code).toBe(file.size);
			// Several pages are one PDF, a single one stays the photo it is.
			if (pages > 1) expect((await PDFDocument.load(bytes)).getPageCount(), code).toBe(pages);
			else expect((await sharp(bytes).metadata()).format, code).toBe('jpeg');
		}
	});

	await test.step('the paper has all of it', async () => {
		const answer = await clerk.page.request.get(`${server.origin}/staff/applications/${id}/application.pdf`);
		const paper = textOfPdf(await PDFDocument.load(await answer.body()));
		const wanted = [
			...readings.map(({ text }) => text),
			...round.declarations.map(({ text_de }) => text_de),
			...files.map(({ name }: { name: string }) => name),
			receipt.reference_number,
			receipt.sha256
		];
		expect(wanted.filter((text) => !paper.includes(text.replace(unseen, '')))).toEqual([]);
	});
	await account.dispose();
});

type Section = keyof typeof wholeAnswers;

async function write(applicant: Applicant, home: string, section: Section): Promise<void> {
	await applicant.page.goto(home);
	await applicant.openSection(section);
	const answers: Answers = wholeAnswers[section];
	await applicant.fill(answers);
	await applicant.finishSection();
}

/** What is asked for and was not answered, by path; of a list every column that can be asked for in one of its rows. */
function unanswered(fields: Fields, round: Round): readonly string[] {
	const expected = askedSections(round).flatMap((section) => [
		...askedFields(section, fields, round).flatMap(([path]) => [
			path,
			...companionPaths(path).filter((companion) => isAsked(companion, fields, round))
		]),
		...(section === 'declarations' ? round.declarations.map(({ code }) => `declared.${code}`) : [])
	]);
	const columns = askedSections(round)
		.flatMap((section) => askedLists(section, round))
		.flatMap((list) => {
			const rows = rowsOf(fields, list);
			return Object.keys(columnsOf(list))
				.filter((column) => !rows.some(({ values }) => values[column] !== undefined))
				.map((column) => `${list}.${column}`);
		});
	return [...expected.filter((path) => valueAt(fields, path) === undefined), ...columns];
}

type Reading = { readonly place: string; readonly text: string };

/** Where the office finds what was typed and chosen, and how it reads it. */
function readingsOf(sections: readonly Answers[]): readonly Reading[] {
	// What is asked for is a line of the plan.
	const placeOf = (place: string) => (place === 'requested_cents' ? 'income_lines' : place);
	const read = (place: string, path: string, typed: string) =>
		[readByOffice[path] ?? typed].flat().map((text) => ({ place: placeOf(place), text }));
	return sections.flatMap(({ typed = {}, chosen = {}, ticked = {}, told = {}, rows = {} }) => [
		...Object.entries({ ...typed, ...chosen }).flatMap(([path, text]) => read(path, path, text)),
		...Object.keys(ticked).flatMap((path) => read(path, path, `no words for ${path}`)),
		...Object.entries(told).flatMap(([path, { text, german }]) => [
			{ place: path, text },
			{ place: path, text: german }
		]),
		...Object.entries(rows).flatMap(([list, lines]) =>
			lines.flatMap((line) =>
				Object.entries(line).flatMap(([column, text]) => read(list, `${list}.${column}`, text))
			)
		)
	]);
}

async function photograph(
	applicant: Applicant,
	{ code, pages }: (typeof photographed)[number]
): Promise<void> {
	const card = applicant.page.locator(`section[aria-labelledby="document-${code}"]`);
	for (let number = 1; number <= pages; number += 1) {
		await card.locator('input[capture]').setInputFiles(await photo(`${code} ${number}`));
		await expect(card.getByText(applicant.say('pages_page', { number }), { exact: true })).toBeVisible();
	}
	await card.getByRole('button', { name: applicant.say('pages_done') }).click();
	await expect(card.getByRole('button', { name: applicant.say('pages_done') })).toHaveCount(0);
}

/** Photos travel one after the other. */
async function expectArrived({ page, say }: Applicant, count: number): Promise<void> {
	await expect(page.getByText(say('file_arrived'), { exact: true })).toHaveCount(count, { timeout: 60_000 });
}

/** A sheet with its name on it, lying on a table. */
async function photo(words: string) {
	const sheet = `<svg width="1500" height="2000"><rect width="1500" height="2000" fill="#b8b2a6"/>
		<rect x="90" y="80" width="1320" height="1840" fill="#fff"/><text x="180" y="300" font-size="110">${words}</text></svg>`;
	const buffer = await sharp(Buffer.from(sheet)).jpeg({ quality: 80 }).toBuffer();
	return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer };
}

async function isKept(language: string): Promise<boolean> {
	return Boolean((await caches.match(`/${language}/app-shell`)) && navigator.serviceWorker.controller);
}
