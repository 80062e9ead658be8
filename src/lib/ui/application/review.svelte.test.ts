import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { completeFields } from '../../core/application/application.sample';
import { problemsOf } from '../../core/application/problems';
import { sampleRound } from '../../core/round/round.sample';
import { isolated } from '../../core/text/isolated';
import { loadFieldTexts } from '../../i18n/field-catalogues.svelte';
import { expectNoAxeViolation } from '../axe.sample';
import Answers from './Answers.svelte';
import Missing from './Missing.svelte';
import Signature from './Signature.svelte';

const round = {
	...sampleRound,
	declarations: sampleRound.declarations.map((one) => ({ ...one, text_de: `Bindend: ${one.text}` }))
};
const fields = {
	...completeFields,
	legal_form: 'registered_association',
	need: 'Tanışacak yer yok.',
	'text_language.need': 'tr',
	'german.need': 'Es fehlt ein Ort.',
	'german_by.need': 'device'
};

beforeEach(async () => {
	document.documentElement.lang = 'de';
	document.documentElement.dataset['locale'] = 'de';
	document.title = 'Test';
	await loadFieldTexts();
});

describe('the application as it will be read', () => {
	it('has every section that is asked, in order, with its answers, people and lines', async () => {
		const screen = await render(Answers, { props: { fields, round, locale: 'de' } });
		await expect.element(screen.getByRole('heading', { level: 2 }).first()).toBeVisible();
		const titles = screen.getByRole('heading', { level: 2 }).elements();
		expect(titles.map((title) => title.textContent)).toHaveLength(14);
		await expect.element(screen.getByText('VR 1234')).toBeVisible();
		await expect.element(screen.getByText('Nachbarschaftsfest')).toBeVisible();
		const people = screen.getByRole('region', { name: 'Verantwortliche' });
		await expect.element(people.getByText('Ayşe')).toBeVisible();
		await expect.element(screen.getByText('Zelte')).toBeVisible();
		await expectNoAxeViolation(screen.container);
	});

	it('writes all sums the same way round where lines run from right to left', async () => {
		document.documentElement.dir = 'rtl';
		const screen = await render(Answers, { props: { fields, round, locale: 'ar' } });
		await expect.element(screen.getByText('Zelte')).toBeVisible();
		const lines = [...screen.container.querySelectorAll('.amount, dd bdi')].filter((element) =>
			element.textContent?.includes('€')
		);
		expect(lines.length).toBeGreaterThan(2);
		expect(new Set(lines.map(isSignLeft))).toEqual(new Set([true]));
		document.documentElement.dir = 'ltr';
	});

	it('breaks a heading whose longest word is wider than the screen', async () => {
		const screen = await render(Answers, { props: { fields, round, locale: 'de', changeHref: () => '#' } });
		const title = screen.getByRole('heading', { name: 'Gemeinnützigkeit und Ehrenamt' });
		await expect.element(title).toBeVisible();
		screen.container.style.inlineSize = '220px';
		screen.container.style.letterSpacing = '0.12em';
		const edge = screen.container.getBoundingClientRect().right;
		const text = document.createRange();
		text.selectNodeContents(title.element());
		expect(text.getBoundingClientRect().right).toBeLessThanOrEqual(edge);
	});

	it('leaves out what the answers and the round make superfluous', async () => {
		const other = { ...fields, legal_form: 'foundation', non_profit: 'no' };
		const short = { ...round, not_asked: ['quality'] };
		const screen = await render(Answers, { props: { fields: other, round: short, locale: 'de' } });
		await expect.element(screen.getByText('Nachbarschaftsfest')).toBeVisible();
		await expect.element(screen.getByText('VR 1234')).not.toBeInTheDocument();
		await expect.element(screen.getByRole('heading', { name: 'Damit es gut wird' })).not.toBeInTheDocument();
	});

	it('shows in which language an answer is written, its German version, and who made it', async () => {
		const screen = await render(Answers, { props: { fields, round, locale: 'de' } });
		await expect.element(screen.getByText('Tanışacak yer yok.')).toHaveAttribute('lang', 'tr');
		await expect.element(screen.getByText('Geschrieben auf: Türkçe')).toBeVisible();
		await expect.element(screen.getByText('Es fehlt ein Ort.')).toHaveAttribute('lang', 'de');
		await expect.element(screen.getByText(/^Deutsche Fassung, vom Gerät übersetzt/)).toBeVisible();
	});

	it('says where nobody gave the language of an answer, and does not take it for German', async () => {
		const unsaid = { ...fields, 'text_language.need': '' };
		const screen = await render(Answers, { props: { fields: unsaid, round, locale: 'de' } });
		await expect.element(screen.getByText('Sprache nicht angegeben')).toBeVisible();
		await expect.element(screen.getByText('Tanışacak yer yok.')).not.toHaveAttribute('lang');
	});

	it('names every document with its file, what has to be there also without one, and promises nothing that is voluntary', async () => {
		const other = { document: 'other', name: 'plakat.jpg' };
		const screen = await render(Answers, { props: { fields, round, locale: 'de', files: [other] } });
		await expect.element(screen.getByText(/^Satzung: wird nachgereicht/)).toBeVisible();
		await expect.element(screen.getByText(/^Weitere Unterlage: plakat.jpg/)).toBeVisible();
		await expect.element(screen.getByText(/^Kooperationserklärung/)).not.toBeInTheDocument();
		const files = ['statutes', 'cooperation'].map((document) => ({ document, name: `${document}.pdf` }));
		await screen.rerender({ fields, round, locale: 'de', files });
		await expect.element(screen.getByText(/^Satzung: statutes.pdf/)).toBeVisible();
		await expect.element(screen.getByText(/^Kooperationserklärung: cooperation.pdf/)).toBeVisible();
	});

	it('shows each declaration with its version, and to readers of another language the binding text', async () => {
		const screen = await render(Answers, { props: { fields, round, locale: 'tr' } });
		await expect.element(screen.getByText('Bindend: Alles stimmt.')).toHaveAttribute('lang', 'de');
		await expect.element(screen.getByText(`zugestimmt, Fassung ${isolated('2027-1')}`)).toBeVisible();
	});

	it('can be printed on A4 with every answer and without anything to press', async () => {
		const changeHref = (section: string) => `/de/apply/x/${section}`;
		const screen = await render(Answers, { props: { fields, round, locale: 'de', changeHref } });
		await expect.element(screen.getByRole('link', { name: 'Ändern: Euer Projekt' })).toBeVisible();
		const pressed = screen.container.querySelectorAll('a:not(.no-print), button:not(.no-print)');
		expect(pressed).toHaveLength(0);
	});
});

describe('what is missing', () => {
	it('is a link to the very question, also of a row', async () => {
		const broken = { ...fields, aims: '', 'cost_lines.bbbbbbbb.amount_cents': 'viel' };
		const problems = problemsOf(broken, round);
		const props = { problems, fields: broken, locale: 'de' as const, home: '/de/apply/x' };
		const screen = await render(Missing, { props });
		await expect
			.element(screen.getByRole('link', { name: /^Was soll sich ändern/ }))
			.toHaveAttribute('href', '/de/apply/x/goals#aims');
		await expect
			.element(screen.getByRole('link', { name: 'Ausgabe 2: Betrag' }))
			.toHaveAttribute('href', '/de/apply/x/costs#cost_lines.bbbbbbbb.amount_cents');
		await expectNoAxeViolation(screen.container);
	});
});

describe('the signature', () => {
	const documentsHref = '/de/apply/x/documents#signed_page';

	it('is the typed name under everything', async () => {
		const onsign = vi.fn();
		const unsigned = { ...fields, signed_name: '' };
		const props = { fields: unsigned, round, locale: 'de' as const, documentsHref, onsign };
		const screen = await render(Signature, { props });
		await userEvent.fill(screen.getByLabelText('Euer Vor- und Nachname'), 'Ayşe Ö');
		expect(onsign).toHaveBeenLastCalledWith('Ayşe Ö');
		await expectNoAxeViolation(screen.container);
	});

	it('can only be read once the application is on its way', async () => {
		const screen = await render(Signature, { props: { fields, round, locale: 'de', documentsHref } });
		await expect.element(screen.getByText('Ayşe Ö')).toBeVisible();
		await expect.element(page.getByRole('textbox')).not.toBeInTheDocument();
	});

	it('is a page to print, sign and hand in where the round wants one', async () => {
		const signedPage = { ...round, signature: 'signed_page' as const };
		const props = { fields, round: signedPage, locale: 'de' as const, documentsHref, onsign: vi.fn() };
		const screen = await render(Signature, { props });
		await expect.element(screen.getByRole('button', { name: 'Drucken' })).toBeVisible();
		await expect
			.element(screen.getByRole('link', { name: 'Unterschriebene Seite abgeben' }))
			.toHaveAttribute('href', documentsHref);
		await expect.element(page.getByRole('textbox')).not.toBeInTheDocument();
	});
});

/** Whether the sign of the euro stands left of the digits on the screen. */
function isSignLeft(element: Element): boolean {
	const [text] = [...element.childNodes].filter((node) => node instanceof Text);
	const placeOf = (at: number) => {
		const range = document.createRange();
		range.setStart(text as Text, at);
		range.setEnd(text as Text, at + 1);
		return range.getBoundingClientRect().left;
	};
	const words = text?.textContent ?? '';
	return placeOf(words.indexOf('€')) < placeOf(words.search(/\d/));
}
