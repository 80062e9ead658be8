import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { completeFields } from '$lib/core/application/application.sample';
import { fingerprintOf } from '$lib/core/application/german-version';
import { sampleRound } from '$lib/core/round/round.sample';
import { m } from '$lib/i18n/generated/review/messages';
import { Clock } from '$lib/state/clock.svelte';
import { Device } from '$lib/state/opened.sample';
import Page from './+page.svelte';

const shown = vi.hoisted(() => ({
	page: { params: {}, url: new URL('http://localhost/de/apply/a/review'), data: {} },
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

it('a German version older than its answer is pointed out before sending, with the way to it, and holds up nothing', async () => {
	const applications = await device.signedIn();
	const id = await applications.create(sampleRound.slug);
	const need = 'Tanışacak yer yok.';
	const german = { 'german.need': 'Es fehlt ein Ort.', 'german_of.need': fingerprintOf(need) };
	const said = { ...completeFields, need, 'text_language.need': 'tr', ...german, signed_name: 'Ada' };
	await applications.edit(id, said);
	shown.device = { applications, clock: new Clock(device.memory), transport: device.account.transport() };
	const data = { locale: 'de', rounds: [{ ...sampleRound, closes_at: '2099-01-01T00:00:00Z' }] };
	Object.assign(shown.page, { params: { id }, data });

	const screen = await render(Page, { props: { data: data as never } });
	const send = screen.getByRole('button', { name: m.review_send() });
	await expect.element(send).toBeVisible();
	await expect.element(screen.getByText(m.review_german_remind())).not.toBeInTheDocument();
	await applications.edit(id, { need: 'Başka bir şey.' });
	await expect.element(screen.getByText(m.review_german_remind())).toBeVisible();
	const way = screen.container.querySelector('main a[href$="/goals#need"], a[href$="/goals#need"]');
	expect(way).not.toBeNull();
	await expect.element(send).toBeVisible();
});
