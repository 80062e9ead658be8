import { cdp } from 'vitest/browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writing } from './device-store.contract';
import { freshDevice } from './indexed-db-store.contract';

const { origin } = location;

/** Chromium looks at the quota rarely while there is plenty of room, so it is made small before the first write. */
describe('a phone without space', () => {
	beforeAll(() => cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 400_000 }));
	afterAll(() => cdp().send('Storage.overrideQuotaForOrigin', { origin }));

	it('loses nothing it had, and keeps on working once there is space again', async () => {
		const { store } = await freshDevice();
		await store.step('a', writing('a', { need: 'kept' }));
		const attempt = store.step('a', writing('a', { need: 'x'.repeat(5_000_000) }));
		await expect(attempt).rejects.toMatchObject({ code: 'storage_full' });
		expect((await store.draft('a'))?.fields).toEqual({ need: 'kept' });
		expect(await store.items()).toHaveLength(1);
		await cdp().send('Storage.overrideQuotaForOrigin', { origin });
		await store.step('a', writing('a', { aims: 'later' }));
		expect((await store.draft('a'))?.fields).toEqual({ need: 'kept', aims: 'later' });
	});
});
