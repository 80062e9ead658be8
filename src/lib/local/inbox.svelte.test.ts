import { beforeEach, describe, expect, it } from 'vitest';
import { sharedCache, sharedKey, sharedNameHeader } from '../core/file/share';
import { forgetShared, sharedFiles } from './inbox';

beforeEach(() => caches.delete(sharedCache));

/** As the worker does it. */
async function share(index: number, name: string, text: string): Promise<void> {
	const headers = { [sharedNameHeader]: encodeURIComponent(name), 'content-type': 'application/pdf' };
	await (await caches.open(sharedCache)).put(sharedKey(1, index), new Response(text, { headers }));
}

describe('what other apps shared', () => {
	it('is found with its name, in its order, until it is forgotten', async () => {
		await share(0, 'النظام.pdf', 'one');
		await share(1, 'Satzung.pdf', 'two');
		const [first, second] = await sharedFiles();
		expect([first?.name, second?.name]).toEqual(['النظام.pdf', 'Satzung.pdf']);
		expect([await first?.blob.text(), second?.blob.type]).toEqual(['one', 'application/pdf']);
		await forgetShared(first?.key ?? '');
		expect((await sharedFiles()).map(({ name }) => name)).toEqual(['Satzung.pdf']);
	});

	it('is nothing where nothing was shared', async () => {
		expect(await sharedFiles()).toEqual([]);
	});
});
