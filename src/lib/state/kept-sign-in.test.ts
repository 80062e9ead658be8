import { describe, expect, it } from 'vitest';
import type { QuickMemory } from '../local/quick-memory';
import { keepStep, readStep } from './kept-sign-in';

function memory(): QuickMemory {
	const kept = new Map<string, string>();
	return {
		read: (name) => kept.get(name) ?? null,
		write: (name, text) => void (text === null ? kept.delete(name) : kept.set(name, text)),
		names: () => [...kept.keys()]
	};
}

const step = { email: 'ada@example.org', sentTo: 'ada@example.org' };

describe('how far somebody is in signing in', () => {
	it('is known after a reload for as long as a code is good, and not longer', () => {
		const window = memory();
		keepStep(window, step, 1000);
		expect(readStep(window, 1000 + 599_000)).toEqual(step);
		expect(readStep(window, 1000 + 600_000)).toBeNull();
	});

	it('is forgotten once they are signed in', () => {
		const window = memory();
		keepStep(window, step, 1000);
		keepStep(window, null, 1001);
		expect([readStep(window, 1001), window.names('')]).toEqual([null, []]);
	});

	it.each(['', 'null', '7', '{', '{"email":7,"atMs":1000}', '{"email":"a"}'])(
		'is nothing where something else lies in its place: %s',
		(text) => {
			const window = memory();
			window.write('kofei-sign-in', text);
			expect(readStep(window, 1000)).toBeNull();
		}
	);
});
