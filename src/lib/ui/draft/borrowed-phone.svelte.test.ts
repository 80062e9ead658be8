import { afterEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { Device } from '../../state/opened.sample';
import BorrowedPhone from './BorrowedPhone.svelte';

const shown = vi.hoisted(() => ({ device: {} }));
vi.mock('../../state/device', () => ({ useDevice: () => shown.device }));

const device = new Device();
afterEach(() => {
	device.close();
	localStorage.clear();
});

it('takes along what is theirs or nobody’s, never what somebody else keeps on this phone', async () => {
	const applications = await device.signedIn();
	const adas = await applications.create('r');
	await applications.edit(adas, { project_title: 'Adas Fest' });
	await applications.signOut(true);
	const unsigned = await applications.create('r');
	await applications.edit(unsigned, { project_title: 'Ohne Zugang' });
	device.account.cookie = 'eve';
	await applications.signedIn('eve');
	const eves = await applications.create('r');
	await applications.edit(eves, { project_title: 'Eves Fest' });
	shown.device = { applications };

	const screen = await render(BorrowedPhone, { props: { locale: 'de' } });
	await expect.element(screen.getByText('Eves Fest')).toBeVisible();
	await expect.element(screen.getByText('Ohne Zugang')).toBeVisible();
	await expect.element(screen.getByText('Adas Fest')).not.toBeInTheDocument();
});

it('says so where it did not work, instead of standing there as if nothing had been pressed', async () => {
	const applications = await device.signedIn();
	shown.device = { applications, keepNothing: () => Promise.reject(new Error('does not come to rest')) };
	const screen = await render(BorrowedPhone, { props: { locale: 'de' } });
	await screen.getByRole('button', { name: 'Hier nichts behalten' }).click();
	await expect
		.element(screen.getByRole('alert'))
		.toHaveTextContent('Das hat gerade nicht geklappt. Versucht es noch einmal.');
});
