import { expect, type Locator, type Page } from '@playwright/test';

/** A page of a case has many controls; beyond these something swallows the focus. */
const MOST_STEPS = 250;

/** Somebody without mouse and finger: Tab to get there, Enter, Space and arrows to act, letters to write. */
export class Keyboard {
	readonly #page: Page;

	constructor(page: Page) {
		this.#page = page;
	}

	/** Tabs on until the target has the focus, and sees it there. */
	async reach(target: Locator): Promise<void> {
		await target.waitFor();
		const hasFocus = () => target.evaluate((element) => element === document.activeElement);
		for (let step = 0; !(await hasFocus()); step += 1) {
			if (step === MOST_STEPS) throw new Error(`no way with the keyboard to ${String(target)}`);
			await this.#page.keyboard.press('Tab');
		}
		await this.#expectSeen(target);
	}

	async press(target: Locator): Promise<void> {
		await this.reach(target);
		await this.#page.keyboard.press('Enter');
	}

	async tick(target: Locator): Promise<void> {
		await this.reach(target);
		await this.#page.keyboard.press('Space');
		await expect(target).toBeChecked();
	}

	async write(target: Locator, text: string): Promise<void> {
		await this.reach(target);
		await this.#page.keyboard.press('ControlOrMeta+a');
		await this.#page.keyboard.type(text);
	}

	/** An option of a list, by its value. */
	async choose(target: Locator, value: string): Promise<void> {
		await this.reach(target);
		await this.#page.keyboard.press('Home');
		const options = await target.locator('option').count();
		for (let step = 0; step < options && (await target.inputValue()) !== value; step += 1)
			await this.#page.keyboard.press('ArrowDown');
		await expect(target).toHaveValue(value);
	}

	/** WCAG 2.4.7 and 2.4.11: what has the focus is marked, and nothing lies over it. */
	async #expectSeen(target: Locator): Promise<void> {
		const seen = () =>
			target.evaluate((element) => {
				const marks = [element, element.closest('label'), element.parentElement].map((one) => {
					const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one ?? element);
					return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
				});
				const { left, top, width, height } = element.getBoundingClientRect();
				// The first line of what is higher than the window.
				const y = top + Math.min(height / 2, 20);
				const above = document.elementFromPoint(left + width / 2, y);
				const isFree =
					above !== null &&
					(element.contains(above) || above.contains(element) || above.closest('label') !== null);
				return { isMarked: marks.includes(true), isFree };
			});
		await expect
			.poll(seen, { message: `the focus on ${String(target)}` })
			.toEqual({ isMarked: true, isFree: true });
	}
}
