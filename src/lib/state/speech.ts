/**
 * Reading aloud and dictation by the browser itself (Web Speech API). Browsers without them simply do not offer them. What
 * is read aloud are our own words; what is dictated may leave the device, which whoever switches it on is told.
 */
const VOICE_PATIENCE_MS = 1500;
/** A place to break a long word; some voices take it for the end of one. */
const SOFT_HYPHEN = '\u00ad';

/** A voice that speaks the language, one of this device before one from the internet; null where there is none. */
export async function voiceFor(
	tag: string,
	device: object = globalThis
): Promise<SpeechSynthesisVoice | null> {
	const synthesis = synthesisOf(device);
	if (synthesis === null) return null;
	const voices = synthesis.getVoices().length > 0 ? synthesis.getVoices() : await laterVoices(synthesis);
	const language = languagePart(tag);
	const fitting = voices.filter(({ lang }) => languagePart(lang) === language);
	return fitting.find(({ localService }) => localService) ?? fitting[0] ?? null;
}

/** Reads one text after the other; resolves when all is read, or something else is read instead. */
export async function readAloud(texts: readonly string[], voice: SpeechSynthesisVoice): Promise<void> {
	speechSynthesis.cancel();
	await Promise.all(
		texts.map(
			(text) =>
				new Promise<void>((resolve) => {
					const utterance = new SpeechSynthesisUtterance(text.replaceAll(SOFT_HYPHEN, ''));
					utterance.voice = voice;
					utterance.lang = voice.lang;
					utterance.onend = () => resolve();
					utterance.onerror = () => resolve();
					speechSynthesis.speak(utterance);
				})
		)
	);
}

export interface Dictation {
	stop(): void;
}

interface Recognition {
	lang: string;
	continuous: boolean;
	onresult: ((event: RecognitionEvent) => void) | null;
	onerror: ((event: { readonly error: string }) => void) | null;
	onend: (() => void) | null;
	start(): void;
	stop(): void;
}

interface RecognitionEvent {
	readonly resultIndex: number;
	readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }>;
}

interface Listening {
	/** What the answer is written in. */
	readonly tag: string;
	onsaid(text: string): void;
	/** False when it could not listen, or not any more. */
	onend(isWell: boolean): void;
}

/** Silence and our own "stop" are no failures. */
const harmless = ['no-speech', 'aborted'];

export function canDictate(device: object = globalThis): boolean {
	return recognitionOf(device) !== null;
}

/** Begins to listen; null where the browser cannot. */
export function dictate({ tag, onsaid, onend }: Listening, device: object = globalThis): Dictation | null {
	const make = recognitionOf(device);
	if (make === null) return null;
	const recognition = make();
	let isWell = true;
	recognition.lang = tag;
	recognition.continuous = true;
	recognition.onresult = ({ results, resultIndex }) => {
		for (const result of Array.from(results).slice(resultIndex))
			if (result.isFinal && result[0]) onsaid(result[0].transcript.trim());
	};
	recognition.onerror = ({ error }) => (isWell = harmless.includes(error));
	recognition.onend = () => onend(isWell);
	recognition.start();
	return { stop: () => recognition.stop() };
}

function recognitionOf(device: object): (() => Recognition) | null {
	const { SpeechRecognition, webkitSpeechRecognition } = Object(device);
	const Recogniser: unknown = SpeechRecognition ?? webkitSpeechRecognition;
	return typeof Recogniser === 'function' ? () => Reflect.construct(Recogniser, []) : null;
}

function synthesisOf(device: object): SpeechSynthesis | null {
	return 'speechSynthesis' in device && 'SpeechSynthesisUtterance' in device
		? speechSynthesisOf(device)
		: null;
}

function speechSynthesisOf(device: { readonly speechSynthesis: unknown }): SpeechSynthesis | null {
	const synthesis = device.speechSynthesis;
	return isSynthesis(synthesis) ? synthesis : null;
}

function isSynthesis(value: unknown): value is SpeechSynthesis {
	return typeof Object(value).getVoices === 'function';
}

/** Many browsers know their voices only a moment after the first question. */
function laterVoices(synthesis: SpeechSynthesis): Promise<readonly SpeechSynthesisVoice[]> {
	return new Promise((resolve) => {
		const answer = () => resolve(synthesis.getVoices());
		synthesis.addEventListener('voiceschanged', answer, { once: true });
		setTimeout(answer, VOICE_PATIENCE_MS);
	});
}

/** `tr` of `tr-TR` and of the `tr_TR` some Androids write. */
function languagePart(tag: string): string {
	return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}
