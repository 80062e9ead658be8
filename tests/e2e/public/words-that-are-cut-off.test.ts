import type { Page } from '@playwright/test';
import { cutOff } from '../../support/cut-off.ts';
import { expect, test } from '../../support/journey.ts';

const SENTENCE = 'Verwendungsnachweis und Freistellungsbescheid';
const HIGH = '<div style="height: 2000px"></div>';

/** Each with something wrong that the eyes of the other tests have to see. */
const faults: Readonly<Record<string, string>> = {
	'an ellipsis': `<p style="width: 80px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap">${SENTENCE}</p>`,
	'words wider than their box': `<p style="width: 80px">${SENTENCE.replaceAll(' ', '')}</p>`,
	'a box that hides its lower lines': `<p style="width: 120px; height: 1.2em; overflow: hidden">${SENTENCE}</p>`,
	'a box around them that hides': `<div style="width: 80px; overflow: clip"><p style="white-space: nowrap"><b>${SENTENCE}</b></p></div>`,
	'the edge of the screen': `<p style="position: absolute; inset-inline-start: 300px; white-space: nowrap">${SENTENCE}</p>`,
	'before the edge of the screen': `<p style="position: absolute; inset-inline-start: -40px; white-space: nowrap">${SENTENCE}</p>`,
	'a closed list': `<select style="width: 90px"><option>${SENTENCE}</option></select>`,
	'a bar above': `<div style="position: fixed; top: 0; height: 40px; width: 100%; background: white">KOFEI</div><p style="margin: 0">${SENTENCE}</p>`,
	'a bar below': `${HIGH}<p style="margin: 0">${SENTENCE}</p><div style="position: fixed; bottom: 0; height: 40px; width: 100%; background: white">KOFEI</div>`
};

const orderly: Readonly<Record<string, string>> = {
	'words that break': `<p style="width: 160px">${SENTENCE}</p>`,
	'words for voices': `<p style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)">${SENTENCE}</p>`,
	'a table that scrolls': `<div style="width: 90px; overflow-x: auto" tabindex="0"><p style="white-space: nowrap; width: max-content">${SENTENCE}</p></div>`,
	'a bar in the flow': `${HIGH}<p>${SENTENCE}</p><div style="position: sticky; bottom: 0; height: 40px; background: white">KOFEI</div>`,
	'what is hidden': `<details><summary>KOFEI</summary><p style="width: 8px">${SENTENCE}</p></details>`
};

async function draw(page: Page, html: string): Promise<void> {
	await page.setViewportSize({ width: 320, height: 640 });
	const head = '<meta name="viewport" content="width=device-width">';
	await page.setContent(`<!doctype html>${head}<body style="margin: 0">${html}</body>`);
}

test.describe('words that cannot be read whole are seen', () => {
	for (const [what, html] of Object.entries(faults))
		test(`cut off by ${what}`, async ({ page }) => {
			await draw(page, html);
			expect(await cutOff(page)).toHaveLength(1);
		});
	for (const [what, html] of Object.entries(orderly))
		test(`and not complained about: ${what}`, async ({ page }) => {
			await draw(page, html);
			expect(await cutOff(page)).toEqual([]);
		});
});
