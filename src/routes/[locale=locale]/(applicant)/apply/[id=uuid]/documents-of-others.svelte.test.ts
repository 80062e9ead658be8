import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { completeFields } from '$lib/core/application/application.sample';
import { sampleRound } from '$lib/core/round/round.sample';
import { Clock } from '$lib/state/clock.svelte';
import { Device } from '$lib/state/opened.sample';
import Overview from './+page.svelte';
import Review from './review/+page.svelte';

const shown = vi.hoisted(() => ({
	page: { params: {}, url: new URL('http://localhost/de/apply/a'), data: {}, state: {} },
	device: {}
}));
vi.mock('$app/state', () => ({ page: shown.page }));
vi.mock('$app/navigation', () => ({ goto: () => undefined, invalidate: () => undefined }));
vi.mock('$lib/state/device', () => ({ useDevice: () => shown.device }));

const file = {
	id: 'f1e1f1e1-0000-4000-8000-000000000001',
	document: 'statutes',
	name: 'Protokoll.pdf',
	size: 1000,
	sha256: '0'.repeat(64),
	media_type: 'application/pdf',
	language: null,
	received_bytes: 1000,
	is_complete: true,
	at: '2027-01-20T12:00:00Z'
};

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

/** Somebody else of the group hands in a document, and no word of the application is another. */
async function withDocumentOfAnother() {
	const applications = await device.signedIn();
	const id = await applications.create(sampleRound.slug);
	await applications.edit(id, { ...completeFields, legal_form: 'registered_association' });
	await device.later(applications);
	await vi.waitFor(() => expect(applications.find(id)?.base?.revision).toBe(1));
	const kept = device.account.applications.get(id) ?? expect.fail();
	kept.application = { ...kept.application, files: [file] };
	shown.device = { applications, clock: new Clock(device.memory), transport: device.account.transport() };
	const data = { locale: 'de', rounds: [{ ...sampleRound, closes_at: '2099-01-01T00:00:00Z' }] };
	Object.assign(shown.page, { params: { id }, data });
	return { applications, id, data: data as never };
}

it('what another person of the group handed in is counted when the overview is opened', async () => {
	const { applications, id, data } = await withDocumentOfAnother();
	await render(Overview, { props: { data } });
	await vi.waitFor(() => expect(applications.files(id).map(({ name }) => name)).toEqual(['Protokoll.pdf']));
	const reads = () => device.account.calls.filter((call) => call === `read ${id}`).length;
	const asked = reads();
	await applications.edit(id, { need: 'Ein Wort mehr.' });
	await device.later(applications);
	expect(reads(), 'what is written here asks nothing').toBe(asked);
});

it('it is named before sending, and can be opened from there while there is network', async () => {
	const { id, data } = await withDocumentOfAnother();
	const screen = await render(Review, { props: { data } });
	const link = screen.getByRole('link', { name: 'Protokoll.pdf' });
	await expect.element(link).toHaveAttribute('href', `/api/v1/applications/${id}/files/${file.id}`);
	await expect.element(link).toHaveAttribute('download', 'Protokoll.pdf');
});

it('nothing is asked about a draft that only this device has', async () => {
	const { applications, data } = await withDocumentOfAnother();
	device.account.refusal = { isOk: false, outcome: { kind: 'unknown', code: 'not_reachable' } } as never;
	const id = await applications.create(sampleRound.slug);
	Object.assign(shown.page, { params: { id } });
	await render(Overview, { props: { data } });
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(device.account.calls).not.toContain(`read ${id}`);
});
