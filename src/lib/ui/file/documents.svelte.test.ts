import { deleteDB } from 'idb';
import type { Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { formSchemaVersion } from '../../core/application/fields';
import { sampleRound } from '../../core/round/round.sample';
import { m } from '../../i18n/generated/files/messages';
import { m as people } from '../../i18n/generated/people/messages';
import type { Device } from '../../state/device';
import { expectNoAxeViolation } from '../axe.sample';
import DocumentCard from './DocumentCard.svelte';
import DocumentsSection from './DocumentsSection.svelte';
import FilesNotThere from './FilesNotThere.svelte';
import FramedSample from './FramedSample.svelte';

/** What the server has got of each file, by its id; `refusal` is what it says to everything about files. */
let received: Map<string, number>;
let refusal: { status: number; code: string } | null;
let draftId = '';
/** Deleted in the account, by another device. */
let isGone = false;
/** Name of a document that another device of the group handed in. */
let elsewhere: string | null = null;

const withElsewhere = () => ({
	id: draftId,
	round: 'kofei-2027',
	revision: 1,
	state: 'draft',
	fields: { legal_form: 'registered_association' },
	schema_version: formSchemaVersion,
	receipt: null,
	may: 'send',
	events: [],
	decision: null,
	files: [
		{
			id: 'f1e1f1e1-0000-4000-8000-000000000001',
			document: 'statutes',
			name: elsewhere,
			size: 1000,
			sha256: '0'.repeat(64),
			media_type: 'application/pdf',
			language: null,
			received_bytes: 1000,
			is_complete: true,
			at: '2027-01-20T12:00:00Z'
		}
	]
});

function answer(url: string, init: RequestInit = {}): Response {
	const [, fileId = '', offset] = /files\/([^/]+)(?:\/parts\/(\d+))?$/.exec(url) ?? [];
	if (isGone && url.endsWith('/applications')) return Response.json({ applications: [] });
	if (isGone && !url.endsWith('/session')) return Response.json({ code: 'draft_deleted' }, { status: 410 });
	if (url.endsWith('/session')) return Response.json({ email: 'ada@example.org' });
	if (elsewhere && fileId === '' && url.endsWith(draftId)) return Response.json(withElsewhere());
	if (fileId === '' && init.method === 'PUT') return Response.json({ revision: 1, state: 'draft' });
	if (fileId === '') return Response.json({ code: 'not_found' }, { status: 404 });
	if (refusal) return Response.json({ code: refusal.code }, { status: refusal.status });
	if (init.method === 'DELETE') return Response.json({ ok: received.delete(fileId) });
	const size = init.body instanceof Uint8Array ? init.body.length : 0;
	received.set(fileId, Number(offset ?? 0) + size);
	return Response.json({ received_bytes: received.get(fileId), is_complete: offset !== undefined });
}

beforeEach(async () => {
	received = new Map();
	refusal = null;
	isGone = false;
	elsewhere = null;
	document.cookie = 'signed-in=1';
	vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => answer(String(url), init));
	await deleteDB('kofei');
});
afterEach(() => {
	document.cookie = 'signed-in=; max-age=0';
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

async function drawn(
	component: unknown,
	fields = { legal_form: 'registered_association' },
	more: (applications: Device['applications']) => Promise<Record<string, unknown>> = async () => ({})
) {
	let device: Device | null = null;
	const props = { id: draftId, round: sampleRound, locale: 'de' };
	const held = $state({ component: component as Component<Record<string, unknown>>, props });
	const screen = await render(FramedSample as Component, {
		props: {
			get component() {
				return held.component;
			},
			get props() {
				return held.props;
			},
			ondevice: (made: Device) => (device = made)
		}
	});
	const { applications } = device as unknown as Device;
	await vi.waitFor(() => expect(applications.isReady && applications.person !== undefined).toBe(true));
	if (!applications.find(draftId)) {
		draftId = await applications.create('kofei-2027');
		await applications.edit(draftId, fields);
		held.props = { ...props, id: draftId, ...(await more(applications)) };
	}
	await vi.waitFor(() => expect(screen.container.textContent?.trim()).not.toBe(''));
	return { screen, applications };
}

async function photograph(): Promise<File> {
	const canvas = document.createElement('canvas');
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
	return new File(blob ? [blob] : [], 'image.jpg', { type: 'image/jpeg' });
}

const textOf = (locator: Locator) => locator.element().textContent ?? '';
const says = (locator: Locator, text: string) =>
	vi.waitFor(() => expect(textOf(locator)).toContain(text), 9000);
const saysNot = (locator: Locator, text: string) =>
	vi.waitFor(() => expect(textOf(locator)).not.toContain(text), 9000);
const card = (name: string) => page.getByRole('region', { name, exact: true });
const inputOf = (name: string, isCamera: boolean) => {
	const selector = isCamera ? 'input[capture]' : 'input[type=file]:not([capture])';
	const found = card(name).element().querySelector<HTMLInputElement>(selector);
	if (!found) throw new Error(`no input for ${name}`);
	return found;
};
const pdf = new File(['%PDF-1.7 words'], 'Satzung 2019.pdf', { type: 'application/pdf' });

describe('the section of documents', () => {
	it('asks for what this legal form needs, and says that nothing has to be there before sending', async () => {
		const { screen } = await drawn(DocumentsSection);
		await says(card('Satzung'), m.documents_missing());
		await saysNot(card('Kooperationserklärung'), m.documents_missing());
		await expect.element(card(m.documents_other())).toBeVisible();
		await expectNoAxeViolation(screen.container);
	});

	it('lets whoever only reads see what is there, and add nothing', async () => {
		const { screen } = await drawn(DocumentsSection, undefined, async (applications) => ({
			draft: { ...applications.find(draftId), server: { state: 'draft', may: 'read' } }
		}));
		await expect.element(card('Satzung')).toBeVisible();
		await expect.element(screen.getByText(people.may_read_notice())).toBeVisible();
		expect(screen.container.querySelector('input')).toBeNull();
		await expect.element(screen.getByText(m.documents_closed())).not.toBeInTheDocument();
	});

	it('does not ask in which language a photo is', async () => {
		const { screen } = await drawn(DocumentCard, undefined, async (applications) => ({
			draftId,
			texts: { code: 'report_photo', label: 'Fotos', hint: null, isRequired: false },
			records: [],
			files: await applications.openFiles(),
			mayAdd: true,
			mayRemove: true,
			asksLanguage: false
		}));
		await expect.element(card('Fotos').getByText(m.documents_photograph()).first()).toBeVisible();
		await expect.element(screen.getByLabelText(m.documents_language())).not.toBeInTheDocument();
	});

	it('does not ask a group without legal form for statutes', async () => {
		await drawn(DocumentsSection, { legal_form: 'initiative' });
		await expect.element(card(m.documents_other())).toBeVisible();
		expect(card('Satzung').elements()).toEqual([]);
	});

	it('takes a file, in its language, and says when it has arrived', async () => {
		const { screen } = await drawn(DocumentsSection);
		await userEvent.selectOptions(card('Satzung').getByLabelText(m.documents_language()), 'tr');
		await userEvent.upload(inputOf('Satzung', false), pdf);
		await says(card('Satzung'), 'Satzung 2019.pdf');
		await says(card('Satzung'), 'Türkisch');
		await saysNot(card('Satzung'), m.documents_missing());
		await says(card('Satzung'), m.file_arrived());
		expect([...received.values()]).toEqual([pdf.size]);
		await expectNoAxeViolation(screen.container);
		await card('Satzung')
			.getByRole('button', { name: m.file_remove({ name: pdf.name }) })
			.click();
		await vi.waitFor(() => expect(received.size).toBe(0), 9000);
		await says(card('Satzung'), m.documents_missing());
	}, 30_000);

	it('takes what the camera or the choice brings after the draft was deleted elsewhere, and this screen with it', async () => {
		const { applications } = await drawn(DocumentsSection);
		await applications.edit(draftId, { need: 'x' });
		await vi.waitFor(() => expect(applications.find(draftId)?.base?.revision).toBe(1), 9000);
		const [photo, choice] = [inputOf('Satzung', true), inputOf('Satzung', false)];
		isGone = true;
		// News are asked for once a minute.
		vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000);
		document.dispatchEvent(new Event('visibilitychange'));
		await vi.waitFor(() => expect(photo.isConnected || choice.isConnected).toBe(false), 9000);
		for (const [input, file] of [
			[photo, await photograph()],
			[choice, pdf]
		] as const) {
			const brought = new DataTransfer();
			brought.items.add(file);
			input.files = brought.files;
			input.dispatchEvent(new Event('change', { bubbles: true }));
		}
		await vi.waitFor(
			() =>
				expect(
					applications
						.files(draftId)
						.map(({ document, name, page }) => [document, name, page].join(' '))
						.sort()
				).toEqual(['statutes Satzung 2019.pdf ', 'statutes Satzung.jpg 1']),
			9000
		);
	});

	it('opens what another device handed in from the server, and says without network that it is not here', async () => {
		const { screen, applications } = await drawn(DocumentsSection);
		await vi.waitFor(() => expect(applications.find(draftId)?.base?.revision).toBe(1), 9000);
		elsewhere = 'Protokoll.pdf';
		await applications.refresh(draftId);
		await says(card('Satzung'), 'Protokoll.pdf');
		const link = card('Satzung').getByRole('link', { name: m.file_view({ name: 'Protokoll.pdf' }) });
		const address = `/api/v1/applications/${draftId}/files/f1e1f1e1-0000-4000-8000-000000000001`;
		await expect.element(link).toHaveAttribute('href', address);
		await expect.element(link).toHaveAttribute('download', 'Protokoll.pdf');
		expect(link.element().getBoundingClientRect().width).toBeGreaterThanOrEqual(48);
		await saysNot(card('Satzung'), m.file_elsewhere());
		await expectNoAxeViolation(screen.container);
		vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
		dispatchEvent(new Event('offline'));
		await says(card('Satzung'), m.file_elsewhere());
		await expect.element(link).not.toBeInTheDocument();
		vi.restoreAllMocks();
		dispatchEvent(new Event('online'));
	}, 30_000);

	it('says at once why it does not take a file, and keeps nothing of it', async () => {
		const { screen, applications } = await drawn(DocumentsSection);
		await userEvent.upload(inputOf('Satzung', false), new File([], 'leer.pdf'));
		await says(screen.getByRole('alert'), m.refusal_file_empty());
		await says(screen.getByRole('alert'), 'leer.pdf');
		const name = screen.getByText('leer.pdf').element();
		expect(name.localName, 'a name begins where the lines of the language begin').toBe('bdi');
		expect(applications.files(draftId)).toEqual([]);
		await expectNoAxeViolation(screen.container);
	});

	it('says why the server refused a file, and sends it again when somebody says so', async () => {
		const { screen } = await drawn(DocumentsSection);
		refusal = { status: 422, code: 'not_in_state' };
		await userEvent.upload(inputOf('Satzung', false), pdf);
		await says(card('Satzung'), m.refusal_not_in_state());
		await expectNoAxeViolation(screen.container);
		refusal = null;
		await card('Satzung').getByRole('button', { name: m.file_retry() }).click();
		await says(card('Satzung'), m.file_arrived());
	}, 30_000);

	it('offers no second try for what can never be taken, but another file in its place', async () => {
		const { screen, applications } = await drawn(DocumentsSection);
		refusal = { status: 422, code: 'file_hostile' };
		await userEvent.upload(inputOf('Satzung', false), pdf);
		await says(card('Satzung'), m.refusal_file_hostile());
		await saysNot(card('Satzung'), m.file_retry());
		const other = `${m.file_replace()}: ${pdf.name}`;
		await expect.element(card('Satzung').getByRole('button', { name: other })).toBeVisible();
		await expectNoAxeViolation(screen.container);
		refusal = null;
		const row = card('Satzung').getByRole('listitem').element();
		const input = row.querySelector<HTMLInputElement>('input[type=file]');
		await userEvent.upload(input ?? row, new File(['%PDF-1.7 harmless'], 'Neu.pdf'));
		await says(card('Satzung'), m.file_arrived());
		await saysNot(card('Satzung'), pdf.name);
		expect(applications.files(draftId).map(({ name }) => name)).toEqual(['Neu.pdf']);
	}, 30_000);

	it('puts photographed pages in order, and makes one file of them', async () => {
		const { screen, applications } = await drawn(DocumentsSection);
		await userEvent.upload(inputOf('Satzung', true), await photograph());
		await says(card('Satzung'), m.pages_title({ count: 1 }));
		await userEvent.upload(inputOf('Satzung', true), await photograph());
		await says(card('Satzung'), m.pages_title({ count: 2 }));
		const first = applications.files(draftId).find((file) => file.page === 1);
		await card('Satzung')
			.getByRole('button', { name: m.pages_back({ number: 1 }) })
			.click();
		await vi.waitFor(() => {
			const last = [...applications.files(draftId)].sort((a, b) => (a.page ?? 0) - (b.page ?? 0)).at(-1);
			expect(last?.id).toBe(first?.id);
		});
		await expectNoAxeViolation(screen.container);
		await card('Satzung')
			.getByRole('button', { name: `${m.pages_done()}: Satzung` })
			.click();
		await says(card('Satzung'), 'Satzung.pdf');
		await says(card('Satzung'), m.file_pages({ count: 2 }));
		expect(applications.files(draftId)).toHaveLength(1);
	}, 30_000);

	it.each(['ltr', 'rtl'])('fits on a small phone with targets for a thumb (%s)', async (direction) => {
		await page.viewport(360, 740);
		document.documentElement.dir = direction;
		const { screen } = await drawn(DocumentsSection);
		refusal = { status: 503, code: 'rate_limited' };
		await userEvent.upload(inputOf('Satzung', true), await photograph());
		await userEvent.upload(
			inputOf(m.documents_other(), false),
			new File(['%PDF-'], `${'Sehrlangername'.repeat(8)}.pdf`)
		);
		await says(card(m.documents_other()), m.file_on_device());
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
		for (const button of screen.container.querySelectorAll('button, select')) {
			const { width, height } = button.getBoundingClientRect();
			expect([width >= 48, height >= 48], button.outerHTML).toEqual([true, true]);
		}
		const number = screen.container.querySelector<HTMLElement>('.number');
		expect(number).not.toBeNull();
		// The longest of our languages, and a page of two digits.
		if (number) number.textContent = 'Sayfa 10';
		expect(number?.clientHeight, 'one line').toBeLessThan(32);
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
		document.documentElement.dir = 'ltr';
	});
});

describe('what has not arrived', () => {
	it('is named: what is missing, and what is still on this phone', async () => {
		const { screen, applications } = await drawn(FilesNotThere);
		await expect.element(screen.getByText(`Satzung: ${m.missing_nothing()}`)).toBeVisible();
		const files = await applications.openFiles();
		refusal = { status: 503, code: 'rate_limited' };
		const place = { draftId, document: 'statutes', language: null, name: 'Satzung' };
		await files.add(place, pdf, pdf.name);
		await says(screen.getByRole('listitem'), m.file_on_device());
		await expectNoAxeViolation(screen.container);
		refusal = null;
		const [file] = applications.files(draftId);
		if (file) await files.retry(file);
		await vi.waitFor(() => expect(screen.container.textContent).not.toContain(m.missing_title()), 9000);
	}, 30_000);
});
