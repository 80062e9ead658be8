const CHANNEL = 'kofei';
/** Before the id of a draft. */
export const REMOVED = 'removed ';

/** What the tabs of one device tell each other. */
export type TabNews =
	/** The device's memory is another. */
	| 'changed'
	/** Something may be able to travel: for the leading tab. */
	| 'wake'
	/** Somebody signed in or out; all tabs speak with the same cookies. */
	| 'person'
	/** Everything was forgotten: nothing may be written back from a tab's own memory. */
	| 'cleared'
	/** The same of one draft. */
	| `${typeof REMOVED}${string}`;

/** A browser without channels hears nothing; each tab then learns of the others when it is looked at again. */
export class Tabs {
	#channel: BroadcastChannel | null = null;

	listen(hear: (news: TabNews) => void): void {
		if (!('BroadcastChannel' in globalThis)) return;
		this.#channel = new BroadcastChannel(CHANNEL);
		this.#channel.addEventListener('message', ({ data }) => hear(data));
	}

	tell(news: TabNews): void {
		this.#channel?.postMessage(news);
	}

	leave(): void {
		this.#channel?.close();
		// A closed channel throws when something still under way wants to tell.
		this.#channel = null;
	}
}
