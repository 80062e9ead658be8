import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { newDraft } from '../../core/draft/draft';
import { isolated } from '../../core/text/isolated';
import { m } from '../../i18n/generated/data/messages';
import { m as words } from '../../i18n/generated/draft/messages';
import { m as shell } from '../../i18n/generated/shell/messages';
import { refusedWith } from '../../state/account.sample';
import type { Applications } from '../../state/applications.svelte';
import { Device } from '../../state/opened.sample';
import { expectNoAxeViolation } from '../axe.sample';
import GoneNotice from './GoneNotice.svelte';
import NotHere from './NotHere.svelte';

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
});

const props = (applications: Applications, id: string) => ({
	props: { id, locale: 'de' as const, applications, transport: device.account.transport() }
});

describe('an application that is not on this device', () => {
	it('was deleted: it is said, with the way to the others, and nobody is asked to sign in', async () => {
		const applications = await device.signedIn();
		device.account.delete('gone');
		const screen = await render(NotHere, props(applications, 'gone'));
		await expect.element(screen.getByRole('heading', { name: m.deleted_title() })).toBeVisible();
		await expect.element(screen.getByText(m.deleted_for_good())).toBeVisible();
		const links = screen.getByRole('link').elements();
		expect(links.map((link) => link.getAttribute('href'))).toEqual(['/de/apply']);
		await expectNoAxeViolation(screen.container);
	});

	it('is not theirs any more: it is said, and nobody who is signed in is asked to sign in', async () => {
		const applications = await device.signedIn();
		device.account.former.add('theirs');
		const screen = await render(NotHere, props(applications, 'theirs'));
		await expect.element(screen.getByText(m.access_over_hint())).toBeVisible();
		const links = screen.getByRole('link').elements();
		expect(links.map((link) => link.getAttribute('href'))).toEqual(['/de/apply']);
		await expectNoAxeViolation(screen.container);
	});

	it('is one the server does not know, or nobody is signed in: it may be elsewhere', async () => {
		const signedIn = await device.signedIn();
		const unknown = await render(NotHere, props(signedIn, 'unknown'));
		await expect.element(unknown.getByText(words.application_not_found())).toBeVisible();
		await unknown.unmount();

		device.account.cookie = null;
		const nobody = await render(NotHere, props(await device.opened(), 'unknown'));
		await expect.element(nobody.getByText(words.application_not_found())).toBeVisible();
		await expect.element(nobody.getByRole('link', { name: shell.nav_sign_in() })).toBeVisible();
	});

	it('was deleted, as this device was told: it is said without network too, and to whoever is not signed in', async () => {
		const applications = await device.signedIn();
		device.account.delete('gone');
		const online = await render(NotHere, props(applications, 'gone'));
		await expect.element(online.getByText(m.deleted_for_good())).toBeVisible();
		await online.unmount();

		device.account.refusal = {
			isOk: false,
			outcome: { kind: 'unknown', code: 'not_reachable' },
			error: null,
			body: null
		};
		const unreachable = await render(NotHere, props(applications, 'gone'));
		await expect.element(unreachable.getByText(m.deleted_for_good())).toBeVisible();
		await unreachable.unmount();

		device.close();
		dispatchEvent(new Event('offline'));
		const offline = device.started();
		const screen = await render(NotHere, props(offline, 'gone'));
		await expect.element(screen.getByText(m.deleted_for_good())).toBeVisible();
		await screen.rerender({ id: 'unknown' });
		await expect.element(screen.getByText(words.application_not_found())).toBeVisible();
	});

	it('is none of those while there is no answer', async () => {
		const applications = await device.signedIn();
		device.account.refusal = refusedWith(503, 'not_reachable');
		const screen = await render(NotHere, props(applications, 'gone'));
		await expect.element(screen.getByText(words.application_not_found())).toBeVisible();
	});
});

describe('the list', () => {
	it('says of a draft that went from it that it was deleted or is not theirs any more, and nothing of one that was only removed here', async () => {
		await device.signedIn();
		const draft = newDraft({ id: 'gone', round: 'r', ownerId: 'ada', nowMs: 0 });
		device.account.delete('gone');
		const drafts = [
			{ ...draft, fields: { project_title: 'Nähtreff' } },
			{ ...draft, id: 'theirs', fields: { project_title: 'Chor' } },
			{ ...draft, id: 'elsewhere', fields: { project_title: 'Fest' } }
		];
		device.account.former.add('theirs');
		const screen = await render(GoneNotice, { props: { drafts, transport: device.account.transport() } });
		await expect.element(screen.getByText(m.deleted_one({ title: isolated('Nähtreff') }))).toBeVisible();
		await expect.element(screen.getByText(m.access_over_one({ title: isolated('Chor') }))).toBeVisible();
		await expect.element(screen.getByText(/Fest/)).not.toBeInTheDocument();
		await expectNoAxeViolation(screen.container);
	});
});
