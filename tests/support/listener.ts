import { expect, type Page } from '@playwright/test';

/**
 * What somebody hears who sees nothing: the title of each screen, what the focus lands on, and what live regions say by
 * themselves, in this order. As close to a screen reader as a browser gets alone.
 */
export class Listener {
	readonly #page: Page;
	readonly #heard: string[] = [];

	static async of(page: Page): Promise<Listener> {
		const listener = new Listener(page);
		await page.exposeFunction('toldToListener', (line: string) => listener.#heard.push(line));
		await page.addInitScript(listen);
		return listener;
	}

	private constructor(page: Page) {
		this.#page = page;
	}

	/** Waits until this was said since the last time something was waited for; parts of sentences are enough. */
	async hears(...lines: readonly string[]): Promise<void> {
		for (const line of lines) {
			await expect
				.poll(() => this.#heard.some((said) => said.includes(line)), {
					message: `"${line}" is heard on ${this.#page.url()}; there was:\n${this.#heard.join('\n')}`
				})
				.toBe(true);
		}
		this.#heard.length = 0;
	}
}

/** Runs in the page, before its own scripts. */
function listen(): void {
	const tell = (line: string) => void Reflect.get(globalThis, 'toldToListener')?.(line);
	const live = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"]';
	const isHidden = (element: Element) => element.closest('[aria-hidden="true"], [hidden], [inert]') !== null;
	const textOf = (node: Node | null) => (node?.textContent ?? '').replace(/\s+/g, ' ').trim();
	const nameOf = (element: Element) => {
		const labelled = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
		const described = element.getAttribute('aria-describedby')?.split(' ') ?? [];
		const labels =
			element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
		const byIds = (ids: readonly string[]) => ids.map((id) => textOf(document.getElementById(id))).join(' ');
		const name =
			element.getAttribute('aria-label') ??
			(byIds(labelled) || [...(labels ?? [])].map(textOf).join(' ') || textOf(element));
		return `${name} ${byIds(described)}`.trim();
	};
	let title = '';
	const said = new Map<Element, string>();
	const look = () => {
		if (document.title !== title) tell(`screen: ${(title = document.title)}`);
		for (const region of document.querySelectorAll(live)) {
			const text = textOf(region);
			const before = said.get(region);
			if (before === text || isHidden(region)) continue;
			said.set(region, text);
			// What is there from the beginning is read in its turn; only alerts speak when they come.
			if (text !== '' && (before !== undefined || region.getAttribute('role') === 'alert'))
				tell(`says: ${text}`);
		}
	};
	new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
	document.addEventListener('focusin', ({ target }) => {
		if (target instanceof Element && target !== document.body)
			tell(`focus: ${target.getAttribute('role') ?? target.localName} ${nameOf(target).slice(0, 300)}`);
	});
}
