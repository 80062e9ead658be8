import { error, fail, redirect } from '@sveltejs/kit';
import { backend } from '$lib/server/backend';
import { whoAsks, type StaffPerson } from '$lib/server/staff/guard';
import { resendOf } from '$lib/server/staff/drawn-for';
import { keptForm } from '$lib/server/staff/kept-form';
import { staffLocale } from '$lib/server/staff/locale';
import { safePage, signInPath } from '$lib/server/staff/paths';
import { qrSquare } from '$lib/server/staff/qr';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { beginFactor, confirmFactor, factorAddress, factorOf } from '$lib/server/supabase/second-factor';
import { codeDigits } from '../sign-in/sign-in-form';
import { readFactorForm, type FactorForm } from './factor-form';

type Asking = Parameters<typeof whoAsks>[0];

/** Asked of a session that has none while the office demands one; and where somebody sets one up before that. */
export async function load(event) {
	const me = await requireMember(event);
	const { hasSecondFactor } = await backend();
	const isSet = (await factorOf(me.client)) !== null;
	// What was posted is answered, not led away from.
	if (event.request.method === 'GET' && isSet && !me.needsSecondFactor) redirect(303, nextOf(event));
	return { hasSecondFactor, isSet, isDemanded: me.needsSecondFactor, locale: staffLocale(event.locals) };
}

export const actions = {
	/** A form that was posted before the second factor was given, sent on by `requireStaff`. */
	keep: async (event) => {
		const me = await requireMember(event);
		const kept = keptForm(await event.request.formData(), event.url.searchParams.get('next'));
		return { kept, resend: me.needsSecondFactor ? null : await resendOf(kept, me) };
	},

	begin: async (event) => {
		const me = await requireMember(event);
		const { kept } = readFactorForm(await event.request.formData());
		try {
			const { id, secret } = await beginFactor(me.client);
			return setUp(me, { code: '', factor: id, secret, kept });
		} catch (failure) {
			return refused(event, failure, { kept });
		}
	},

	confirm: async (event) => {
		const me = await requireMember(event);
		const form = readFactorForm(await event.request.formData());
		const shown = form.secret === '' ? { kept: form.kept } : setUp(me, form);
		const code = codeDigits(form.code);
		if (code === null) return fail(422, { ...shown, problem: 'code_required' as const });
		const factorId = form.factor || (await factorOf(me.client));
		if (!factorId) redirect(303, '/staff/second-factor');
		try {
			await confirmFactor(me.client, { userId: me.id, factorId, code });
		} catch (failure) {
			return refused(event, failure, shown);
		}
		const resend = form.kept === '' ? null : await resendOf(form.kept, me);
		if (resend) return { resend };
		redirect(
			303,
			form.secret === '' || event.url.searchParams.has('next') ? nextOf(event) : '/staff/devices?done=factor'
		);
	}
};

/** Somebody of the office, also without the second factor that everything else asks for. */
async function requireMember(event: Asking): Promise<StaffPerson> {
	const me = await whoAsks(event);
	if (me === null) redirect(303, signInPath({ pathname: nextOf(event), search: '' }));
	if (me.roles.length === 0) error(403, { message: 'not_allowed', code: 'not_staff' });
	return me;
}

const nextOf = ({ url }: Pick<Asking, 'url'>) => safePage(url.searchParams.get('next'));

function setUp(me: StaffPerson, { factor, secret, kept }: FactorForm) {
	return { kept, setUp: { factor, secret, square: qrSquare(factorAddress(me.email, secret)) } };
}

function refused<Shown extends object>({ locals }: Asking, failure: unknown, shown: Shown) {
	const refusal = asRefusal(failure);
	const status = refusal.status === 429 || refusal.status >= 500 ? refusal.status : 422;
	return fail(status, { ...shown, refusal: refusalText(refusal, staffLocale(locals)) });
}
