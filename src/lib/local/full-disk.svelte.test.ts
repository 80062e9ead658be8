import { cdp } from 'vitest/browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writing } from './device-store.contract';
import { freshDevice } from './indexed-db-store.contract';

const { origin } = location;
const MOST_WRITES = 40;

/** Chromium looks at the quota only now and then, so a small one is hit by one of the next writes, not by the first. */
describe('a phone without space', () => {
	beforeAll(() => cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 400_000 }));
	afterAll(() => cdp().send('Storage.overrideQuotaForOrigin', { origin }));

	it('loses nothing it had, and keeps on working once there is space again', async () => {
		const { store } = await freshDevice();
		await store.step('a', writing('a', { need: 'kept' }));
		const filling = async () => {
			for (let count = 0; count < MOST_WRITES; count++) {
				await store.step('b', writing('b', { need: `${count}${'x'.repeat(5_000_000)}` }));
			}
		};
		await expect(filling()).rejects.toMatchObject({ code: 'storage_full' });
		expect((await store.draft('a'))?.fields).toEqual({ need: 'kept' });
		await cdp().send('Storage.overrideQuotaForOrigin', { origin });
		await store.step('a', writing('a', { aims: 'later' }));
		expect((await store.draft('a'))?.fields).toEqual({ need: 'kept', aims: 'later' });
	});
});
