import type { Locator, Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { expectGoodLooks } from './looks.ts';
import { deskScreen } from './office.ts';
import { actionOf, type Refused } from './staff-forms.ts';

/** Long for an answer, on a machine with other work. */
const ANSWER_MS = 8_000;
const bothSchemes = ['light', 'dark'] as const;
const desk = deskScreen.viewport;
const tablet = { width: 768, height: 1024 };

export function formOf(page: Page, name: string): Locator {
	if (name.startsWith('#')) return page.locator(`main form:has(${name})`);
	const id = name.endsWith('-') ? `[value^="${name}"]` : `[value="${name}"]`;
	return page.locator(`main form:has(> [name="__superform_id"]${id})`).first();
}

export async function refuse(page: Page, refused: Refused): Promise<void> {
	await refuseIn(
		page,
		refused.form === 'sign-in'
			? page.locator('form', { has: page.locator('#email') })
			: formOf(page, refused.form),
		refused
	);
}

export async function refuseIn(
	page: Page,
	form: Locator,
	{ form: name, write = {}, type = {}, press, complains, isWhole, ...more }: Refused
) {
	await test.info().attach(`${page.url()} ${name}`, { body: JSON.stringify(Object.keys(write)) });
	const summary = page.locator('main [role="alert"]:focus');
	let written: [Locator, string][] = [];
	const button =
		typeof press === 'string'
			? form.locator(`button[value="${press}"]`)
			: form.locator('button[type="submit"]').nth(press ?? -1);
	// Once more where the answer to the form before drew this one anew in the meantime.
	await expect(async () => {
		written = [];
		await form.evaluate((element) => {
			for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null)
				fold.open = true;
			for (const fold of element.querySelectorAll('details')) fold.open = true;
		});
		for (const [place, value] of Object.entries(write)) {
			const field = form.locator(`[id="${place}"], [name="${place}"]`).first();
			const kind = await field.getAttribute('type');
			if (kind === 'hidden')
				await field.evaluate((input, old) => ((input as HTMLInputElement).value = old), value);
			else if (await field.evaluate((input) => input.matches('select')))
				await field.evaluate((select, unknown) => {
					if (!(select instanceof HTMLSelectElement)) return;
					// Somebody who was there when the page was drawn, and is not any more.
					select.add(new Option(unknown, unknown));
					select.value = unknown;
					select.dispatchEvent(new Event('change', { bubbles: true }));
				}, value);
			else if (kind === 'radio') await form.locator(`[name="${place}"][value="${value}"]`).check();
			else {
				await field.fill(value);
				written.push([field, value]);
			}
		}
		for (const [place, keys] of Object.entries(type)) {
			const field = form.locator(`[id^="${place.split('--')[0]}"][id$="${place.split('-').at(-1)}"]`).first();
			await field.fill('');
			await field.pressSequentially(keys);
		}
		// By the keyboard: the page may still be on its way to the field that complained before.
		await button.press('Enter');
		await expect(summary, `${name} of ${page.url()}`).toHaveCount(1, { timeout: ANSWER_MS });
	}).toPass();
	const posted = (await button.first().getAttribute('formaction')) ?? (await form.getAttribute('action'));
	expect(/\?\/(\w+)/.exec(posted ?? '')?.[1] ?? 'default', name).toBe(actionOf({ form: name, ...more }));
	const links = await summary
		.locator('a')
		.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
	if (complains && !isWhole) expect(links.map(withoutIds)).toEqual(complains);
	else expect(links).not.toEqual([]);
	for (const link of links) {
		const field = page.locator(`[id="${link.slice(1)}"]`);
		await expect(field, `${link} of ${name}`).toHaveCount(1);
		if (!isWhole) await expectSaid(field, `${link} of ${name}`);
	}
	await keepPicture(page, name);
	await summary.locator('a').first().click();
	await expect(page.locator(`[id="${String(links[0]).slice(1)}"]`)).toBeFocused();
	for (const [field, value] of written) expect((await field.inputValue()).trim()).toBe(value.trim());
}

const withoutIds = (link: string) => link.slice(1).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '');

/** At the field itself, for whoever sees it and for whoever hears it. */
async function expectSaid(field: Locator, what: string): Promise<void> {
	const said = await field.evaluate((element) => {
		// A group is told by what stands around its controls.
		const isGroup = !element.matches('textarea, select, input:not([type="radio"], [type="checkbox"])');
		const place = isGroup ? (element.closest('fieldset') ?? element) : element;
		const ids = (place.getAttribute('aria-describedby') ?? '').split(' ');
		const words = ids.map((id) => document.getElementById(id)?.textContent?.trim() ?? '').join('');
		const isShown = element.checkVisibility();
		return { isGroup, isInvalid: place.getAttribute('aria-invalid') === 'true', words, isShown };
	});
	expect.soft(said.isShown, `${what} is in sight`).toBe(true);
	if (!said.isGroup)
		expect.soft(said, what).toMatchObject({ isInvalid: true, words: expect.stringMatching(/\S/) });
}

export async function expectReadable(page: Page): Promise<void> {
	await expectGoodLooks(page, bothSchemes);
	// At another width the room is another, the colours are not.
	await page.setViewportSize(tablet);
	await expectGoodLooks(page, []);
	await page.setViewportSize(desk);
}

let pictures = 0;

/** For whoever wants to look: `KOFEI_PICTURES` names a folder, and each refusal lies there as a desk and a tablet show it. */
async function keepPicture(page: Page, name: string): Promise<void> {
	const folder = process.env['KOFEI_PICTURES'];
	if (!folder) return;
	pictures += 1;
	const file = `${folder}/${test.info().workerIndex}-${String(pictures).padStart(3, '0')}-${name.replace(/\W+/g, '_')}`;
	await page.screenshot({ path: `${file}-desk.png` });
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.setViewportSize(tablet);
	await page.locator('main [role="alert"]:focus').scrollIntoViewIfNeeded();
	await page.screenshot({ path: `${file}-tablet.png` });
	await page.setViewportSize(desk);
	await page.emulateMedia({ colorScheme: null });
}
