import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Role } from '../../core/application/transitions';
import { hasSessionCookie, personClient, type Client } from '../supabase/clients';
import { Refusal } from '../supabase/failure';
import { noteSession, signOut } from '../supabase/sessions';
import { refuseOthersForm } from './drawn-for';
import { keepPath, secondFactorPath, signInPath, type KeepingPage } from './paths';

export type StaffRole = Extract<Role, 'clerk' | 'decider' | 'admin' | 'auditor'>;

export type StaffPerson = {
	readonly id: string;
	readonly email: string;
	readonly roles: readonly StaffRole[];
	/** The office demands one, and this session has none: until then the database gives nothing. */
	readonly needsSecondFactor: boolean;
	/** In how many seconds the session ends without another sign of life, and whatever happens; null where nothing is known. */
	readonly endsIn: { readonly idleSeconds: number; readonly seconds: number } | null;
	/** Speaks as this person: row-level security decides what comes back. */
	readonly client: Client;
};

type Asking = Pick<RequestEvent, 'cookies' | 'url' | 'locals' | 'request' | 'getClientAddress'>;

/**
 * Asked every minute by an open page, also where nobody sits in front of it: no sign of life. By the address of the request, because
 * a load that looks at its route is run anew for every page.
 */
const ASKED_BY_ITSELF = /\/standing$/;

/** One question to the database per request, however many loads and actions ask. */
const asked = new WeakMap<App.Locals, Promise<StaffPerson | null>>();

/**
 * The signed-in member of staff, by the database's word in this very request. Nobody signed in leads to the sign-in page
 * and back, a missing second factor to the page that asks for it; without (one of) the roles the answer is 403. A form that
 * was drawn for somebody else is refused. The database checks every statement again.
 */
export async function requireStaff(event: Asking, roles?: readonly StaffRole[]): Promise<StaffPerson> {
	const person = await whoAsks(event);
	if (person === null) leadTo(event, signInPath(event.url), 'sign-in');
	if (person.needsSecondFactor) leadTo(event, secondFactorPath(event.url), 'second-factor');
	const may =
		roles === undefined ? person.roles.length > 0 : roles.some((role) => person.roles.includes(role));
	if (!may)
		error(403, { message: 'not_allowed', code: person.roles.length === 0 ? 'not_staff' : 'role_missing' });
	await refuseOthersForm(event, person);
	return person;
}

/**
 * A form that came without scripts is sent on with all its words (307), or a session that ended meanwhile would lose them;
 * with scripts they wait in the window.
 */
function leadTo({ request, url }: Asking, page: string, keeper: KeepingPage): never {
	const isPlainForm = request.method === 'POST' && !request.headers.has('x-sveltekit-action');
	if (isPlainForm) redirect(307, keepPath(url, keeper));
	redirect(303, page);
}

/** The same without consequences, for pages that are there for everybody; null when nobody is signed in. */
export function whoAsks(event: Asking): Promise<StaffPerson | null> {
	const known = asked.get(event.locals);
	if (known) return known;
	const answer = askDatabase(event);
	asked.set(event.locals, answer);
	return answer;
}

/** Clerks and deciders move applications; admins and auditors only look. */
export function mayAct(roles: readonly StaffRole[]): boolean {
	return roles.includes('clerk') || roles.includes('decider');
}

/** A refusal while reading becomes a page with the fitting status instead of a fault of ours. */
export async function orErrorPage<T>(work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (failure) {
		if (failure instanceof Refusal && failure.status < 500) {
			error(failure.status, { message: failure.code, code: failure.code });
		}
		throw failure;
	}
}

async function askDatabase(event: Asking): Promise<StaffPerson | null> {
	if (!hasSessionCookie(event.cookies)) return null;
	const client = await personClient(event);
	const { data } = await client.auth.getUser();
	if (!data.user?.email) return null;
	const isActive = !ASKED_BY_ITSELF.test(new URL(event.request.url).pathname);
	const { isLive, ...standing } = await noteSession(event, client, isActive);
	if (!isLive) {
		await signOut(event);
		return null;
	}
	return { id: data.user.id, email: data.user.email, ...standing, client };
}
