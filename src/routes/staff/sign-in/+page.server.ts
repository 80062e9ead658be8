import { fail, redirect } from '@sveltejs/kit';
import { message, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { leaveLocale } from '$lib/server/locale-cookie';
import { keepAddress, lastAddress, leaveAddress } from '$lib/server/office-address';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { whoAsks } from '$lib/server/staff/guard';
import { resendOf } from '$lib/server/staff/drawn-for';
import { keptForm } from '$lib/server/staff/kept-form';
import { staffLocale } from '$lib/server/staff/locale';
import { safePage } from '$lib/server/staff/paths';
import { requestCode, signOut, verifyCode } from '$lib/server/supabase/sessions';
import { codeDigits, signInSchema } from './sign-in-form';

const CODE_SENT = 'code_sent';

export async function load(event) {
	const person = await whoAsks(event);
	// What was posted is answered, not led away from.
	const isAsked = event.request.method === 'GET';
	if (isAsked && person && person.roles.length > 0)
		redirect(303, safePage(event.url.searchParams.get('next')));
	return {
		form: await superValidate({ email: lastAddress(event) }, zod4(signInSchema), {
			id: 'sign-in',
			errors: false
		}),
		/** Signed in, but nobody of the office. */
		stranger: person && person.roles.length === 0 ? person.email : null,
		locale: staffLocale(event.locals)
	};
}

export const actions = {
	/** The form of a session that had ended, sent on by `requireStaff`. */
	keep: async (event) => {
		const kept = keptForm(await event.request.formData(), event.url.searchParams.get('next'));
		const begun = { kept, email: lastAddress(event) };
		const form = await superValidate(begun, zod4(signInSchema), { id: 'sign-in', errors: false });
		return { form, resend: await resendOf(kept, await memberWho(event)) };
	},

	/** A kept form goes back to whoever began it: somebody else is signed out, the words stay. */
	hand_back: async (event) => {
		const form = await superValidate(event.request, zod4(signInSchema), { id: 'sign-in', errors: false });
		await signOut(event);
		leaveLocale(event);
		return { form };
	},

	/** The same answer for known and unknown addresses. */
	send: async (event) => {
		const form = await superValidate(event.request, zod4(signInSchema), { id: 'sign-in' });
		if (!form.valid) return fail(422, { form });
		try {
			await requestCode(event, form.data.email, staffLocale(event.locals));
		} catch (failure) {
			const refusal = asRefusal(failure);
			return setError(form, '', refusalText(refusal, staffLocale(event.locals)), {
				status: errorStatus(refusal.status)
			});
		}
		form.data.code = '';
		return message(form, CODE_SENT);
	},

	verify: async (event) => {
		const form = await superValidate(event.request, zod4(signInSchema), { id: 'sign-in' });
		form.message = CODE_SENT;
		const code = codeDigits(form.data.code);
		if (!form.valid) return fail(422, { form });
		if (code === null) return setError(form, 'code', 'code_required', { status: 422 });
		try {
			const { email } = await verifyCode(event, form.data.email, code);
			keepAddress(event, email);
		} catch (failure) {
			const refusal = asRefusal(failure);
			return setError(form, '', refusalText(refusal, staffLocale(event.locals)), {
				status: errorStatus(refusal.status)
			});
		}
		const resend = form.data.kept === '' ? null : await resendOf(form.data.kept, await memberWho(event));
		if (resend) return { form, resend };
		// Somebody without a role comes back here and is told so in a sentence.
		redirect(303, `/staff/sign-in?next=${encodeURIComponent(safePage(event.url.searchParams.get('next')))}`);
	},

	sign_out: async (event) => {
		await signOut(event);
		leaveLocale(event);
		leaveAddress(event);
		redirect(303, '/staff/sign-in');
	}
};

type Asking = Parameters<typeof whoAsks>[0];

/** Of the office, also where the second factor is still to come. */
async function memberWho(event: Asking) {
	const me = await whoAsks(event);
	return me && me.roles.length > 0 ? me : null;
}

type ErrorStatus = 422 | 429 | 500 | 503;

function errorStatus(status: number): ErrorStatus {
	return status === 429 || status === 503 || status === 500 ? status : 422;
}
