import { randomUUID } from 'node:crypto';
import { Applicant } from '../../support/applicant.ts';
import { archivedRound, openRound } from '../../support/applications.ts';
import { expect, test } from '../../support/journey.ts';
import { expectGoodLooks } from '../../support/looks.ts';
import { wrongCode } from '../../support/mailbox.ts';

const MORE_TRIES_THAN_ALLOWED = 9;

test('Omar writes amounts as he is used to, and every way of writing is understood or kept and explained', async ({
	page,
	server
}) => {
	const omar = new Applicant(page, server.origin, 'ar');
	await page.goto(`${await omar.start()}/costs`);
	const sum = page.locator('#requested_cents');
	const leave = () => page.getByRole('heading', { level: 1 }).click();
	const understood = async () => page.locator('.totals dd').nth(1).innerText();
	for (const [typed, shown] of [
		['1.234,50', '1234.50'],
		['1,234.50', '1234.50'],
		['1234.5', '1234.50'],
		['1 234,50 €', '1234.50'],
		['١٢٣٤٫٥', '1234.50'],
		['۱۲۳۴٫۵', '1234.50'],
		['٢٠٠٠', '2000.00']
	] as const) {
		await sum.fill(typed);
		await leave();
		await expect.poll(async () => digitsOf(await understood()), `"${typed}"`).toBe(shown);
	}
	for (const [typed, key, kept = typed] of [
		['viel', 'problem_not_an_amount'],
		['1e9', 'problem_not_an_amount'],
		['-5', 'problem_not_an_amount'],
		['0', 'problem_amount_zero', '0.00'],
		['1,2,3.4', 'problem_not_an_amount']
	] as const) {
		await sum.fill(typed);
		await leave();
		await expect(page.locator('#requested_cents-error'), `"${typed}"`).toContainText(omar.say(key));
		await expect(sum, 'what he wrote stays').toHaveValue(kept);
	}
	await sum.fill('2500,01');
	await leave();
	await expect(page.locator('#requested_cents-error')).toContainText(/2[.,٬]?500/);
	await expectGoodLooks(page);
});

test('Omar mistypes bank, dates and address: each field says what is wrong, and nothing he wrote is lost', async ({
	page,
	server
}) => {
	const omar = new Applicant(page, server.origin);
	const home = await omar.start();
	await page.goto(`${home}/bank`);
	await page.locator('#iban').fill('DE02120300000000202052');
	await page.getByRole('button', { name: omar.say('continue_next') }).click();
	await expect(page.locator('#iban-error')).toContainText(omar.say('problem_not_an_iban'));
	await expectGoodLooks(page, ['light', 'dark']);

	await page.goto(`${home}/activities#period_start`);
	await page.locator('#period_start').fill('2026-12-31');
	await page.locator('#period_end').fill('2026-12-01');
	await page.getByRole('button', { name: omar.say('continue_next') }).click();
	await expect(page.locator('#period_start-error')).toContainText(/1\.\sJanuar 2027/);
	await page.locator('#period_start').fill('2027-05-01');
	await page.locator('#period_end').fill('2027-04-01');
	await page.getByRole('button', { name: omar.say('continue_next') }).click();
	await expect(page.locator('#period_end-error')).toContainText(omar.say('problem_ends_before_start'));

	await page.goto(`${home}/contact`);
	await page.locator('#contact_email').fill('omar@');
	await page.locator('#contact_phone').fill('12');
	await page.getByRole('button', { name: omar.say('continue_next') }).click();
	await expect(page.locator('#contact_email-error')).toContainText(omar.say('problem_not_an_email'));
	await expect(page.locator('#contact_phone-error')).toContainText(omar.say('problem_not_a_phone'));

	await expect(omar.standing('on_device')).toBeVisible();
	await page.reload();
	await expect(page.locator('#contact_email')).toHaveValue('omar@');
	await page.goto(`${home}/bank`);
	await expect(page.locator('#iban')).toHaveValue(/52$/);
});

test('Omar opens addresses that lead nowhere: a finished round, an unknown round, an application of somebody else', async ({
	page,
	server,
	context
}) => {
	const omar = new Applicant(page, server.origin);
	await page.goto(omar.address(`/apply/start/${archivedRound}`));
	await expect(page.getByText(omar.say('start_closed'))).toBeVisible();
	await page.goto(omar.address(`/rounds/${archivedRound}`));
	await expect(page.getByText(omar.say('round_archived_notice'))).toBeVisible();
	await expect(page.getByRole('link', { name: omar.say('round_apply') })).toHaveCount(0);
	await page.goto(omar.address(`/check/${archivedRound}`));
	await expect(page.getByRole('heading', { name: omar.say('check_over_title') })).toBeVisible();
	await expect(page.getByRole('link', { name: omar.say('check_yes'), exact: true })).toHaveCount(0);
	await page.getByRole('link', { name: omar.say('round_check') }).click();
	await expect(page).toHaveURL(new RegExp(`/check/${openRound}$`));
	await page.goto(omar.address('/apply/start/kofei-1999'));
	await expect(page.getByRole('heading', { name: omar.say('round_not_found') })).toBeVisible();
	await page.goto(omar.address(`/apply/${randomUUID()}`));
	await expect(page.getByText(omar.say('application_not_found_hint'))).toBeVisible();
	await expectGoodLooks(page, ['light', 'dark']);
	await page.goto(omar.address('/no-such-page'));
	await expect(page.getByRole('heading', { name: omar.say('error_title_not_found') })).toBeVisible();
	await expectGoodLooks(page, ['light', 'dark']);
	await page.goto(omar.address('/apply'));
	await expect(page.getByText(omar.say('applications_empty'))).toBeVisible();
	expect((await context.request.get(omar.address('/no-such-page'))).status()).toBe(404);
});

test('Omar mistypes his address at sign-in: it is said beside the field, which has the focus, and nothing is sent', async ({
	page,
	server
}) => {
	const omar = new Applicant(page, server.origin);
	await page.goto(omar.address('/sign-in'));
	await page.locator('#email').fill('omar@example');
	await page.getByRole('button', { name: omar.say('sign_in_send_code') }).click();
	await expect(page.locator('#email-error')).toContainText(omar.say('problem_not_an_email'));
	await expect(page.locator('#email')).toHaveAttribute('aria-invalid', 'true');
	await expect(page.locator('#email')).toBeFocused();
	await expectGoodLooks(page);

	await page.locator('#email').fill('omar.mistyped@example.test');
	await page.locator('#email').press('Enter');
	await expect(page.locator('#code')).toBeVisible();
});

test('Omar tries an old code, then too many codes: he is told what to do, and the right one still works for others', async ({
	page,
	server
}) => {
	const omar = new Applicant(page, server.origin);
	const email = 'omar.codes@example.test';
	await page.goto(omar.address('/sign-in'));
	const old = await omar.askForCode(email);
	await page.getByRole('button', { name: omar.say('sign_in_resend') }).click();
	await expect
		.poll(async () => (await fetch(`${server.origin}/dev/mail`)).text())
		.toMatch(new RegExp(`(>${email}<[\\s\\S]*){2}`));
	await page.locator('#code').fill(old);
	await expect(page.getByText(omar.say('sign_in_code_wrong'))).toBeVisible();
	for (let tries = 1; tries < MORE_TRIES_THAN_ALLOWED; tries++) {
		await page.request.post('/api/v1/sign-in/verify', {
			data: { email, code: wrongCode(old) },
			headers: { origin: server.origin }
		});
	}
	await page.locator('#code').fill('');
	await page.locator('#code').fill(wrongCode(old));
	await expect(page.getByText(/zu viele Versuche/)).toBeVisible();
	await expectGoodLooks(page);
	await omar.signIn('sister.of.omar@example.test');
	await expect(page.getByRole('heading', { level: 1, name: omar.say('applications_title') })).toBeVisible();
});

/** `1٬234.50 €`, in whatever marks, as `1234.50`. */
function digitsOf(sum: string): string {
	const digits = sum.replace(/[^\d]/g, '');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
