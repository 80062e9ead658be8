import { fail, redirect } from '@sveltejs/kit';
import { message, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { whoAsks } from '$lib/server/staff/guard';
import { keptForm, readKept } from '$lib/server/staff/kept-form';
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
		form: await superValidate(zod4(signInSchema), { id: 'sign-in', errors: false }),
		/** Signed in, but nobody of the office. */
		stranger: person && person.roles.length === 0 ? person.email : null,
		locale: staffLocale(event.locals)
	};
}

export const actions = {
	/** The form of a session that had ended, sent on by `requireStaff`. */
	keep: async (event) => {
		const kept = keptForm(await event.request.formData(), event.url.searchParams.get('next'));
		const form = await superValidate({ kept }, zod4(signInSchema), { id: 'sign-in', errors: false });
		return { form, resend: (await whoAsks(event)) && readKept(kept) };
	},

	/** The same answer for known and unknown addresses. */
	send: async (event) => {
		const form = await superValidate(event.request, zod4(signInSchema), { id: 'sign-in' });
		if (!form.valid) return fail(422, { form });
		try {
			await requestCode(event, form.data.email);
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
			await verifyCode(event, form.data.email, code);
		} catch (failure) {
			const refusal = asRefusal(failure);
			return setError(form, '', refusalText(refusal, staffLocale(event.locals)), {
				status: errorStatus(refusal.status)
			});
		}
		const resend = readKept(form.data.kept);
		if (resend) return { form, resend };
		// Somebody without a role comes back here and is told so in a sentence.
		redirect(303, `/staff/sign-in?next=${encodeURIComponent(safePage(event.url.searchParams.get('next')))}`);
	},

	sign_out: async (event) => {
		await signOut(event);
		redirect(303, '/staff/sign-in');
	}
};

type ErrorStatus = 422 | 429 | 500 | 503;

function errorStatus(status: number): ErrorStatus {
	return status === 429 || status === 503 || status === 500 ? status : 422;
}
