import { beforeEach, describe, expect, it } from 'vitest';
import { sharedCache, sharedKey, sharedNameHeader } from '../core/file/share';
import { forgetShared, leaveShared, sharedFiles } from './inbox';

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
		const [first, second] = await sharedFiles(null);
		expect([first?.name, second?.name]).toEqual(['النظام.pdf', 'Satzung.pdf']);
		expect([await first?.blob.text(), second?.blob.type]).toEqual(['one', 'application/pdf']);
		await forgetShared(first?.key ?? '');
		expect((await sharedFiles(null)).map(({ name }) => name)).toEqual(['Satzung.pdf']);
	});

	it('is nothing where nothing was shared', async () => {
		expect(await sharedFiles(null)).toEqual([]);
	});

	const names = async (person: string | null | undefined) =>
		(await sharedFiles(person)).map(({ name }) => name);

	it('belongs to whoever sees it first, and nobody else sees it', async () => {
		await share(0, 'Ausweis.pdf', 'one');
		await share(1, 'Satzung.pdf', 'two');
		expect(await names(undefined), 'nobody knows yet who is here').toHaveLength(2);
		expect(await names('ada@example.org')).toEqual(['Ausweis.pdf', 'Satzung.pdf']);
		expect(await names('eve@example.org')).toEqual([]);
		expect(await names(null)).toEqual([]);
		expect(await names('ada@example.org')).toEqual(['Ausweis.pdf', 'Satzung.pdf']);
		const [first] = await sharedFiles('ada@example.org');
		expect([await first?.blob.text(), first?.blob.type]).toEqual(['one', 'application/pdf']);
	});

	it('is for whoever is here where it came in without an account', async () => {
		await share(0, 'Satzung.pdf', 'one');
		expect(await names(null)).toEqual(['Satzung.pdf']);
		expect(await names('ada@example.org')).toEqual(['Satzung.pdf']);
	});

	it('stays with its person who signs out and keeps drafts, seen or not, and goes where nothing is to stay', async () => {
		await share(0, 'Adas.pdf', 'one');
		await leaveShared('ada@example.org', true);
		await share(1, 'Eves.pdf', 'two');
		await leaveShared('eve@example.org', false);
		expect(await names(null)).toEqual([]);
		expect(await names('eve@example.org')).toEqual([]);
		expect(await names('ada@example.org')).toEqual(['Adas.pdf']);
	});
});
