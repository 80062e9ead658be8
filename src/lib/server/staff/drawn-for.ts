import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { drawnFor } from '../../core/api/drawn-for';
import { m } from '../../i18n/generated/staff/messages';
import { directory, type Directory } from '../supabase/staff';
import type { StaffPerson } from './guard';
import { readKept, type KeptForm } from './kept-form';
import { keepPath } from './paths';

type Asking = Pick<RequestEvent, 'url' | 'locals' | 'request'>;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FORMS = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)/;

/** Once per request: whoever acts asks who is here before they read the form, and afterwards it cannot be read again. */
const seen = new WeakSet<App.Locals>();

/**
 * On a shared computer one session ends and another person's begins while a page lies open. A form that was drawn for somebody else
 * is not taken: with scripts a sentence says so and the words stay in the page, without them they are shown in a page of their own.
 */
export async function refuseOthersForm({ url, locals, request }: Asking, me: StaffPerson): Promise<void> {
	if (request.method !== 'POST' || seen.has(locals) || request.bodyUsed) return;
	seen.add(locals);
	if (!FORMS.test(request.headers.get('content-type') ?? '')) return;
	const owner = ownerIn([...(await request.clone().formData())]);
	if (owner === null || owner === me.id) return;
	if (!request.headers.has('x-sveltekit-action')) redirect(307, keepPath(url, 'sign-in'));
	const { owner: name, me: mine } = await namesOf(me, owner);
	error(409, { message: m.form_of_other({ owner: name, me: mine }), code: 'drawn_for_other' });
}

/** A form that was kept over signing in, with everything whoever sends it has to know. */
export type Resend = KeptForm & {
	/** Null where the form does not say it. */
	readonly owner: {
		readonly name: string;
		readonly email: string;
		/** Whoever is signed in now. */
		readonly isMe: boolean;
	} | null;
	/** Whoever is signed in now, in whose name it would be sent. */
	readonly me: string;
	/** Colleagues that a field names, by their id. */
	readonly people: Readonly<Record<string, string>>;
};

export async function resendOf(kept: string, me: StaffPerson | null): Promise<Resend | null> {
	const form = readKept(kept);
	if (form === null || me === null) return null;
	const owner = ownerIn(form.fields);
	const names = await namesOf(me, owner ?? me.id);
	const meant = form.fields.flatMap(([, value]) => {
		const person = names.people[value];
		return person ? [[value, person.name ?? person.email] as const] : [];
	});
	return {
		...form,
		people: Object.fromEntries(meant),
		owner: owner === null ? null : { name: names.owner, email: names.email, isMe: owner === me.id },
		me: names.me
	};
}

function ownerIn(fields: readonly (readonly [string, unknown])[]): string | null {
	const owner = fields.find(([name]) => name === drawnFor)?.[1];
	return typeof owner === 'string' && UUID.test(owner) ? owner : null;
}

async function namesOf(me: StaffPerson, owner: string) {
	// Without their second factor nobody reads who else there is; the form is sent on to it and comes back with the names.
	const people: Directory = me.needsSecondFactor ? {} : await directory(me.client);
	const known = people[owner];
	return {
		owner: known?.name ?? known?.email ?? m.person_unknown({ id: owner.slice(0, 8) }),
		email: known?.email ?? '',
		me: people[me.id]?.name ?? me.email,
		people
	};
}
