const HOME = '/staff';
const SIGN_IN = '/staff/sign-in';

/**
 * Where to go after signing in: only a page of the office, never another origin (`//evil.example`, `/\evil.example`) and
 * never the sign-in page itself.
 */
export function safeNext(next: string | null | undefined): string {
	if (!next || !/^\/staff(?:[/?]|$)/.test(next) || /[\\\s]/.test(next) || next.includes('//')) return HOME;
	return next === SIGN_IN || next.startsWith(`${SIGN_IN}?`) ? HOME : next;
}

export function signInPath({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string {
	const next = safeNext(pathname + search);
	return next === HOME ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(next)}`;
}

/** Where a form goes that was posted by nobody who is signed in: its words are kept in the page that signs in. */
export function keepPath({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string {
	return `${SIGN_IN}?/keep&next=${encodeURIComponent(safeNext(pathname + search))}`;
}
