/**
 * Ids of the fields with something in them that is no date or time (31 February, half a day): the browser would post
 * each as if it were empty.
 */
export function unreadableFields(form: HTMLFormElement): readonly string[] {
	return [...form.querySelectorAll('input')].filter(({ validity }) => validity.badInput).map(({ id }) => id);
}
