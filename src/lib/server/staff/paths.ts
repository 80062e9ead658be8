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
