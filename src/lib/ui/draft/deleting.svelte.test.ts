import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { m } from '../../i18n/generated/data/messages';
import { TightStore } from '../../state/account.sample';
import type { Applications } from '../../state/applications.svelte';
import { Device } from '../../state/opened.sample';
import { expectNoAxeViolation } from '../axe.sample';
import DeleteDraft from './DeleteDraft.svelte';
import MayNotice from '../people/MayNotice.svelte';
import DeletedElsewhere from './DeletedElsewhere.svelte';

const shown = vi.hoisted(() => ({ device: {} }));
vi.mock('../../state/device', () => ({ useDevice: () => shown.device }));
vi.mock('$app/navigation', () => ({ goto: () => undefined }));

let device = new Device();
beforeEach(() => {
	device = new Device();
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
});
afterEach(() => {
	device.close();
	localStorage.clear();
	vi.unstubAllGlobals();
});

async function draft(fields: Record<string, string>, hasFile: boolean, store = new TightStore()) {
	const applications = await device.signedIn(store);
	const id = await applications.create('r');
	await applications.edit(id, fields);
	await device.later(applications);
	const files = await applications.openFiles();
	const place = { draftId: id, document: 'statutes', language: null, name: 'Satzung' };
	if (hasFile) await files.add(place, new Blob(['%PDF-1.7']), 'Satzung.pdf');
	shown.device = { applications };
	return id;
}

describe('a draft that was deleted elsewhere', () => {
	it.each([
		['words', { need: 'x' }, false, m.deleted_text],
		['documents', {}, true, m.deleted_text_documents],
		['both', { need: 'x' }, true, m.deleted_text_both]
	])('says what is still here: %s', async (_, fields, hasFile, text) => {
		const id = await draft(fields, hasFile);
		const screen = await render(DeletedElsewhere, { props: { id, locale: 'de' } });
		await expect.element(screen.getByText(text(), { exact: true })).toBeVisible();
	});
});

describe('keeping it where the disk takes nothing', () => {
	it('says that it did not work, and lets its person try again', async () => {
		const store = new TightStore();
		const id = await draft({ need: 'x' }, false, store);
		const screen = await render(DeletedElsewhere, { props: { id, locale: 'de' } });
		const keep = screen.getByRole('button', { name: m.deleted_keep() });
		store.isFull = true;
		await keep.click();
		await expect.element(screen.getByText(m.data_failed())).toBeVisible();
		await expectNoAxeViolation(screen.container);
		store.isFull = false;
		await keep.click();
		await expect.element(screen.getByText(m.data_failed())).not.toBeInTheDocument();
		await vi.waitFor(async () => expect((await store.drafts()).map((one) => one.id)).not.toContain(id));
	});
});

describe('deleting a draft from this device', () => {
	it('says before that something of it is nowhere else, and only where it is so', async () => {
		const id = await draft({ need: 'x' }, false);
		const { applications } = shown.device as { applications: Applications };
		await vi.waitFor(() => expect(applications.find(id)?.base).toBeTruthy());
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
		const screen = await render(DeleteDraft, { props: { id, locale: 'de', isOpen: true } });
		await expect.element(screen.getByText(m.application_delete_text_account())).toBeVisible();
		await expect.element(screen.getByText(m.delete_only_here())).not.toBeInTheDocument();
		await applications.edit(id, { aims: 'nur hier' });
		await expect.element(screen.getByText(m.delete_only_here())).toBeVisible();
		await expectNoAxeViolation(screen.container);
	});

	it('says that it did not work where the disk takes nothing, and can be said again', async () => {
		const store = new TightStore();
		const id = await draft({ need: 'x' }, false, store);
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
		const screen = await render(DeleteDraft, { props: { id, locale: 'de', isOpen: true } });
		store.isFull = true;
		await screen.getByRole('button', { name: m.delete_here() }).click();
		await expect.element(screen.getByRole('alert')).toBeVisible();
		store.isFull = false;
		await screen.getByRole('button', { name: m.delete_here() }).click();
		await vi.waitFor(async () => expect(await store.drafts()).toEqual([]));
	});
});

describe('what somebody helped with, whose time is over', () => {
	it('can be removed with the words that never got away, and nobody says that it comes back', async () => {
		const store = new TightStore();
		const id = await draft({ need: 'x' }, false, store);
		const { applications } = shown.device as { applications: Applications };
		await vi.waitFor(() => expect(applications.find(id)?.base).toBeTruthy());
		await applications.edit(id, { aims: 'nur hier' });
		await store.step(id, (kept) => ({
			...kept,
			draft: kept.draft && {
				...kept.draft,
				server: { state: 'draft', revision: 1, receipt: null, may: 'read', isHelpOver: true }
			}
		}));
		new BroadcastChannel('kofei').postMessage('changed');
		await vi.waitFor(() => expect(applications.find(id)?.server?.isHelpOver).toBe(true));
		const found = applications.find(id) ?? expect.fail();
		const screen = await render(MayNotice, { props: { draft: found, teamHref: '/', locale: 'de' } });
		await screen.getByRole('button', { name: m.delete_here() }).click();
		await expect.element(screen.getByText(m.application_delete_text())).toBeVisible();
		await expect.element(screen.getByText(m.delete_only_here())).toBeVisible();
		await expect.element(screen.getByText(m.application_delete_text_account())).not.toBeInTheDocument();
		await screen.getByRole('dialog').getByRole('button', { name: m.delete_here() }).click();
		await vi.waitFor(async () => expect(await store.drafts()).toEqual([]));
	});
});

describe('a draft with several owners', () => {
	const people = (mine: string) => ({
		me: 'send',
		people: [
			{ id: '1', email: 'ada', role: mine, until: null, is_me: true, state: 'active' },
			{ id: '2', email: 'eve@x.test', role: 'owner', until: null, is_me: false, state: 'active' }
		],
		changes: [],
		removed: []
	});
	const answer = (body: object) => async () =>
		new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });

	it('says to each of them who the others are and where one can be left, and to nobody else', async () => {
		const id = await draft({ need: 'x' }, false);
		vi.stubGlobal('fetch', answer(people('owner')));
		const screen = await render(DeleteDraft, { props: { id, locale: 'de', isOpen: true } });
		await expect.element(screen.getByText(m.delete_several_owners({ people: 'eve@x.test' }))).toBeVisible();
		await expect
			.element(screen.getByRole('link', { name: 'Wer mitschreibt' }))
			.toHaveAttribute('href', `/de/apply/${id}/team`);
		await expect.element(screen.getByText(m.delete_everywhere())).not.toBeInTheDocument();
		await expectNoAxeViolation(screen.container);
		await screen.unmount();

		vi.stubGlobal('fetch', answer(people('editor')));
		const editor = await render(DeleteDraft, { props: { id, locale: 'de', isOpen: true } });
		await expect.element(editor.getByText(m.delete_not_owner())).toBeVisible();
	});
});
