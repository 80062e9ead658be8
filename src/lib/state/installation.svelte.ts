/** Chromium's offer to install, kept until somebody taps our button. */
interface InstallEvent extends Event {
	prompt(): Promise<void>;
	readonly userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/** How this device lets people put the app on the home screen. */
export type InstallationWay = 'button' | 'ios_share' | 'installed' | 'none';

export class Installation {
	#offer = $state.raw<InstallEvent | null>(null);
	#isInstalled = $state(false);
	#isIos = $state(false);

	/** Starts listening; gives back how to stop. Call it in the browser only. */
	watch(): () => void {
		this.#isInstalled = matchMedia('(display-mode: standalone)').matches;
		this.#isIos = /iPad|iPhone|iPod/.test(navigator.userAgent);
		const keepOffer = (event: Event) => {
			event.preventDefault();
			this.#offer = event as InstallEvent;
		};
		const setInstalled = () => (this.#isInstalled = true);
		addEventListener('beforeinstallprompt', keepOffer);
		addEventListener('appinstalled', setInstalled);
		return () => {
			removeEventListener('beforeinstallprompt', keepOffer);
			removeEventListener('appinstalled', setInstalled);
		};
	}

	get way(): InstallationWay {
		if (this.#isInstalled) return 'installed';
		if (this.#offer) return 'button';
		return this.#isIos ? 'ios_share' : 'none';
	}

	async install(): Promise<void> {
		const offer = this.#offer;
		this.#offer = null;
		await offer?.prompt();
	}
}
