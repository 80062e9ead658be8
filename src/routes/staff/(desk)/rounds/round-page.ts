import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { message, type SuperValidated } from 'sveltekit-superforms';
import { m } from '$lib/i18n/generated/staff/messages';
import type { StaffLocale } from '$lib/i18n/locales';
import { orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { change, editableRound, problemsIn, type RoundProblem } from '$lib/server/supabase/round-editing';
import type { EditableRound } from '$lib/core/round/editing';
import { partOfPath, roundProblemText, type RoundFormMessage } from '$lib/ui/round-editing/round-texts';

type Asking = RequestEvent<{ id: string }>;

/** The round a page of its editor is about, for an administrator; archived ones are only looked at. */
export async function roundToEdit(event: Asking): Promise<{ me: StaffPerson; round: EditableRound }> {
	const me = await requireStaff(event, ['admin']);
	const round = await orErrorPage(editableRound(me.client, event.params.id));
	if (round.status === 'archived') error(404, { message: 'archived', code: 'not_found' });
	return { me, round };
}

type Saving<Form extends Record<string, unknown>> = {
	readonly form: SuperValidated<Form, RoundFormMessage>;
	readonly round: EditableRound;
	readonly changes: Readonly<Record<string, unknown>>;
	readonly locale: StaffLocale;
	/** The id of the field a path of the database is on; null where it is on another page. */
	readonly fieldOf: (path: string) => string | null;
};

/** Saves, and goes back to the round; or says beside the fields what the database will not take. */
export async function saveRound<Form extends Record<string, unknown> & { revision: number }>(
	event: Asking,
	me: StaffPerson,
	{ form, round, changes, locale, fieldOf }: Saving<Form>
) {
	try {
		await change(me.client, { id: round.id, revision: form.data.revision }, changes);
	} catch (failure) {
		const refusal = asRefusal(failure);
		const found = problemsIn(refusal);
		const problems =
			found.length > 0
				? found.map((problem) => told(problem, fieldOf, locale))
				: [
						{
							id: 'main',
							text:
								refusal.code === 'not_in_state' ? m.round_refusal_archived() : refusalText(refusal, locale)
						}
					];
		return message(form, { problems }, { status: refusal.status >= 500 ? 500 : 422 });
	}
	redirect(303, `/staff/rounds/${round.id}?done=saved`);
}

function told(
	{ path, code, params }: RoundProblem,
	fieldOf: (path: string) => string | null,
	locale: StaffLocale
) {
	const id = fieldOf(path);
	const text = roundProblemText(code, params, locale);
	return id === null ? { id: 'main', text: `${partOfPath(path)}: ${text}` } : { id, text };
}
