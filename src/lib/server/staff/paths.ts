const HOME = '/staff';
const SIGN_IN = '/staff/sign-in';
const SECOND_FACTOR = '/staff/second-factor';

/**
 * Where to go after signing in: only a page of the office, never another origin (`//evil.example`, `/\evil.example`) or
 * another part of this one (`/staff/../en`, as browsers read it, with dots written as `%2e` too), and never the sign-in page itself.
 * An address has printable letters of ASCII alone: no header can carry others.
 */
export function safeNext(next: string | null | undefined): string {
	if (!next || !/^\/staff(?:[/?]|$)/.test(next) || /[^!-~]|\\/.test(next) || next.includes('//')) return HOME;
	const [path = ''] = next.split(/[?#]/);
	// What a browser would take for another path than is written here, nobody of the office ever posted.
	if (new URL(path, 'https://kofei.invalid').pathname !== path) return HOME;
	return [SIGN_IN, SECOND_FACTOR].some((page) => next === page || next.startsWith(`${page}?`)) ? HOME : next;
}

/** The same without the action of a form: whoever was posting lands on the page, which is read, not posted to. */
export function safePage(next: string | null | undefined): string {
	const [path = HOME, query = ''] = safeNext(next).split(/\?(.*)/s);
	const rest = query.split('&').filter((part) => part !== '' && !/^(?:\/|%2F)/i.test(part));
	return rest.length === 0 ? path : `${path}?${rest.join('&')}`;
}

export function signInPath({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string {
	const next = safePage(pathname + search);
	return next === HOME ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(next)}`;
}

/** Where the second factor is asked for, and from there on. */
export function secondFactorPath({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string {
	const next = safePage(pathname + search);
	return next === HOME ? SECOND_FACTOR : `${SECOND_FACTOR}?next=${encodeURIComponent(next)}`;
}

/** Pages that can carry the words of a form that came too early. */
export type KeepingPage = 'sign-in' | 'second-factor';

/** Where a form goes that was posted by nobody who is signed in: its words are kept in the page that signs in. */
export function keepPath({ pathname, search }: Pick<URL, 'pathname' | 'search'>, page: KeepingPage): string {
	return `/staff/${page}?/keep&next=${encodeURIComponent(safeNext(pathname + search))}`;
}
