import { expect, it } from 'vitest';
import { keepPlace, keptPlace } from './queue-place';

function memory() {
	const kept = new Map<string, string>();
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value)
	};
}

it('knows what was ticked in the list one comes back to, and in no other', () => {
	const storage = memory();
	expect(keptPlace(storage, 'view=mine')).toEqual([]);
	keepPlace(storage, 'view=mine', ['a', 'b']);
	expect(keptPlace(storage, 'view=mine')).toEqual(['a', 'b']);
	expect(keptPlace(storage, 'view=all')).toEqual([]);
	keepPlace(storage, 'view=mine', []);
	expect(keptPlace(storage, 'view=mine')).toEqual([]);
});

it('does not mind what else stands there', () => {
	const storage = memory();
	storage.setItem('staff-queue-chosen', '{broken');
	expect(keptPlace(storage, '')).toEqual([]);
	storage.setItem('staff-queue-chosen', '{"list":"","chosen":[1,"a"]}');
	expect(keptPlace(storage, '')).toEqual(['a']);
});
