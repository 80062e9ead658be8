/** How many may be inside before somebody is asked to come again. Writes go on when reads have long been sent away. */
export const most = { reads: 200, writes: 800 } as const;
/**
 * What is answered without waiting for anything never counts as inside: one after the other is finished while hundreds stand
 * in line. So reads are also sent away when one turn of the process has taken this long, with this many in it.
 */
export const longTurn = { ms: 1000, requests: 50 } as const;
/** Everybody who was sent away comes again, so not all in the same second. */
const SOONEST_RETRY_S = 2;
const RETRY_SPREAD_S = 8;

/**
 * Files of the program cost nothing, and whoever watches over the server must always get in: whole names, and without a way to
 * another address in them, which the server behind would follow.
 */
const ALWAYS =
	/^\/(_app\/(?!.*(\.\.|%2e|\\|%5c))|(icons\/\w[\w.-]*|icon\.svg|service-worker\.js|api\/health(\/live)?|api\/metrics)(\?|$))/i;

/**
 * Lets requests in while there is room. What somebody sends (an application, a document, a sign-in) comes before what
 * somebody reads: a page can be loaded again, words that were refused at a deadline cannot. Pure counting, before anything
 * else is done with a request. Plain module: `src/run/start.ts` reads it without a bundler.
 */
export class Gate {
	#inside = 0;
	#sentAway = 0;
	#turnBegan: number | null = null;
	#inTurn = 0;
	readonly #now: () => number;
	readonly #atEndOfTurn: (work: () => void) => void;

	constructor(
		now: () => number = () => performance.now(),
		atEndOfTurn: (work: () => void) => void = (work) => void setImmediate(work)
	) {
		this.#now = now;
		this.#atEndOfTurn = atEndOfTurn;
	}

	/**
	 * What to call once the request is answered; null where there is no room. `waiting`: how many of those inside have not
	 * arrived as a whole and are no work yet; asked for only where it matters.
	 */
	enter(method: string, address: string, waiting: () => number = () => 0): (() => void) | null {
		const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
		if (isRead && ALWAYS.test(address)) return () => undefined;
		const isLate = this.#noteTurn();
		const room = isRead ? most.reads : most.writes;
		if ((this.#inside >= room && this.#inside - waiting() >= room) || (isRead && isLate)) {
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

	#noteTurn(): boolean {
		if (this.#turnBegan === null) {
			this.#turnBegan = this.#now();
			this.#atEndOfTurn(() => {
				this.#turnBegan = null;
				this.#inTurn = 0;
			});
		}
		this.#inTurn += 1;
		return this.#inTurn > longTurn.requests && this.#now() - this.#turnBegan > longTurn.ms;
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
