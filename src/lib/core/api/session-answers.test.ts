import fc from 'fast-check';
import { expect, it } from 'vitest';
import { misread } from './reader';
import { ownSessionsSchema } from './session';
import { readOwnSessions } from './session-answers';

const text = fc.string();
const said = fc.record({
	sessions: fc.array(
		fc.record({
			id: text,
			device: fc.option(text, { nil: null }),
			began_at: text,
			seen_at: text,
			is_this: fc.boolean()
		})
	)
});

it('reads where somebody is signed in as the schema does, and nothing else', () => {
	fc.assert(
		fc.property(said, (sessions) => {
			expect(readOwnSessions({ ...sessions, later: 1 })).toEqual(ownSessionsSchema.parse(sessions));
		})
	);
	for (const wrong of [null, {}, { sessions: [{}] }, { sessions: null }])
		expect(readOwnSessions(wrong)).toBe(misread);
});
