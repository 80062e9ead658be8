import { PLACE } from './journal';
import type { QuickMemory } from './quick-memory';

/** Whether a window, open or gone, has noted words for this draft that are not on the disk: whoever ends it would end them. */
export function isNoted(memory: QuickMemory, draftId: string): boolean {
	return memory.names(PLACE).some((name) => name.endsWith(`/${draftId}`));
}
