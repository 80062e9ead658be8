import type { Attachment } from 'svelte/attachments';
import { get, writable, type Readable } from 'svelte/store';
import {
	type FormOptions,
	superForm,
	type SuperForm,
	type SuperValidated
} from 'sveltekit-superforms/client';
import { m } from '../../i18n/generated/staff/messages';
import { forgetTyped, isTaken, keepTyped, type Offer } from './keep-typed';
import { placeOf, typist } from './typist';

/**
 * How the office's forms answer: what was typed stays, and the focus goes to the summary of errors, not past it to the
 * first field. The summary of the attempt before goes when the next one starts, so that a new one takes the focus.
 */
const behaviour = {
	resetForm: false,
	invalidateAll: true,
	taintedMessage: null,
	autoFocusOnError: false,
	scrollToError: 'off',
	clearOnSubmit: 'errors-and-message'
} as const;

type Options<Values extends Record<string, unknown>, Message> = FormOptions<Values, Message> & {
	/** For a form whose message is more than a sentence. */
	messageOf?: (text: string) => Message;
	/** For a form whose message is no place for it. */
	onFailed?: (text: string) => void;
	/** Under which what is typed waits in this tab, where the page and the name of the form do not tell it. */
	keptAs?: string;
};

/** With `keep` on the form and `KeptWords` in it, what is typed outlives a page that is loaded anew. */
type OfficeForm<Values extends Record<string, unknown>, Message> = SuperForm<Values, Message> & {
	readonly keep: Attachment<HTMLFormElement>;
	readonly offers: Readable<readonly Offer[]>;
};

export function officeForm<Values extends Record<string, unknown>, Message = string>(
	initial: SuperValidated<Values, Message>,
	{ messageOf, onFailed, onResult, keptAs, ...options }: Options<Values, Message> = {}
): OfficeForm<Values, Message> {
	const offers = writable<readonly Offer[]>([]);
	const person = typist();
	const key = () => placeOf(person(), keptAs ?? `${location.pathname}-${get(stores.formId)}`);
	const stores: SuperForm<Values, Message> = superForm<Values, Message>(initial, {
		...behaviour,
		...options,
		async onResult(event) {
			await onResult?.(event);
			if (isTaken(event.result)) forgetTyped(key(), offers);
			if (event.result.type !== 'error') return;
			// The answer of a form that failed is no answer the page could show: only this form says so.
			event.cancel();
			const text = failureText(event.result);
			if (onFailed) onFailed(text);
			else stores.message.set(messageOf ? messageOf(text) : (text as Message));
		}
	});
	return { ...stores, offers, keep: keepTyped(key, offers) };
}

/** What was posted was not taken: the answer says why. */
export function isRefused({
	valid,
	message
}: {
	readonly valid: boolean;
	readonly message?: unknown;
}): boolean {
	return !valid || message !== undefined;
}

type Failure = { readonly status?: number; readonly error: unknown };

function failureText({ status, error }: Failure): string {
	// What `fetch` throws where nobody answers.
	if (error instanceof TypeError) return m.form_failed_offline();
	const { id, code, message } = Object(error) as Partial<Record<'id' | 'code' | 'message', unknown>>;
	// Told in the server's words, which name the people.
	if (code === 'drawn_for_other' && typeof message === 'string') return message;
	if (status === 413) return m.form_failed_too_large();
	if (status === 403) return m.form_failed_not_allowed();
	return [m.form_failed(), ...(typeof id === 'string' ? [m.error_id({ id })] : [])].join(' ');
}
