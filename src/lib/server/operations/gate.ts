/** How many may be inside before somebody is asked to come again. Writes go on when reads have long been sent away. */
export const most = { reads: 200, writes: 800 } as const;
/** Everybody who was sent away comes again, so not all in the same second. */
const SOONEST_RETRY_S = 2;
const RETRY_SPREAD_S = 8;

/** Files of the program cost nothing, and whoever watches over the server must always get in. */
const ALWAYS = /^\/(_app\/|icons|icon\.svg|service-worker\.js|manifest|api\/health|api\/metrics)/;

/**
 * Lets requests in while there is room. What somebody sends (an application, a document, a sign-in) comes before what
 * somebody reads: a page can be loaded again, words that were refused at a deadline cannot. Pure counting, before anything
 * else is done with a request. Plain module: `src/run/start.ts` reads it without a bundler.
 */
export class Gate {
	#inside = 0;
	#sentAway = 0;

	/** What to call once the request is answered; null where there is no room. */
	enter(method: string, address: string): (() => void) | null {
		if (ALWAYS.test(address)) return () => undefined;
		const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
		if (this.#inside >= (isRead ? most.reads : most.writes)) {
			this.#sentAway += 1;
			return null;
		}
		this.#inside += 1;
		let isInside = true;
		return () => {
			if (isInside) this.#inside -= 1;
			isInside = false;
		};
	}

	get inside(): number {
		return this.#inside;
	}

	get sentAway(): number {
		return this.#sentAway;
	}
}

export function retryAfterSeconds(chance: () => number = Math.random): number {
	return SOONEST_RETRY_S + Math.floor(chance() * RETRY_SPREAD_S);
}
