import type { RequestEvent } from '@sveltejs/kit';
import { cookieName } from '../core/api/cookie-name';

type Asking = Pick<RequestEvent, 'cookies' | 'url'>;

const MAX_LENGTH = 254;

/** Who was here before a session ended by itself, for as long as the browser is open; signing out takes it away. */
const nameOf = ({ url }: Asking) => cookieName('office-address', url);

const placeOf = ({ url }: Asking) =>
	({ path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' }) as const;

export function lastAddress(event: Asking): string {
	return event.cookies.get(nameOf(event))?.slice(0, MAX_LENGTH) ?? '';
}

export function keepAddress(event: Asking, email: string): void {
	event.cookies.set(nameOf(event), email, placeOf(event));
}

export function leaveAddress(event: Asking): void {
	event.cookies.delete(nameOf(event), placeOf(event));
}
