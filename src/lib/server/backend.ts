import type { Mailbox } from './embedded/mailbox';
import { readEnvironment, type Environment, type Smtp } from './environment';

export interface Backend {
	readonly url: string;
	readonly publishableKey: string;
	readonly secretKey: string;
	readonly fetch: typeof fetch;
	/** Supabase knows new addresses only under `email`, the embedded backend knows codes only under `magiclink`. */
	readonly codeType: 'email' | 'magiclink';
	/** Only the embedded backend keeps its mails here. */
	readonly mailbox: Mailbox | null;
	/** Where our own mails leave; the embedded backend has its mailbox instead. */
	readonly smtp: Smtp | null;
	close(): Promise<void>;
}

let started: Promise<Backend> | undefined;

/** The one backend of this process. The first call starts it; a failed start is final and told to every caller. */
export function backend(): Promise<Backend> {
	started ??= start(readEnvironment(process.env));
	return started;
}

async function start(environment: Environment): Promise<Backend> {
	if (environment.mode === 'supabase') {
		return { ...environment, fetch, codeType: 'email', mailbox: null, close: () => Promise.resolve() };
	}
	const { startEmbedded } = await import('./embedded/backend');
	return { ...(await startEmbedded(environment.dataDir)), codeType: 'magiclink', smtp: null };
}
