import { parseInstant } from '../time/instant';
import type { Invited, People } from './people';
import { flag, list, misread, nullable, object, oneOf, text, withDefault, type Reader } from './reader';

/** What the server answers about the people of an application, as the device reads it; beside `answers` for one screen. */
const instant: Reader<string> = (value) =>
	typeof value === 'string' && parseInstant(value) !== null ? value : misread;

export const readPeople = object<People>({
	me: oneOf('send', 'write', 'read'),
	people: list(
		object<People['people'][number]>({
			id: text,
			email: text,
			role: oneOf('owner', 'editor', 'reader', 'helper'),
			until: nullable(text),
			is_me: flag,
			state: oneOf('active', 'invited')
		})
	),
	changes: list(object<People['changes'][number]>({ at: instant, email: nullable(text), paths: list(text) })),
	removed: withDefault(
		list(object<People['removed'][number]>({ at: instant, email: nullable(text), document: text })),
		[]
	)
});

export const readInvited = object<Invited>({ ok: oneOf(true), is_mailed: flag });
