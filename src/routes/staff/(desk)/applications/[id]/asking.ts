import { setError, type SuperValidated } from 'sveltekit-superforms';
import { berlinDay } from '$lib/i18n/format';
import { newRowId } from '$lib/state/row-id';
import { askedItems, askedWords, askProblem, type Askable, type AskForm } from '$lib/ui/case/ask-form';

/** What may be asked for is worked out anew from what was sent: a form can name nothing that is not there. */
export function requestOf(
	form: SuperValidated<AskForm, string>,
	all: readonly Askable[],
	language: string | null
) {
	const items = askedItems(form.data, all, newRowId);
	const problem = askProblem(form.data, items, berlinDay(new Date()));
	if (problem) {
		const field = problem.field === 'chosen' ? 'chosen._errors' : problem.field;
		return { refused: setError(form, field, problem.code, { status: 422 }) };
	}
	return { items, dueOn: form.data.due_on, ...askedWords(form.data, language) };
}
