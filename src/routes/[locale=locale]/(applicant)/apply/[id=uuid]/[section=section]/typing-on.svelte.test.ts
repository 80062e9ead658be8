import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { sampleRound } from '$lib/core/round/round.sample';
import { Clock } from '$lib/state/clock.svelte';
import { Device } from '$lib/state/opened.sample';
import Page from './+page.svelte';

const shown = vi.hoisted(() => ({
	page: { params: {}, url: new URL('http://localhost/de/apply/a/goals'), data: {} },
	device: {}
}));
vi.mock('$app/state', () => ({ page: shown.page }));
vi.mock('$app/navigation', () => ({ goto: () => undefined, invalidate: () => undefined }));
vi.mock('$lib/state/device', () => ({ useDevice: () => shown.device }));

let device = new Device();
beforeEach(() => {
	device = new Device();
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
});
afterEach(() => {
	device.close();
	localStorage.clear();
});

it('keeps the focus, the caret and every letter while somebody else’s words for the same field come in', async () => {
	const applications = await device.signedIn();
	const id = await applications.create(sampleRound.slug);
	await applications.edit(id, { need: 'Alt.', 'text_language.need': 'de' });
	await device.later(applications);
	await vi.waitFor(() => expect(applications.find(id)?.base?.revision).toBe(1));
	shown.device = { applications, clock: new Clock(device.memory), transport: device.account.transport() };
	const data = { locale: 'de', rounds: [sampleRound] };
	Object.assign(shown.page, { params: { id, section: 'goals' }, data });

	const screen = await render(Page, { props: { data: data as never } });
	const need = screen.getByRole('textbox').first();
	await expect.element(need).toHaveValue('Alt.');
	const node = need.element();
	await need.click();
	await userEvent.keyboard('{Home}EINS ');
	await vi.waitFor(() => expect(applications.find(id)?.fields['need']).toBe('EINS Alt.'));

	device.account.write(id, { need: 'Von Ben.' });
	await applications.refresh(id);
	await vi.waitFor(() => expect(applications.find(id)?.conflicts).toHaveLength(1));
	await expect.element(screen.getByText('Von Ben.')).toBeVisible();
	await expect.element(need).toHaveFocus();
	expect(need.element()).toBe(node);
	await userEvent.keyboard('ZWEI ');
	await expect.element(need).toHaveValue('EINS ZWEI Alt.');
	await vi.waitFor(() => expect(applications.find(id)?.fields['need']).toBe('EINS ZWEI Alt.'));

	await applications.settle(id, 'need', 'theirs');
	await expect.element(need).toHaveValue('Von Ben.');
});
