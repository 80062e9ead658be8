import { expect, it } from 'vitest';
import { keepPlace, keepRows, keptPlace, rowAfter } from './queue-place';

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

it('leads from a case to the next of the list it was opened from', () => {
	const storage = memory();
	expect(rowAfter(storage, 'a')).toBeUndefined();
	keepRows(storage, ['a', 'b', 'c']);
	expect(rowAfter(storage, 'a')).toBe('b');
	expect(rowAfter(storage, 'c')).toBeUndefined();
	expect(rowAfter(storage, 'elsewhere')).toBeUndefined();
	for (const broken of ['{broken', '{}', '"ab"', '["a",1]']) {
		storage.setItem('staff-queue-rows', broken);
		expect(rowAfter(storage, 'a'), broken).toBeUndefined();
	}
});
