import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { defaults } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { completeFields } from '../../core/application/application.sample';
import { fingerprintOf } from '../../core/application/german-version';
import type { Fields } from '../../core/draft/fields';
import { sampleRound } from '../../core/round/round.sample';
import { formatDate } from '../../i18n/format';
import type { SentForm as Sent } from '../../i18n/office-form';
import { expectNoAxeViolation } from '../axe.sample';
import { askSchema, freshAsk } from './ask-form';
import AskForm from './AskForm.svelte';
import { askGroups, itemTexts } from './clarification-texts';
import CaseFiles from './CaseFiles.svelte';
import type { CaseFile } from './case-files';
import Clarifications from './Clarifications.svelte';
import PartialNotice from './PartialNotice.svelte';
import Findings from './Findings.svelte';
import SentForm from './SentForm.svelte';
import Versions from './Versions.svelte';

const sent = (changes: Fields = {}): Sent => ({
	fields: { ...completeFields, ...changes },
	schemaVersion: 2,
	round: sampleRound
});
const foreign = {
	need: 'نريد أن نلتقي',
	'text_language.need': 'ar',
	'german.need': 'Wir wollen uns treffen',
	'german_by.need': 'interpreter',
	aims: 'Komşular tanışır',
	'text_language.aims': 'tr'
};
const file = (more: Partial<CaseFile> = {}): CaseFile => ({
	id: 'f1',
	document: 'statutes',
	name: 'Satzung.pdf',
	size: 2_450_000,
	mediaType: 'application/pdf',
	language: 'tr',
	arrivedAt: '2027-02-20T10:00:00Z',
	...more
});

beforeEach(() => {
	document.documentElement.lang = 'de';
	document.title = 'Test';
});

describe('the sent form', () => {
	const shown = (form: Sent) =>
		render(SentForm, {
			sent: form,
			declarations: [{ code: 'true_and_complete', version: '2027-1', texts: { de: 'Alles stimmt.' } }],
			locale: 'de'
		});

	it('says that an answer was changed after its German version was made', async () => {
		const older = 'Die Antwort wurde nach dieser deutschen Fassung noch geändert.';
		const { container } = await shown(sent({ ...foreign, 'german_of.need': fingerprintOf(foreign.need) }));
		expect(container.textContent).not.toContain(older);
		const changed = await shown(sent({ ...foreign, 'german_of.need': fingerprintOf('نريد') }));
		expect(changed.container.querySelector('#answer-need')?.textContent).toContain(older);
		await expectNoAxeViolation(changed.container);
	});

	it('shows an answer in another language beside its German version, each marked with its language', async () => {
		await page.viewport(1280, 800);
		const { container } = await shown(sent(foreign));
		const original = container.querySelector('#answer-need [lang="ar"]');
		const german = container.querySelector('#answer-need [lang="de"]');
		expect(original?.textContent).toBe('نريد أن نلتقي');
		expect(german?.textContent).toBe('Wir wollen uns treffen');
		expect(getComputedStyle(original ?? document.body).direction).toBe('rtl');
		const [one, other] = [original, german].map((element) =>
			element?.closest('dd > div')?.getBoundingClientRect()
		);
		expect(other?.top).toBe(one?.top);
		expect(other?.left).toBeGreaterThan(one?.right ?? 0);
		expect(container.querySelector('#answer-aims')?.textContent).toContain('§ 23');
		await expectNoAxeViolation(container);
	});

	it('stands one under the other where there is no room', async () => {
		await page.viewport(360, 800);
		const { container } = await shown(sent(foreign));
		const [one, other] = [...container.querySelectorAll('#answer-need dd > div')].map((element) =>
			element.getBoundingClientRect()
		);
		expect(other?.top).toBeGreaterThanOrEqual(one?.bottom ?? Infinity);
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
		await page.viewport(1280, 800);
	});

	it('says of an answer nobody gave the language of that it was not given, over its full width', async () => {
		await page.viewport(1280, 800);
		const { container } = await shown(sent({ ...foreign, 'text_language.aims': '' }));
		const row = container.querySelector('#answer-aims');
		expect(row?.textContent).toContain('Sprache nicht angegeben');
		expect(row?.textContent).not.toContain('§ 23');
		expect(row?.querySelector('bdi')?.hasAttribute('lang')).toBe(false);
		const width = (element: Element | null | undefined) => element?.getBoundingClientRect().width;
		expect(width(row?.querySelector('dd > div'))).toBe(width(row?.querySelector('dd')));
		expect(container.querySelector('#answer-need dd')?.childElementCount).toBe(2);
	});

	it('draws markup in an answer as the letters it is made of', async () => {
		const { container } = await shown(
			sent({ need: '<img src=x onerror=alert(1)>', project_title: '</dd><script>1</script>' })
		);
		expect(container.querySelector('img, script')).toBeNull();
		expect(container.textContent).toContain('<img src=x onerror=alert(1)>');
	});

	it('has the plan with quantity and price only where somebody gave them, and the order of the Land', async () => {
		const plain = await shown(sent());
		expect(plain.container.querySelectorAll('#answer-cost_lines thead th')).toHaveLength(3);
		await plain.unmount();
		const { container } = await shown(
			sent({ 'cost_lines.aaaaaaaa.quantity': 4, 'cost_lines.aaaaaaaa.unit_cents': 30_000 })
		);
		expect(container.querySelectorAll('#answer-cost_lines thead th')).toHaveLength(5);
		expect(container.textContent).toContain('3.7');
	});
});

describe('documents', () => {
	const shown = (files: readonly CaseFile[]) =>
		render(CaseFiles, {
			sent: sent(),
			files,
			sentAt: '2027-02-15T10:00:00Z',
			hrefOf: (id: string) => `/files/${id}`,
			locale: 'de'
		});

	it('say what is missing', async () => {
		const { container } = await shown([]);
		expect(container.querySelector('li')?.textContent).toMatch(/Satzung[^]*Noch nicht da[^]*verlangt/);
		await expectNoAxeViolation(container);
	});

	it('are shown in place only when opened, a PDF in a frame and a photo as an image', async () => {
		const { container } = await shown([
			file(),
			file({ id: 'f2', mediaType: 'image/jpeg', name: 'Foto <b>.jpg' })
		]);
		expect(container.textContent).toContain('Nach dem Absenden eingereicht');
		expect(container.textContent).toContain('PDF · 2,5 MB · Sprache: Türkisch');
		for (const details of container.querySelectorAll('details')) expect(details.open).toBe(false);
		expect(container.querySelector('iframe')?.getAttribute('loading')).toBe('lazy');
		expect(container.querySelector('iframe')?.getAttribute('src')).toBe('/files/f1');
		expect(container.querySelector('img')?.getAttribute('src')).toBe('/files/f2');
		expect(container.querySelector('b')).toBeNull();
		await expectNoAxeViolation(container);
	});
});

describe('versions and findings', () => {
	it('show nothing for one version, and before and after for two', async () => {
		const versions = [
			{ version: 1, receivedAt: '2027-02-15T10:00:00Z', sha256: 'a'.repeat(64) },
			{ version: 2, receivedAt: '2027-03-15T10:00:00Z', sha256: 'b'.repeat(64) }
		];
		const hrefOf = (version: number) => `/v/${version}`;
		const rest = { hrefOf, locale: 'de' as const };
		const one = await render(Versions, { versions: versions.slice(0, 1), comparisons: [], ...rest });
		expect(one.container.querySelector('section')).toBeNull();
		await one.unmount();
		const change = { path: 'need', question: 'Bedarf', before: '', after: 'Neu' };
		const { container } = await render(Versions, {
			versions,
			comparisons: [{ before: 1, after: 2, changes: [change] }],
			...rest
		});
		expect(container.querySelector('tbody tr')?.textContent).toMatch(/Bedarf\s*–\s*Neu/);
		await expectNoAxeViolation(container);
	});

	it('lead to each earlier version, and show what changed in each', async () => {
		const versions = [1, 2, 3].map((version) => ({
			version,
			receivedAt: '2027-02-15T10:00:00Z',
			sha256: String(version).repeat(64)
		}));
		const change = (after: string) => ({ path: 'need', question: 'Bedarf', before: '', after });
		const { container } = await render(Versions, {
			versions,
			comparisons: [
				{ before: 2, after: 3, changes: [change('Drei')] },
				{ before: 1, after: 2, changes: [change('Zwei')] }
			],
			hrefOf: (version: number) => `/v/${version}`,
			locale: 'de'
		});
		const links = [...container.querySelectorAll('a')].map((link) => link.getAttribute('href'));
		expect(links).toEqual(['/v/1', '/v/2']);
		expect([...container.querySelectorAll('ins')].map((ins) => ins.textContent)).toEqual(['Drei', 'Zwei']);
		await userEvent.click(page.getByText(/Was Fassung 2 gegenüber Fassung 1/));
		await expect.element(page.getByText('Zwei')).toBeVisible();
		await expectNoAxeViolation(container);
	});

	it('lead to the place', async () => {
		const { container } = await render(Findings, {
			findings: [{ key: 'a', text: 'Zu prüfen', href: '#answer-need', place: 'Bedarf und Ziele' }]
		});
		expect(container.querySelector('a')?.getAttribute('href')).toBe('#answer-need');
		await expectNoAxeViolation(container);
	});
});

describe('asking for what is missing', () => {
	// What is typed waits in the tab for a session that ends; each test begins with an empty one.
	beforeEach(() => sessionStorage.clear());

	const form = sent({ ...foreign, contact_language: 'ar' });
	const shown = () =>
		render(AskForm, {
			initial: { ...defaults(freshAsk(form, [], '2027-03-01', 'de'), zod4(askSchema)), id: 'ask' },
			action: '?/ask',
			groups: askGroups(form, 'de'),
			textsOf: (items) => itemTexts(items, form, 'de'),
			days: 14,
			sends: 'Mit dem Klick wird sie gesendet.',
			send: 'Nachforderung senden',
			language: 'ar',
			templates: {
				german: { opening: 'Uns fehlt noch etwas. Bitte schickt uns:', closing: 'Danke.' },
				own: { opening: 'أرسلوا إلينا:', closing: 'شكرًا.' }
			},
			canRemind: true,
			words: {
				locale: 'ar',
				items: { 'section:goals': 'القسم: الحاجة والأهداف', 'translation:aims': 'ترجمة: ماذا سيتغير؟' },
				due: 'من فضلكم حتى {date}.',
				translationNotice: 'الترجمة حتى {date}.'
			},
			keptAs: 'test-ask',
			locale: 'de'
		});

	it('fills in the words of the round, in German and in the language of the group', async () => {
		await shown();
		await userEvent.click(page.getByText('Abschnitte noch einmal öffnen'));
		await userEvent.click(page.getByRole('checkbox', { name: 'Bedarf und Ziele' }));
		await userEvent.click(page.getByRole('button', { name: 'Text aus der Vorlage einsetzen' }));
		await expect
			.element(page.getByRole('textbox', { name: 'Nachricht an die Gruppe auf Deutsch' }))
			.toHaveValue('Uns fehlt noch etwas.\n\nDanke.');
		await expect.element(page.getByRole('textbox', { name: /Dieselbe Nachricht/ })).toHaveValue('شكرًا.');
	});

	it('shows beforehand what the group will read, with the notice of the law where a translation is asked for', async () => {
		const { container } = await shown();
		const preview = () => container.querySelector('.preview')?.textContent ?? '';
		expect(preview()).toContain('Übersetzung: Ziele');
		expect(preview()).toContain('§ 23 Abs. 4');
		await userEvent.click(page.getByText('Abschnitte noch einmal öffnen'));
		await userEvent.click(page.getByRole('checkbox', { name: 'Bedarf und Ziele' }));
		await userEvent.fill(
			page.getByRole('textbox', { name: 'Was genau? (Bedarf und Ziele)' }),
			'Wie viele kommen?'
		);
		await userEvent.fill(
			page.getByRole('textbox', { name: 'Nachricht an die Gruppe auf Deutsch' }),
			'Es fehlt etwas.'
		);
		await userEvent.fill(page.getByRole('textbox', { name: 'Frage 1' }), 'Ab wann?');
		for (const words of [
			'Abschnitt: Bedarf und Ziele',
			'Wie viele kommen?',
			'Es fehlt etwas.',
			'Frage: Ab wann?',
			'15.\u00a0März 2027'
		])
			expect(preview()).toContain(words);
		await userEvent.click(page.getByText('Deutsche Übersetzung', { exact: true }));
		await userEvent.click(page.getByRole('checkbox', { name: 'Ziele', exact: true }));
		expect(preview()).not.toContain('§ 23');
		await expectNoAxeViolation(container);
	});

	it('shows the group its own language, and the office the same in German', async () => {
		const { container } = await shown();
		await userEvent.click(page.getByText('Abschnitte noch einmal öffnen'));
		await userEvent.click(page.getByRole('checkbox', { name: 'Bedarf und Ziele' }));
		const lists = [...container.querySelectorAll('.preview ul')];
		expect(lists.map((list) => list.getAttribute('lang'))).toEqual(['ar', null]);
		expect(lists[0]?.textContent).toContain('القسم: الحاجة والأهداف');
		expect(lists[0]?.textContent).toContain('ترجمة: ماذا سيتغير؟');
		expect(lists[1]?.textContent).toContain('Abschnitt: Bedarf und Ziele');
		const preview = container.querySelector('.preview')?.textContent ?? '';
		expect(preview).toContain(`من فضلكم حتى ${formatDate('2027-03-15', 'ar')}.`);
		expect(preview).toContain(`الترجمة حتى ${formatDate('2027-03-15', 'ar')}.`);
		expect(preview).toContain('Antwort bis Montag, 15.\u00a0März 2027');
		await expectNoAxeViolation(container);
	});

	it('shows what is chosen first, folds the rest, and asks for words when there is something to ask', async () => {
		const { container } = await shown();
		const isOpen = () =>
			[...container.querySelectorAll('#ask-chosen details')].map((one) => one.hasAttribute('open'));
		expect(isOpen()).toEqual([false, false, false]);
		const picked = () =>
			[...container.querySelectorAll('.picked li > a')].map((one) => one.textContent.trim());
		expect(picked()).toEqual(['Ziele']);
		const message = page.getByRole('textbox', { name: 'Nachricht an die Gruppe auf Deutsch' });
		await expect.element(message).toBeVisible();
		await userEvent.click(page.getByRole('link', { name: 'Ziele' }));
		await expect.element(page.getByRole('textbox', { name: 'Was genau? (Ziele)' })).toHaveFocus();
		await userEvent.click(page.getByRole('button', { name: 'Weglassen (Ziele)' }));
		expect(picked()).toEqual([]);
		await expect.element(message).not.toBeInTheDocument();
		await expect.element(page.getByText('Wählen Sie oben aus, was fehlt.')).toBeVisible();
		await expect.element(page.getByLabelText('Frage 2')).not.toBeVisible();
		await userEvent.fill(page.getByRole('textbox', { name: 'Frage 1' }), 'Ab wann?');
		await expect.element(message).toBeVisible();
		await expect.element(page.getByRole('textbox', { name: 'Frage 2' })).toBeVisible();
		await expectNoAxeViolation(container);
	});

	it('sends no request whose reminder is on a day there is not', async () => {
		const { container } = await shown();
		const remind = page.getByLabelText('Erinnerung am');
		await userEvent.fill(remind, '2027-03-10');
		await remind.click();
		await userEvent.keyboard('{Backspace}');
		await userEvent.click(page.getByRole('button', { name: 'Nachforderung senden' }));
		await expect.element(remind).toHaveAttribute('aria-invalid', 'true');
		expect(container.querySelector('[href="#ask-remind"]')?.textContent).toContain(
			'Dieses Datum gibt es nicht'
		);
		await userEvent.fill(remind, '2027-03-11');
		await expect.element(remind).not.toHaveAttribute('aria-invalid');
	});

	it('posts a note for everything that could be asked, place by place', async () => {
		const { container } = await shown();
		const data = new FormData(container.querySelector('form') ?? undefined);
		expect(data.getAll('note')).toHaveLength(data.getAll('note_of').length);
		expect(data.getAll('chosen')).toEqual(['translation:aims']);
		expect(data.get('due_on')).toBe('2027-03-15');
	});
});

describe('requests', () => {
	const request = {
		id: 'c1',
		askedAt: '2027-03-01T10:00:00Z',
		dueOn: '2027-03-15',
		items: [{ label: 'Unterlage Satzung', note: '' }],
		hasTranslation: true,
		message: 'مرحبا',
		messageLanguage: 'ar',
		messageGerman: 'Hallo',
		answeredAt: null,
		answer: null,
		closedAt: null,
		remindOn: null,
		isOverdue: false
	};

	it('say what became of them', async () => {
		const cases = [
			[
				{ ...request, answeredAt: '2027-03-10T10:00:00Z', closedAt: '2027-03-10T10:00:00Z' },
				'Beantwortet am'
			],
			[{ ...request, closedAt: '2027-03-10T10:00:00Z' }, 'Ohne Antwort erledigt'],
			[{ ...request, isOverdue: true }, 'Frist abgelaufen'],
			[request, 'Noch nicht beantwortet']
		] as const;
		for (const [one, words] of cases) {
			const { container, unmount } = await render(Clarifications, { clarifications: [one], locale: 'de' });
			expect(container.textContent).toContain(words);
			expect(container.querySelector('[lang="ar"]')?.textContent).toBe('مرحبا');
			expect(container.querySelector('p[lang="de"]')?.textContent).toBe('Hallo');
			await expectNoAxeViolation(container);
			await unmount();
		}
	});
});

describe('whoever is partial', () => {
	it('reads why there is nothing to do here, and who can', async () => {
		const { container, rerender } = await render(PartialNotice, {
			why: 'found',
			able: [{ name: 'Ana Demir' }, { name: 'Jan Kowalski' }]
		});
		expect(container.textContent).toContain('gehören zu der Gruppe');
		expect(container.textContent).toContain('Diesen Antrag bearbeiten können: Ana Demir, Jan Kowalski.');
		await expectNoAxeViolation(container);
		await rerender({ why: 'declared', able: [] });
		expect(container.textContent).toContain('Befangenheit erklärt');
		expect(container.textContent).toContain('niemand sonst');
	});
});
