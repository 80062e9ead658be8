import { type Draft, unsavedChanges } from './draft';
import { applyChanges, type Fields } from './fields';
import { hasReceipt } from './lock';

/**
 * What the office has, or gets with the answer to what it asked. Words that came too late lie in the draft too, on this device
 * alone: shown among the others they would look as if they had been sent.
 */
export function openFields(draft: Draft): Fields {
	const { base, fields } = draft;
	return base !== null && hasReceipt(draft) ? applyChanges(base.fields, unsavedChanges(draft)) : fields;
}
