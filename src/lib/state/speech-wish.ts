import { quickMemory } from '../local/quick-memory';

const memory = quickMemory(() => localStorage);

type Wish = 'read' | 'dictate';

/** What somebody switched on for this device; nothing is, until they do. */
export const wantsSpeech = (wish: Wish): boolean => memory.read(`speech-${wish}`) !== null;

export const rememberSpeech = (wish: Wish, isOn: boolean): void =>
	memory.write(`speech-${wish}`, isOn ? '1' : null);
