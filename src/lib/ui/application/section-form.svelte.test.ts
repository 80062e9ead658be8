import { createRawSnippet } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Section } from '../../core/application/fields';
import { stepsOf } from '../../core/application/steps';
import { applyChanges, type Changes, type Fields } from '../../core/draft/fields';
import { sampleRound } from '../../core/round/round.sample';
import { loadFieldTexts } from '../../i18n/field-catalogues.svelte';
import type { Locale } from '../../i18n/locales';
import { expectNoAxeViolation } from '../axe.sample';
import SectionForm from './SectionForm.svelte';

const round = {
	...sampleRound,
	cost_categories: [
		...sampleRound.cost_categories,
		{ code: 'paper', label: 'Material', hint: 'Papier und Farbe', cap_cents: 50_000 },
		{ code: 'staff', label: 'Gehälter', hint: 'Kein eigenes Personal', is_eligible: false }
	],
	income_kinds: [
		{ code: 'own_money', label: 'Eigenes Geld', hint: null },
		{ code: 'public_grant', label: 'Andere Förderung', hint: null }
	]
};
const skip = createRawSnippet(() => ({ render: () => '<span>later</span>' }));

/** A section on the screen, with a draft that really changes. */
async function section(name: Section, first: Fields = {}, at = 0, locale: Locale = 'de') {
	const held = $state({ fields: first, step: at });
	const noted: Changes[] = [];
	const onnext = vi.fn();
	const onfinished = vi.fn();
	let rows = 0;
	const screen = await render(SectionForm, {
		props: {
			section: name,
			round,
			locale,
			nowMs: Date.parse('2027-01-20T12:00:00Z'),
			id: 'section',
			application: 'a',
			makeRowId: () => String(++rows).repeat(8),
			onchange: (changes: Changes) => {
				noted.push(changes);
				held.fields = applyChanges(held.fields, changes);
			},
			onnext,
			onfinished,
			skip,
			get fields() {
				return held.fields;
			},
			get step() {
				return stepsOf(name, held.fields, round)[held.step] ?? [];
			},
			get isLastStep() {
				return held.step === stepsOf(name, held.fields, round).length - 1;
			}
		}
	});
	const submit = () => {
		const form = document.querySelector('form');
		if (!form) throw new Error('no form');
		form.requestSubmit();
	};
	return { screen, held, noted, onnext, onfinished, submit };
}

beforeEach(async () => {
	localStorage.clear();
	document.documentElement.lang = 'de';
	document.documentElement.dir = 'ltr';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
	await loadFieldTexts();
});

describe('the language of an answer on a German screen', () => {
	const turkish =
		'Mahallemizde kadınların buluşabileceği bir yer yok. Birlikte yemek yapıp konuşmak istiyoruz, çocuklar da gelsin.';

	it('is asked about once the letters are those of another, and changed with one tap', async () => {
		const { screen, held } = await section('goals', { need: 'Mahalle', 'text_language.need': 'de' });
		const need = screen.getByRole('textbox').first();
		await userEvent.fill(need, turkish);
		await expect.element(screen.getByText(/Türkçe/)).not.toBeInTheDocument();
		await userEvent.tab();
		await expect.element(screen.getByText(/Türkçe/)).toBeVisible();
		expect(held.fields['text_language.need'], 'nothing is noted unasked').toBe('de');
		await expectNoAxeViolation(screen.container);
		await screen.getByRole('button', { name: 'Ja, ändern' }).click();
		expect(held.fields['text_language.need']).toBe('tr');
		await expect.element(screen.getByText('Ja, ändern')).not.toBeInTheDocument();
	});

	it('stays as it is with one tap, and is not asked about again, unless it looks like another one', async () => {
		const first = { need: turkish, 'text_language.need': 'de' };
		const { screen, held } = await section('goals', first);
		await screen.getByRole('button', { name: 'Nein, so lassen' }).click();
		await expect.element(screen.getByText(/Türkçe/)).not.toBeInTheDocument();
		expect(held.fields).toEqual(first);
		await expect.element(screen.getByText(/Geschrieben auf: Deutsch/)).toBeVisible();
		await screen.unmount();

		const again = await section('goals', first);
		await expect.element(again.screen.getByText(/Geschrieben auf: Deutsch/)).toBeVisible();
		await new Promise((resolve) => setTimeout(resolve, 300));
		await expect.element(again.screen.getByText(/Türkçe/)).not.toBeInTheDocument();
		again.held.fields = {
			...first,
			need: 'Nie mamy miejsca, gdzie możemy się spotkać i ugotować coś razem.'
		};
		await expect.element(again.screen.getByText(/Polski/)).toBeVisible();
	});

	it('is asked about only when the finger is up again: what it pressed does not run away from under it', async () => {
		const { screen } = await section('goals', { need: 'Place', 'text_language.need': 'en' });
		const add = screen.getByRole('button', { name: 'Deutsche Fassung ergänzen' });
		await expect.element(add).toBeVisible();
		await userEvent.fill(screen.getByRole('textbox').first(), turkish);
		await add.click();
		await expect.element(screen.getByText(/Türkçe/)).toBeVisible();
		await expect.element(screen.getByRole('textbox').nth(1)).toBeVisible();
	});

	it('is nobody’s question where the words are German', async () => {
		const { screen } = await section('goals', {
			need: 'Ayşe Yılmaz und Özgür Doğan kochen jede Woche zusammen mit zwanzig Familien.',
			'text_language.need': 'de'
		});
		await expect.element(screen.getByText(/Geschrieben auf: Deutsch/)).toBeVisible();
		await new Promise((resolve) => setTimeout(resolve, 300));
		await expect.element(screen.getByText('Ja, ändern')).not.toBeInTheDocument();
	});
});

describe('questions that depend on answers', () => {
	it('appear and disappear with them, are announced, and take nothing away that is being typed', async () => {
		const { screen, held } = await section('organisation');
		const name = screen.getByLabelText(/^Wie heißt eure Gruppe/);
		await userEvent.fill(name, 'Hochfelder Nachbarn');
		const node = name.element();
		await expect.element(screen.getByLabelText(/Amtsgericht/)).not.toBeInTheDocument();

		await screen.getByText('Eingetragener Verein (e. V.)').click();
		await expect.element(screen.getByLabelText(/Amtsgericht/)).toBeVisible();
		await expect
			.element(screen.getByText(/^Neue Frage: Bei welchem Amtsgericht/))
			.toHaveAttribute('role', 'status');
		expect(name.element()).toBe(node);
		await expect.element(name).toHaveValue('Hochfelder Nachbarn');
		await expect
			.element(
				screen.getByText('Eingetragener Verein (e. V.)').element().closest('label')?.querySelector('input') ??
					null
			)
			.toHaveFocus();

		await userEvent.fill(screen.getByLabelText(/Amtsgericht/), 'Amtsgericht Duisburg');
		await screen.getByText('Initiative oder Gruppe ohne Rechtsform').click();
		await expect.element(screen.getByLabelText(/Amtsgericht/)).not.toBeInTheDocument();
		expect(held.fields['register_court'], 'what was typed stays in the draft').toBe('Amtsgericht Duisburg');
	});

	it('say nothing is new when a screen is opened with them', async () => {
		const { screen } = await section('organisation', { legal_form: 'registered_association' });
		await expect.element(screen.getByLabelText(/Amtsgericht/)).toBeVisible();
		await expect.element(screen.getByText(/^Neue Frage/)).not.toBeInTheDocument();
		await expectNoAxeViolation(screen.container);
	});

	it('are explained when somebody wants to know why, and only then fetched', async () => {
		const { screen } = await section('goals');
		await expect.element(screen.getByText(/Ausgangssituation und Bedarf“/)).not.toBeInTheDocument();
		await screen.getByText('Warum fragen wir das?').click();
		await expect.element(screen.getByText(/Ausgangssituation und Bedarf“/)).toBeVisible();
	});
});

describe('somebody else’s words, which arrive while the focus stays', () => {
	it('are shown in a text that is kept, and what is typed next goes on from them', async () => {
		const { screen, held, noted } = await section('goals', { need: 'Es fehlt', 'text_language.need': 'de' });
		const need = screen.getByRole('textbox').first();
		await need.click();
		await userEvent.keyboard('{End} EINS');
		await expect.element(need).toHaveValue('Es fehlt EINS');
		held.fields = { ...held.fields, need: 'Von Ben' };
		await expect.element(need).toHaveValue('Von Ben');
		await expect.element(need).toHaveFocus();
		await userEvent.keyboard('{End} ZWEI');
		expect(noted.at(-1)).toEqual({ need: 'Von Ben ZWEI' });
	});

	it('are shown in a list that opens, which nobody has to leave first', async () => {
		const { screen, held } = await section('costs', { 'cost_lines.aaaaaaaa.position': 1 });
		const kind = screen.getByLabelText('Art der Ausgabe');
		await userEvent.selectOptions(kind, 'Material');
		held.fields = { ...held.fields, 'cost_lines.aaaaaaaa.category': 'staff' };
		await expect.element(kind).toHaveValue('staff');
	});

	it('are shown among choices, and the next one is added to them', async () => {
		const { screen, held, noted } = await section('people');
		const boxes = screen.getByRole('checkbox');
		await boxes.nth(0).click();
		const [path = '', codes] = Object.entries(held.fields)[0] ?? [];
		const [first = ''] = Array.isArray(codes) ? codes : [];
		const names = boxes.elements().map((box) => (box instanceof HTMLInputElement ? box.value : ''));
		held.fields = { [path]: [first, names[1] ?? ''] };
		await expect.element(boxes.nth(1)).toBeChecked();
		await boxes.nth(2).click();
		expect(noted.at(-1)?.[path]).toEqual(names.slice(0, 3));
	});

	it('leave an amount alone that says the same in other letters', async () => {
		const { screen, held } = await section('costs', { 'cost_lines.aaaaaaaa.position': 1 });
		const amount = screen.getByLabelText('Betrag');
		await amount.click();
		await userEvent.keyboard('1.234,5');
		expect(held.fields['cost_lines.aaaaaaaa.amount_cents']).toBe(123_450);
		held.fields = { ...held.fields, 'cost_lines.aaaaaaaa.label': 'Zelt' };
		await expect.element(screen.getByRole('textbox').first()).toHaveValue('Zelt');
		await expect.element(amount).toHaveValue('1.234,5');
		held.fields = { ...held.fields, 'cost_lines.aaaaaaaa.amount_cents': 500 };
		await expect.element(amount).toHaveValue('5,00');
	});
});

describe('advice', () => {
	it('stands beside its field, not while it is typed, and keeps nobody from going on', async () => {
		const { screen, onnext, submit } = await section('organisation', { postal_code: '10115' }, 1);
		await expect.element(screen.getByText(/liegt nicht in Duisburg/)).toBeVisible();
		await userEvent.fill(screen.getByLabelText('Postleitzahl'), '20095');
		await expect.element(screen.getByText(/liegt nicht in Duisburg/)).not.toBeInTheDocument();
		await userEvent.tab();
		await expect.element(screen.getByText(/liegt nicht in Duisburg/)).toBeVisible();
		submit();
		await vi.waitFor(() => expect(onnext).toHaveBeenCalledOnce());
	});
});

describe('going on', () => {
	it('from a screen in between leads on with nothing written', async () => {
		const { onnext, submit, screen } = await section('goals');
		submit();
		await vi.waitFor(() => expect(onnext).toHaveBeenCalledOnce());
		await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
	});

	it('points out once what is wrong on a screen in between, and then lets go', async () => {
		const { screen, onnext, submit } = await section('organisation', { postal_code: '4705' }, 1);
		submit();
		await expect.element(screen.getByText(/Eine Postleitzahl hat fünf Ziffern/)).toBeVisible();
		await expect.element(screen.getByLabelText('Postleitzahl')).toHaveFocus();
		expect(onnext).not.toHaveBeenCalled();
		submit();
		await vi.waitFor(() => expect(onnext).toHaveBeenCalledOnce());
	});

	it('from the last screen names what the whole section lacks, with the way there', async () => {
		const { screen, onfinished, submit, held } = await section('goals', {}, 1);
		submit();
		const link = screen.getByRole('link', { name: /Warum braucht es das/ });
		await expect.element(link).toHaveAttribute('href', '#need');
		expect(onfinished).not.toHaveBeenCalled();
		held.fields = { need: 'Es fehlt ein Ort.', aims: 'Wir lernen uns kennen.' };
		submit();
		await vi.waitFor(() => expect(onfinished).toHaveBeenCalledOnce());
	});
});

describe('rows', () => {
	it('are added as cards that take the focus, are filled in, and go away one by one', async () => {
		const { screen, held } = await section('responsible', { legal_form: 'initiative' });
		await screen.getByRole('button', { name: 'Person hinzufügen' }).click();
		await expect.element(screen.getByLabelText('Vorname')).toHaveFocus();
		await userEvent.fill(screen.getByLabelText('Vorname'), 'Ayşe');
		await screen.getByRole('button', { name: 'Person hinzufügen' }).click();
		await expect.element(screen.getByLabelText('Vorname').nth(1)).toHaveFocus();
		await userEvent.fill(screen.getByLabelText('Vorname').nth(1), 'Omar');
		await userEvent.fill(screen.getByLabelText('Nachname').nth(1), 'Haddad');
		await expect.element(screen.getByLabelText('Nachname').nth(1)).toHaveFocus();
		await expectNoAxeViolation(screen.container);
		await screen.getByRole('button', { name: '„Person 1“ entfernen' }).click();
		await expect.element(screen.getByLabelText('Vorname')).toHaveValue('Omar');
		expect(Object.keys(held.fields).some((path) => path.startsWith('responsible_persons.11111111'))).toBe(
			false
		);
		await expect.element(screen.getByRole('heading', { name: 'Verantwortliche Personen' })).toHaveFocus();
	});

	it('say how many are missing', async () => {
		const { screen, submit } = await section('responsible', { legal_form: 'initiative' });
		submit();
		await expect
			.element(screen.getByText(/^Hier fehlen noch Namen. Wir brauchen mindestens 2/))
			.toBeVisible();
	});
});

describe('cost lines', () => {
	const line = { 'cost_lines.aaaaaaaa.position': 1 };

	it('work out quantity × price, in any notation, and let the amount be typed without them', async () => {
		const { screen, held } = await section('costs', line);
		const amount = screen.getByLabelText('Betrag');
		await userEvent.fill(amount, '1.000');
		await expect.element(amount).not.toHaveAttribute('readonly');
		await userEvent.fill(screen.getByLabelText('Anzahl'), '٣');
		expect(held.fields['cost_lines.aaaaaaaa.amount_cents']).toBe(100_000);
		await userEvent.fill(screen.getByLabelText('Einzelpreis'), '20,50');
		expect(held.fields['cost_lines.aaaaaaaa.amount_cents']).toBe(6_150);
		await expect.element(amount).toHaveValue('61,50');
		await expect.element(amount).toHaveAttribute('readonly');
		await userEvent.fill(screen.getByLabelText('Einzelpreis'), '');
		await expect.element(amount).not.toHaveAttribute('readonly');
		await expect.element(amount).toHaveValue('61,50');
	});

	it('can be mended where two people left three numbers that disagree', async () => {
		const { screen, held, submit } = await section('costs', {
			...line,
			'cost_lines.aaaaaaaa.quantity': 3,
			'cost_lines.aaaaaaaa.unit_cents': 2_000,
			'cost_lines.aaaaaaaa.amount_cents': 5_000
		});
		await expect.element(screen.getByLabelText('Betrag')).not.toHaveAttribute('readonly');
		submit();
		await expect.element(screen.getByText(/Anzahl mal Preis/).first()).toBeVisible();
		await userEvent.fill(screen.getByLabelText('Betrag'), '60');
		expect(held.fields['cost_lines.aaaaaaaa.amount_cents']).toBe(6_000);
	});

	it('say of each kind whether it is paid for, and up to what', async () => {
		const { screen } = await section('costs', line);
		await userEvent.selectOptions(screen.getByLabelText('Art der Ausgabe'), 'Material');
		await expect.element(screen.getByText(/^Das bezahlen wir · Höchstens 500/)).toBeVisible();
		await expect.element(screen.getByText('Papier und Farbe')).toBeVisible();
		await userEvent.selectOptions(screen.getByLabelText('Art der Ausgabe'), 'Gehälter');
		await expect.element(screen.getByText('Das bezahlen wir nicht')).toBeVisible();
		await expectNoAxeViolation(screen.container);
	});

	it('ask of another public grant how far it is, and of nothing else', async () => {
		const { screen } = await section('costs', { 'income_lines.bbbbbbbb.position': 1 });
		await expect.element(screen.getByText('Wie weit ist das?')).not.toBeInTheDocument();
		await screen.getByText('Andere Förderung').click();
		await expect.element(screen.getByText('Wie weit ist das?')).toBeVisible();
		await expect.element(screen.getByLabelText(/^Aktenzeichen/)).toBeVisible();
	});
});

describe('the language of a long answer', () => {
	it('is German, in a quiet line, for whoever reads German, and can be changed', async () => {
		const { screen, held } = await section('goals');
		await expect.element(screen.getByText(/^Geschrieben auf/)).not.toBeInTheDocument();
		await userEvent.fill(screen.getByLabelText(/^Warum braucht es das/), 'Burada');
		await expect.element(screen.getByText(/^Geschrieben auf: Deutsch/)).toBeVisible();
		expect(held.fields['text_language.need']).toBe('de');
		await screen.getByRole('button', { name: '(ändern)' }).click();
		await userEvent.selectOptions(screen.getByLabelText(/^In welcher Sprache schreibt ihr/), 'Türkçe');
		expect(held.fields['text_language.need']).toBe('tr');
		await expect
			.element(screen.getByText(/Ist sie rechtzeitig da, ist auch die Frist gewahrt/))
			.toBeVisible();
	});

	it('is asked once where another language is read, and remembered with the first word of the next answer', async () => {
		const { screen, held } = await section('goals', {}, 0, 'tr');
		await userEvent.fill(screen.getByLabelText(/^Warum braucht es das/), 'Yer yok.');
		await userEvent.selectOptions(screen.getByLabelText(/^In welcher Sprache schreibt ihr/), 'Türkçe');
		held.step = 1;
		await userEvent.fill(screen.getByLabelText(/^Was soll sich ändern/), 'T');
		await expect.element(screen.getByText(/^Geschrieben auf: Türkçe/)).toBeVisible();
		await expect.element(screen.getByLabelText(/^In welcher Sprache/)).not.toBeInTheDocument();
		expect(held.fields['text_language.aims']).toBe('tr');
	});

	it('is asked for of words whose language nobody said, also by whoever reads German now', async () => {
		const { screen, held } = await section('goals', { need: 'Yer yok.' });
		await expect.element(screen.getByLabelText(/^In welcher Sprache schreibt ihr/)).toHaveValue('');
		await userEvent.fill(screen.getByLabelText(/^Warum braucht es das/), 'Yer yok. Hiç.');
		expect(held.fields).not.toHaveProperty('text_language.need');
		await userEvent.selectOptions(screen.getByLabelText(/^In welcher Sprache/), 'Türkçe');
		expect(held.fields['text_language.need']).toBe('tr');
	});

	it('may be followed by a German version and who made it, and never has to be', async () => {
		const { screen, held } = await section('goals', { need: 'Yer yok.', 'text_language.need': 'tr' });
		await screen.getByRole('button', { name: 'Deutsche Fassung ergänzen' }).click();
		await userEvent.fill(screen.getByLabelText(/^Dasselbe auf Deutsch/), 'Es fehlt ein Ort.');
		expect(held.fields['german.need']).toBe('Es fehlt ein Ort.');
		expect(held.fields['german_by.need']).toBe('self');
		await screen.getByText('Eine Sprachmittlerin oder ein Sprachmittler').click();
		expect(held.fields['german_by.need']).toBe('interpreter');
		await expectNoAxeViolation(screen.container);
	});

	it('asks gently whether the German version still fits once the answer has changed', async () => {
		const { screen, held } = await section('goals', { need: 'Yer yok.', 'text_language.need': 'tr' });
		const older = screen.getByText(/^Ihr habt euren Text geändert/);
		const answer = screen.getByLabelText(/^Warum braucht es das/);
		const german = screen.getByLabelText(/^Dasselbe auf Deutsch/);
		await screen.getByRole('button', { name: 'Deutsche Fassung ergänzen' }).click();
		await userEvent.fill(german, 'Es fehlt ein Ort.');
		await expect.element(older).not.toBeInTheDocument();
		await userEvent.fill(answer, 'Yer yok. Para da yok.');
		await expect.element(older).toBeVisible();
		await expectNoAxeViolation(screen.container);
		await screen.getByRole('button', { name: 'Ja, sie passt' }).click();
		await expect.element(older).not.toBeInTheDocument();
		await userEvent.fill(answer, 'Yer yok.');
		await expect.element(older).toBeVisible();
		await userEvent.fill(german, 'Es fehlt an Raum.');
		await expect.element(older).not.toBeInTheDocument();
		await userEvent.fill(german, '');
		expect(held.fields).not.toHaveProperty('german_of.need');
	});

	it('asks so also of a German version that was written before anybody noted to what', async () => {
		const { screen } = await section('goals', {
			need: 'Yer yok.',
			'text_language.need': 'tr',
			'german.need': 'Es fehlt ein Ort.'
		});
		await expect.element(screen.getByLabelText(/^Dasselbe auf Deutsch/)).toBeVisible();
		await expect.element(screen.getByText(/^Ihr habt euren Text geändert/)).not.toBeInTheDocument();
		await userEvent.fill(screen.getByLabelText(/^Warum braucht es das/), 'Yer yok. Para da yok.');
		await expect.element(screen.getByText(/^Ihr habt euren Text geändert/)).toBeVisible();
	});

	it('is translated on the device where the browser can, marked as done by the device', async () => {
		vi.stubGlobal('Translator', {
			availability: async () => 'available',
			create: async () => ({ translate: async (text: string) => `[de] ${text}` })
		});
		const { screen, held } = await section('goals', { need: 'Yer yok.', 'text_language.need': 'tr' });
		await screen.getByRole('button', { name: 'Deutsche Fassung ergänzen' }).click();
		await screen.getByRole('button', { name: 'Auf diesem Gerät übersetzen' }).click();
		await expect.element(screen.getByLabelText(/^Dasselbe auf Deutsch/)).toHaveValue('[de] Yer yok.');
		expect(held.fields['german_by.need']).toBe('device');
		vi.unstubAllGlobals();
	});
});
