import { pushOver } from '../sync/push';

/** What this device can do about notices: nothing, only once it is installed, or switch them. */
export type NoticeStanding = 'unknown' | 'unsupported' | 'install_first' | 'refused' | 'off' | 'on';

/** Quiet notices on this device, as an open screen knows them: the browser's word, never kept by us. */
export class Notices {
	readonly #server: ReturnType<typeof pushOver>;
	#standing = $state<NoticeStanding>('unknown');
	#key: string | null = null;
	#isBusy = $state(false);
	#hasFailed = $state(false);

	constructor(fetch: typeof globalThis.fetch) {
		this.#server = pushOver(fetch);
	}

	get standing(): NoticeStanding {
		return this.#standing;
	}

	get isBusy(): boolean {
		return this.#isBusy;
	}

	get hasFailed(): boolean {
		return this.#hasFailed;
	}

	async load(): Promise<void> {
		if (!isSupported()) {
			// iOS knows pushes only in an app on the home screen.
			this.#standing = isIos() ? 'install_first' : 'unsupported';
			return;
		}
		const answer = await this.#server.key();
		this.#hasFailed = !answer.isOk;
		if (!answer.isOk) return;
		this.#key = answer.data.key;
		if (this.#key === null) this.#standing = 'unsupported';
		else if (Notification.permission === 'denied') this.#standing = 'refused';
		else this.#standing = (await subscription()) ? 'on' : 'off';
	}

	/** By a tap alone: browsers ask the person then, and only then. */
	async turnOn(): Promise<void> {
		if (this.#key === null) return;
		const key = this.#key;
		await this.#try(async () => {
			if ((await Notification.requestPermission()) !== 'granted') {
				this.#standing = Notification.permission === 'denied' ? 'refused' : 'off';
				return true;
			}
			const { pushManager } = await navigator.serviceWorker.ready;
			const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
			const answer = await this.#server.want(made.endpoint, true);
			if (answer.isOk) this.#standing = 'on';
			else await made.unsubscribe();
			return answer.isOk;
		});
	}

	async turnOff(): Promise<void> {
		await this.#try(async () => {
			await forgetSubscription((input, init) => fetch(input, init));
			this.#standing = 'off';
			return true;
		});
	}

	async #try(deed: () => Promise<boolean>): Promise<void> {
		if (this.#isBusy) return;
		this.#isBusy = true;
		this.#hasFailed = !(await deed().catch(() => false));
		this.#isBusy = false;
	}
}

/** Ends the notices of this device: whoever signs out is told nothing any more. The server may forget it later by itself. */
export async function forgetSubscription(fetch: typeof globalThis.fetch): Promise<void> {
	const made = isSupported() ? await subscription() : null;
	if (!made) return;
	await pushOver(fetch).want(made.endpoint, false);
	await made.unsubscribe();
}

function isSupported(): boolean {
	return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/** An iPad says it is a Mac, but no Mac is touched. */
function isIos(): boolean {
	return (
		/iPhone|iPad|iPod/.test(navigator.userAgent) ||
		(/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
	);
}

async function subscription(): Promise<PushSubscription | null> {
	const registration = await navigator.serviceWorker.getRegistration();
	return (await registration?.pushManager.getSubscription()) ?? null;
}
