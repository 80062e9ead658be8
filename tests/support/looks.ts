import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { cutOff } from './cut-off.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE_WIDTHS = [320, 360];

/** A desk of 1280 px at 200 %. */
export const ZOOMED = { width: 640, height: 400 };

type Scheme = 'light' | 'dark';
/** Other ways to look at a screen than as it comes. */
export type Sight = (typeof sights)[number];
export const sights = ['smallest phone', 'text spacing', 'forced colours', 'dark', '200 %'] as const;

/** No violation of axe in the given colours, every icon drawn, no word cut off, and nothing that has to be scrolled sideways. */
export async function expectGoodLooks(page: Page, schemes: readonly Scheme[] = ['light']): Promise<void> {
	await expectDrawnIcons(page);
	await setBarsAside(page, true);
	for (const colorScheme of schemes) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		// Only the contrast changes with the colours.
		const found = await axeFindings(page, colorScheme === schemes[0] ? 'everything' : 'contrast');
		expect.soft(found, `axe on ${page.url()} (${colorScheme})`).toEqual([]);
	}
	await setBarsAside(page, false);
	await page.emulateMedia({ colorScheme: null, reducedMotion: null });
	await expectRoom(page);
}

/** No violation of axe and no word cut off, seen in another way; the page is as it was afterwards. */
export async function expectGoodSight(page: Page, sight: Sight): Promise<void> {
	const size = page.viewportSize() ?? { width: 360, height: 740 };
	await setBarsAside(page, true);
	await page.emulateMedia({
		reducedMotion: 'reduce',
		colorScheme: sight === 'dark' ? 'dark' : null,
		forcedColors: sight === 'forced colours' ? 'active' : null
	});
	if (sight === '200 %') await page.setViewportSize(ZOOMED);
	if (sight === 'text spacing')
		await page.evaluate(spaceOut, (await page.locator('html').getAttribute('dir')) === 'rtl');
	const isAboutColours = sight === 'dark' || sight === 'forced colours';
	const found = await axeFindings(page, isAboutColours ? 'everything' : 'all but contrast');
	expect.soft(found, `axe on ${page.url()} (${sight})`).toEqual([]);
	expect.soft(await cutOff(page), `cut off on ${page.url()} (${sight})`).toEqual([]);
	await page.evaluate(() => void (document.adoptedStyleSheets = []));
	await page.setViewportSize(size);
	await page.emulateMedia({ colorScheme: null, reducedMotion: null, forcedColors: null });
	await setBarsAside(page, false);
}

/** What axe complains about, a line for each place. */
export async function axeFindings(
	page: Page,
	rules: 'everything' | 'contrast' | 'all but contrast' = 'everything'
): Promise<readonly string[]> {
	await page.evaluate(untilStill);
	// Legacy mode stays in this window: the other one opens a second page, which changes who leads the queue.
	const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
	if (rules === 'contrast') axe.withRules(['color-contrast']);
	else axe.withTags(RULES);
	if (rules === 'all but contrast') axe.disableRules(['color-contrast']);
	const { violations } = await axe.analyze();
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`)
	);
}

/** Colours that are still on their way to those of the other scheme are nobody's to judge. In a window behind others they never arrive. */
function untilStill(): Promise<unknown> {
	const ending = document
		.getAnimations()
		.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
	const still = Promise.allSettled(ending.map(({ finished }) => finished));
	return Promise.race([still, new Promise((resolve) => setTimeout(resolve, 1000))]);
}

/** Icons come from a file: one that did not arrive, or does not know the name, leaves an empty box that no other check sees. */
async function expectDrawnIcons(page: Page): Promise<void> {
	await expect.poll(() => emptyIcons(page), { message: `icons on ${page.url()}` }).toEqual([]);
}

export function emptyIcons(page: Page): Promise<readonly (string | null)[]> {
	return page
		.locator('svg:visible use')
		.evaluateAll((uses) =>
			uses
				.filter((use) => use instanceof SVGGraphicsElement && use.getBBox().width === 0)
				.map((use) => use.getAttribute('href'))
		);
}

/** What a bar that stays in sight covers at the moment can be scrolled free: it is not too small to be touched. */
export async function setBarsAside(page: Page, isAside: boolean): Promise<void> {
	await page.locator('.bar').evaluateAll(
		(bars, position) => {
			for (const bar of bars) if (bar instanceof HTMLElement) bar.style.position = position;
		},
		isAside ? 'static' : ''
	);
}

/** On phones at both widths; on a desk as wide as it is. */
async function expectRoom(page: Page): Promise<void> {
	const size = page.viewportSize() ?? { width: 360, height: 740 };
	const widths = size.width > 400 ? [size.width] : PHONE_WIDTHS;
	for (const width of widths) {
		if (width !== page.viewportSize()?.width) await page.setViewportSize({ ...size, width });
		const surplus = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect.soft(surplus, `${page.url()} is ${surplus} px too wide at ${width} px`).toBeLessThanOrEqual(0);
		expect.soft(await cutOff(page), `cut off on ${page.url()} at ${width} px`).toEqual([]);
	}
	if (page.viewportSize()?.width !== size.width) await page.setViewportSize(size);
}

/** WCAG 1.4.12; letters of scripts that join are not spaced. */
export function spaceOut(isJoined: boolean): void {
	const sheet = new CSSStyleSheet();
	const letters = isJoined ? '' : 'letter-spacing: 0.12em !important;';
	sheet.replaceSync(
		`* { line-height: 1.5 !important; word-spacing: 0.16em !important; ${letters} } p { margin-block-end: 2em !important; }`
	);
	document.adoptedStyleSheets = [sheet];
}
