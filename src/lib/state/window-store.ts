import { quickMemory } from '../local/quick-memory';

/** Loaded where a phone must keep nothing: most visits do without. */
export async function loadWindowStore() {
	const { WindowStore } = await import('../local/window-store');
	return new WindowStore(quickMemory(() => sessionStorage));
}
