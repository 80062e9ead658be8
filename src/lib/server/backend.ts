import type { Restore } from '../core/sync/restore';
import type { Mailbox } from './embedded/mailbox';
import { pushServices, readEnvironment, StartError, type Environment, type Smtp } from './environment';
import { vapidKey, type VapidKey } from './push/vapid';
import { readRestores } from './restores';

export interface Backend {
	readonly url: string;
	readonly publishableKey: string;
	readonly secretKey: string;
	readonly fetch: typeof fetch;
	/** Supabase knows new addresses only under `email`, the embedded backend knows codes only under `magiclink`. */
	readonly codeType: 'email' | 'magiclink';
	/** Supabase has limits by sender of its own, and has to be told who that is; the embedded backend leaves them to us. */
	readonly countsSenders: boolean;
	/** The embedded backend has no factors at all; the office is told so. */
	readonly hasSecondFactor: boolean;
	/** Only the embedded backend keeps its mails here. */
	readonly mailbox: Mailbox | null;
	/** Where our own mails leave; the embedded backend has its mailbox instead. */
	readonly smtp: Smtp | null;
	/** When its data was put back from a backup. */
	readonly restores: readonly Restore[];
	/** Who tells devices that there is something new; null where nobody does. */
	readonly push: Push | null;
	close(): Promise<void>;
}

export interface Push {
	readonly key: VapidKey;
	/** Origins of push services beside the known ones. */
	readonly services: readonly string[];
}

let started: Promise<Backend> | undefined;

/** The one backend of this process. The first call starts it; a failed start is final and told to every caller. */
export function backend(): Promise<Backend> {
	started ??= start(readEnvironment(process.env));
	return started;
}

async function start(environment: Environment): Promise<Backend> {
	if (environment.mode === 'supabase') {
		const { push } = environment;
		return {
			...environment,
			fetch,
			codeType: 'email',
			countsSenders: true,
			hasSecondFactor: true,
			mailbox: null,
			restores: readRestores(process.env.RESTORES ?? '', 'RESTORES'),
			push: push && { key: keyOf(push.privateKey, push.subject), services: push.services },
			close: () => Promise.resolve()
		};
	}
	const { startEmbedded } = await import('./embedded/backend');
	const embedded = await startEmbedded(environment.dataDir);
	return {
		...embedded,
		codeType: 'magiclink',
		countsSenders: false,
		hasSecondFactor: false,
		smtp: null,
		push: {
			key: keyOf(embedded.vapidPrivateKey, 'mailto:kofei@example.org'),
			services: pushServices(process.env)
		}
	};
}

function keyOf(privateKey: string, subject: string): VapidKey {
	const key = vapidKey(privateKey, subject);
	if (key === null) throw new StartError('VAPID_PRIVATE_KEY is no key of the curve P-256.');
	return key;
}
