import { describe, expect, it } from 'vitest';
import { LOW_BYTES, Room } from './room.svelte';

const room = (estimate: () => Promise<StorageEstimate>) => new Room(() => ({ estimate }));

describe('the room on a device', () => {
	it('is low before it is full, and not any more when somebody has made room', async () => {
		let quota = LOW_BYTES + 100;
		const found = room(async () => ({ quota, usage: 101 }));
		await found.look();
		expect(found.isLow).toBe(true);
		quota += 1;
		await found.look();
		expect(found.isLow).toBe(false);
	});

	it.each([
		['does not tell', async () => ({})],
		['refuses to tell', () => Promise.reject(new TypeError('no'))],
		[
			'throws',
			() => {
				throw new DOMException('no', 'SecurityError');
			}
		]
	])('is not warned of where the browser %s', async (_, estimate) => {
		const found = room(estimate);
		await found.look();
		expect(found.isLow).toBe(false);
		await new Room(() => undefined).look();
	});
});
