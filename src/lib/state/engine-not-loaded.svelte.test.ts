import { afterEach, expect, it, vi } from 'vitest';
import { Device } from './opened.sample';

vi.mock('../sync/engine', () => {
	throw new Error('no network, and no worker');
});

const device = new Device();
afterEach(() => {
	device.close();
	localStorage.clear();
});

it('keeps everything where the program that sends cannot be fetched, and says where it is', async () => {
	const applications = await device.signedIn();
	const id = await applications.create('r');
	await applications.edit(id, { need: 'x' });
	await device.later(applications);
	const draft = applications.find(id);
	expect(draft && applications.standingOf(draft)).toBe('on_device');
	expect(applications.storageFailure).toBeNull();
	expect(device.account.calls.filter((call) => call.startsWith('save'))).toEqual([]);
	await applications.edit(id, { need: 'xy' });
	expect(applications.find(id)?.fields).toEqual({ need: 'xy' });
});
