import { flag, list, nullable, object, text } from './reader';
import type { OwnSession, OwnSessions } from './session';

/** Where somebody is signed in, as the device reads it, exactly as the schema does; beside `answers` for its own screen. */
export const readOwnSessions = object<OwnSessions>({
	sessions: list(
		object<OwnSession>({ id: text, device: nullable(text), began_at: text, seen_at: text, is_this: flag })
	)
});
