import { message, setError, type SuperValidated } from 'sveltekit-superforms';
import type { Deed } from '$lib/ui/grant/deed-form';

/** All that a deed lacks, at once: nobody sends a form three times to hear of three empty fields. */
export function lackingIn(form: SuperValidated<Deed, string>, needs: readonly (keyof Deed)[]) {
	if (!form.valid) return message(form, undefined, { status: 422 });
	return needs
		.filter((field) => form.data[field] === '')
		.map((field) =>
			setError(form, field, field === 'reason' ? 'reason_required' : 'required', { status: 422 })
		)
		.at(-1);
}
