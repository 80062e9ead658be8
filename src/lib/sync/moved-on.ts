import type { Fields } from '../core/draft/fields';
import { isFields } from '../core/draft/record';
import type { Answer } from './transport';

/**
 * The server's version in a 409, or null where the refusal carries none. Not among the transport's readers, which are
 * loaded when something travels: the engine is there from the start.
 */
export function movedOn(
	answer: Extract<Answer<unknown>, { isOk: false }>
): { revision: number; fields: Fields } | null {
	const { code, revision, fields } = Object(answer.body);
	return code === 'draft_moved_on' && Number.isInteger(revision) && isFields(fields)
		? { revision, fields }
		: null;
}
