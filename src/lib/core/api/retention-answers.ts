import { parseInstant } from '../time/instant';
import { flag, list, misread, nullable, object, oneOf, text, type Reader } from './reader';
import type { Retention } from './retention';

/** How long things are kept, as the device reads it, exactly as the schema does; beside `answers` for its own screen. */
const instant: Reader<string> = (value) =>
	typeof value === 'string' && parseInstant(value) !== null ? value : misread;

export const readRetention = object<Retention>({
	asked_at: nullable(instant),
	applications: list(
		object<Retention['applications'][number]>({
			id: text,
			title: nullable(text),
			reference_number: nullable(text),
			why: oneOf('held', 'running', 'draft', 'refused', 'unaccepted', 'asked', 'granted'),
			due_on: nullable(text),
			asked_on: nullable(text),
			has_other_owners: flag
		})
	),
	expiring: list(object<Retention['expiring'][number]>({ id: text, title: nullable(text), due_on: text }))
});
