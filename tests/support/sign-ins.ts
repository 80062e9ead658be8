import { setTimeout } from 'node:timers/promises';
import { newestCode } from './mailbox.ts';

/** How one person got in: when each step was over, counted from the beginning of all. */
export interface SignIn {
	readonly email: string;
	readonly askedMs: number;
	readonly insideMs: number;
	/** How often the server asked them to come again. */
	readonly sentAway: number;
	/** Why they did not get in; null where they did. */
	readonly fault: string | null;
}

/**
 * Everybody at once from one address: all ask for a code; when the last has got an answer, all read theirs in the mailbox, give it
 * back, and read a page of their own with the session that makes.
 */
export async function signInAll(origin: string, emails: readonly string[]): Promise<readonly SignIn[]> {
	const began = performance.now();
	const now = () => Math.round(performance.now() - began);
	const arrivals = emails.map((email) => new Arrival(origin, email, now));
	await Promise.all(arrivals.map((arrival) => arrival.askForCode()));
	return Promise.all(arrivals.map((arrival) => arrival.comeIn()));
}

class Arrival {
	readonly #origin: string;
	readonly #email: string;
	readonly #now: () => number;
	#askedMs = 0;
	#sentAway = 0;
	#fault: string | null = null;

	constructor(origin: string, email: string, now: () => number) {
		this.#origin = origin;
		this.#email = email;
		this.#now = now;
	}

	async askForCode(): Promise<void> {
		await this.#orFault(this.#send('/api/v1/sign-in/code', { email: this.#email, locale: 'de' }));
		this.#askedMs = this.#now();
	}

	async comeIn(): Promise<SignIn> {
		if (this.#fault === null) await this.#orFault(this.#giveCode());
		return {
			email: this.#email,
			askedMs: this.#askedMs,
			insideMs: this.#now(),
			sentAway: this.#sentAway,
			fault: this.#fault
		};
	}

	async #giveCode(): Promise<void> {
		const code = await newestCode(this.#origin, this.#email);
		const verified = await this.#send('/api/v1/sign-in/verify', { email: this.#email, code });
		const cookie = verified.headers
			.getSetCookie()
			.map((one) => one.split(';')[0])
			.join('; ');
		const own = await this.#come('/api/v1/session', { headers: { cookie } });
		const { email } = (await own.json()) as { readonly email?: string };
		if (email !== this.#email) throw new Error(`signed in as ${email}`);
	}

	async #orFault(step: Promise<unknown>): Promise<void> {
		await step.catch((failure: unknown) => (this.#fault = String(failure)));
	}

	#send(address: string, body: object): Promise<Response> {
		return this.#come(address, {
			method: 'POST',
			headers: { origin: this.#origin, 'content-type': 'application/json' },
			body: JSON.stringify(body)
		});
	}

	/** Whoever is sent away for a while comes again, as the app does. */
	async #come(address: string, wish: RequestInit): Promise<Response> {
		for (;;) {
			const answer = await fetch(this.#origin + address, wish);
			if (answer.ok) return answer;
			const said = await answer.text();
			if (answer.status !== 503) throw new Error(`${address}: ${answer.status} ${said}`);
			this.#sentAway += 1;
			await setTimeout(1000 * Number(answer.headers.get('retry-after') ?? 2));
		}
	}
}
