/** Why the server cannot start, in one line that says which variable to mend. */
export class StartError extends Error {}

export type Environment =
	| { readonly mode: 'embedded'; readonly dataDir: string }
	| {
			readonly mode: 'supabase';
			readonly url: string;
			readonly publishableKey: string;
			readonly secretKey: string;
			/** Null: no mails but the sign-in codes, which Supabase sends. */
			readonly smtp: Smtp | null;
			/** Null: nobody is offered pushes. */
			readonly push: PushSettings | null;
	  };

export interface PushSettings {
	/** 32 bytes as base64url. */
	readonly privateKey: string;
	/** Where a push service can reach somebody. */
	readonly subject: string;
	/** Origins beside those of the known push services. */
	readonly services: readonly string[];
}

export interface Smtp {
	/** With the name and password in it, where the server wants them. */
	readonly url: string;
	readonly from: string;
}

/**
 * Without `SUPABASE_URL` the embedded backend runs on `DATA_DIR` (default `data`); with it, all three Supabase variables
 * must be there and look like what they are; `SMTP_URL` and `MAIL_FROM` come together or not at all. Throws `StartError`.
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
	const url = variables.SUPABASE_URL?.trim();
	if (!url) {
		for (const name of ['SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY']) {
			if (variables[name])
				throw new StartError(`${name} is set but SUPABASE_URL is not: set both, or neither to run embedded.`);
		}
		return { mode: 'embedded', dataDir: variables.DATA_DIR?.trim() || 'data' };
	}
	if (!isHttpUrl(url))
		throw new StartError(
			`SUPABASE_URL must be an http(s) address like https://project.example, not "${url}".`
		);
	return {
		mode: 'supabase',
		url: url.replace(/\/+$/, ''),
		publishableKey: keyFrom(variables, 'SUPABASE_PUBLISHABLE_KEY', 'sb_publishable_'),
		secretKey: keyFrom(variables, 'SUPABASE_SECRET_KEY', 'sb_secret_'),
		smtp: smtpFrom(variables),
		push: pushFrom(variables)
	};
}

export interface Address {
	readonly port: number;
	readonly host: string;
	/** What people type into their browser, without a path. */
	readonly origin: string;
}

/**
 * Where to listen (`PORT`, `HOST`) and under which address people find it (`ORIGIN`); behind a proxy also which header
 * names the sender (`ADDRESS_HEADER`) and how many proxies wrote into it (`XFF_DEPTH`). Throws `StartError`.
 */
export function readAddress(variables: Readonly<Record<string, string | undefined>>): Address {
	const port = Number(variables.PORT ?? 3000);
	if (!Number.isInteger(port) || port < 1 || port > 65535)
		throw new StartError(`PORT must be a number from 1 to 65535, not "${variables.PORT}".`);
	const origin = (variables.ORIGIN ?? `http://localhost:${port}`).replace(/\/$/, '');
	if (!isHttpUrl(origin) || new URL(origin).origin !== origin)
		throw new StartError(`ORIGIN must be an address like https://kofei.example, not "${variables.ORIGIN}".`);
	const depth = variables.XFF_DEPTH;
	if (depth !== undefined && !/^[1-9]\d?$/.test(depth))
		throw new StartError(`XFF_DEPTH must be the number of proxies in front, from 1, not "${depth}".`);
	return { port, host: variables.HOST ?? '0.0.0.0', origin };
}

/** With Supabase the words are real people's: they come by HTTPS, or from this very machine. Throws `StartError`. */
export function requireHttps({ mode }: Environment, origin: string): void {
	const { protocol, hostname } = new URL(origin);
	if (mode === 'embedded' || protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
		return;
	throw new StartError(`ORIGIN must begin with https:// where Supabase is used, not "${origin}".`);
}

const SHORTEST_TOKEN = 16;

/** `METRICS_TOKEN` opens `/api/metrics`; null where nobody may. Throws `StartError`, without the value. */
export function metricsToken(variables: Readonly<Record<string, string | undefined>>): string | null {
	const token = variables.METRICS_TOKEN?.trim();
	if (!token) return null;
	if (token.length < SHORTEST_TOKEN)
		throw new StartError(`METRICS_TOKEN must have at least ${SHORTEST_TOKEN} characters.`);
	return token;
}

/** `CLAMAV` (`host:port` of clamd): documents are scanned too; null where there is none. Throws `StartError`. */
export function scannerAddress(
	variables: Readonly<Record<string, string | undefined>>
): { readonly host: string; readonly port: number } | null {
	const value = variables.CLAMAV?.trim();
	if (!value) return null;
	const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(value) ?? [];
	if (host === '' || Number(port) < 1 || Number(port) > 65535)
		throw new StartError(`CLAMAV must be like 127.0.0.1:3310, not "${value}".`);
	return { host, port: Number(port) };
}

/** The values stay out of the sentences: an SMTP address carries its password. */
function smtpFrom(variables: Readonly<Record<string, string | undefined>>): Smtp | null {
	const [url, from] = [variables.SMTP_URL?.trim(), variables.MAIL_FROM?.trim()];
	if (!url && !from) return null;
	if (!url) throw new StartError('SMTP_URL is missing: MAIL_FROM is set, so mails are meant to be sent.');
	if (!from) throw new StartError('MAIL_FROM is missing: with SMTP_URL set, mails need a sender.');
	if (!URL.canParse(url) || !/^smtps?:\/\/[^/]/.test(url))
		throw new StartError('SMTP_URL must be an address like smtps://name:password@mail.example:465.');
	if (!/^([^<>@\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(from))
		throw new StartError('MAIL_FROM must be an address like "KOFEI <kofei@stadt.example>".');
	return { url, from };
}

/** `VAPID_PRIVATE_KEY` (32 bytes, base64url) and `VAPID_SUBJECT` (mailto: or https:) come together or not at all. */
function pushFrom(variables: Readonly<Record<string, string | undefined>>): PushSettings | null {
	const [privateKey, subject] = [variables.VAPID_PRIVATE_KEY?.trim(), variables.VAPID_SUBJECT?.trim()];
	if (!privateKey && !subject) return null;
	if (!privateKey || Buffer.from(privateKey, 'base64url').length !== 32)
		throw new StartError(
			'VAPID_PRIVATE_KEY must be 32 bytes as base64url; with VAPID_SUBJECT set, it is needed.'
		);
	if (!subject || !/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(subject))
		throw new StartError(
			'VAPID_SUBJECT must be an address like mailto:kofei@stadt.example or https://kofei.example.'
		);
	return { privateKey, subject, services: pushServices(variables) };
}

/** `PUSH_SERVICES`: origins of further push services, with commas between them. Throws `StartError`. */
export function pushServices(variables: Readonly<Record<string, string | undefined>>): readonly string[] {
	const origins = (variables.PUSH_SERVICES ?? '').split(',').map((origin) => origin.trim());
	const named = origins.filter((origin) => origin !== '');
	for (const origin of named) {
		if (!isHttpUrl(origin) || new URL(origin).origin !== origin)
			throw new StartError(`PUSH_SERVICES must be origins like https://push.example, not "${origin}".`);
	}
	return named;
}

/** Self-hosted Supabase may still hand out keys in the older form, a JWT; anything else is a mix-up. */
function keyFrom(
	variables: Readonly<Record<string, string | undefined>>,
	name: string,
	prefix: string
): string {
	const key = variables[name]?.trim();
	if (!key) throw new StartError(`${name} is missing: with SUPABASE_URL set, both keys are needed.`);
	const isJwt = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(key);
	if (!key.startsWith(prefix) && !isJwt)
		throw new StartError(`${name} must start with "${prefix}" (or be a JWT of a self-hosted project).`);
	return key;
}

function isHttpUrl(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
