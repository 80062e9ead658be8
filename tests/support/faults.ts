import type { BrowserContext } from '@playwright/test';

/** What the browser itself says about requests that do not arrive or are refused: the screens answer for those. */
const REQUEST_FAILED =
	/^Failed to load resource: (net::ERR_|the server responded with a status of (4\d\d|503))/;

/**
 * Whatever browsers complain about in the background while somebody uses the app: errors, warnings of policy, crashes. A
 * server that says when to come again (it is just starting) is no fault: the app waits.
 */
export class Faults {
	readonly #found: string[] = [];
	readonly #expected: RegExp[] = [REQUEST_FAILED];

	watch(context: BrowserContext): void {
		context.on('console', (message) => {
			const isBad = message.type() === 'error' || /Content.Security.Policy/i.test(message.text());
			if (isBad)
				this.#note(`console: ${message.text()} (${message.page()?.url() ?? 'worker'})`, message.text());
		});
		// A module that could not be fetched has an empty stack.
		context.on('weberror', (error) =>
			this.#note(`uncaught: ${error.error().stack || error.error().message}`)
		);
		context.on('response', (response) => {
			const saysWhenToComeAgain = 'retry-after' in response.headers();
			if (response.status() >= 500 && !saysWhenToComeAgain)
				this.#note(`${response.status()} ${response.url()}`);
		});
	}

	/** For what a test provokes. */
	expect(text: RegExp): void {
		this.#expected.push(text);
	}

	get found(): readonly string[] {
		return this.#found;
	}

	#note(entry: string, text = entry): void {
		if (!this.#expected.some((pattern) => pattern.test(text))) this.#found.push(entry);
	}
}
