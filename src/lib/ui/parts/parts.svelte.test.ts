import { createRawSnippet, type Component } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { expectNoAxeViolation } from '../axe.sample';
import BottomBar from './BottomBar.svelte';
import Button from './Button.svelte';
import Card from './Card.svelte';
import Chip from './Chip.svelte';
import DataTable from './DataTable.svelte';
import DefinitionList from './DefinitionList.svelte';
import Dialog from './Dialog.svelte';
import EmptyState from './EmptyState.svelte';
import ErrorSummary from './ErrorSummary.svelte';
import LanguageMenu from './LanguageMenu.svelte';
import Notice from './Notice.svelte';
import SectionList from './SectionList.svelte';
import Skeleton from './Skeleton.svelte';
import SkipLink from './SkipLink.svelte';
import StandingLine from './StandingLine.svelte';
import Timeline from './Timeline.svelte';
import TopBar from './TopBar.svelte';

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));
const children = words('Words');
const part = (component: unknown, props: object) => ({ component: component as Component, props });

const languages = [
	{ href: '/de', tag: 'de', dir: 'ltr', name: 'Deutsch', isCurrent: true },
	{ href: '/ar', tag: 'ar', dir: 'rtl', name: 'العربية', isCurrent: false }
] as const;
const columns = [
	{ key: 'name', label: 'Name', isRowHeading: true },
	{ key: 'sum', label: 'Sum', isNumeric: true, ariaSort: 'ascending', sortHref: '?sort=sum' }
];
const table = {
	caption: 'Applications',
	columns,
	rows: [{ id: 'a' }, { id: 'b' }],
	rowKey: ({ id }: { id: string }) => id,
	rowHref: ({ id }: { id: string }) => `/staff/${id}`,
	currentKey: 'b',
	cell: createRawSnippet((row: () => { id: string }, column: () => { key: string }) => ({
		render: () => `<span>${row().id} ${column().key}</span>`
	}))
};

const parts = {
	BottomBar: part(BottomBar, { children, secondary: words('More'), summary: words('Sum') }),
	...Object.fromEntries(
		(['primary', 'secondary', 'quiet', 'danger'] as const).map((variant) => [
			`Button ${variant}`,
			part(Button, { variant, children })
		])
	),
	'Button that is busy': part(Button, { busy: true, busyText: 'Sending', children }),
	'Button as a link': part(Button, { href: '/x', children }),
	...Object.fromEntries(
		(['plain', 'info', 'success', 'attention', 'hero'] as const).map((tone) => [
			`Card ${tone}`,
			part(Card, { tone, children })
		])
	),
	...Object.fromEntries(
		(['neutral', 'info', 'success', 'warning', 'danger', 'accent'] as const).map((tone) => [
			`Chip ${tone}`,
			part(Chip, { tone, icon: 'info', children })
		])
	),
	DataTable: part(DataTable, table),
	DefinitionList: part(DefinitionList, { items: [{ term: 'Name', text: 'Ada' }], action: words('Change') }),
	EmptyState: part(EmptyState, { title: 'Nothing', text: 'Yet', action: words('Begin') }),
	ErrorSummary: part(ErrorSummary, { title: 'Two things', errors: [{ text: 'Name', href: '#name' }] }),
	LanguageMenu: part(LanguageMenu, { label: 'Language', languages }),
	...Object.fromEntries(
		(['info', 'success', 'warning', 'danger', 'offline'] as const).map((kind) => [
			`Notice ${kind}`,
			part(Notice, { kind, title: 'Title', level: 2, children, actions: words('Do') })
		])
	),
	SectionList: part(SectionList, {
		ariaLabel: 'Parts',
		items: (['todo', 'started', 'done', 'attention'] as const).map((state) => ({
			href: `/${state}`,
			title: state,
			text: `is ${state}`,
			state
		}))
	}),
	Skeleton: part(Skeleton, { text: 'Loading' }),
	SkipLink: part(SkipLink, { text: 'To the content', href: '#main' }),
	...Object.fromEntries(
		(['device', 'sending', 'saved', 'sent', 'offline', 'attention'] as const).map((kind) => [
			`StandingLine ${kind}`,
			part(StandingLine, { kind, text: 'On this device', href: kind === 'attention' ? '/x' : undefined })
		])
	),
	Timeline: part(Timeline, {
		ariaLabel: 'History',
		events: [
			{ title: 'Received', state: 'done', time: '1 May', datetime: '2027-05-01' },
			{ title: 'In review', state: 'current', text: 'We read it' },
			{ title: 'Decided', state: 'ahead' }
		]
	}),
	TopBar: part(TopBar, { title: 'Where', backHref: '/', backText: 'Back', standing: words('Here') })
};

beforeEach(() => {
	document.documentElement.lang = 'en';
	document.documentElement.dir = 'ltr';
	document.title = 'Test';
});

describe('every part', () => {
	it.each(Object.entries(parts))('draws nothing that axe objects to: %s', async (_, { component, props }) => {
		const main = document.createElement('main');
		main.id = 'main';
		document.body.append(main);
		const { container } = await render(component, { props: props as never });
		for (const dir of ['ltr', 'rtl']) {
			document.documentElement.dir = dir;
			await expectNoAxeViolation(container);
		}
		main.remove();
	});
});

describe('Button', () => {
	it('does what it says, and nothing while it is busy, without losing its place', async () => {
		const press = vi.fn();
		const screen = await render(Button, { props: { children, onclick: press, type: 'submit' } });
		const button = screen.getByRole('button');
		await button.click();
		expect(press).toHaveBeenCalledTimes(1);
		await screen.rerender({ busy: true, busyText: 'Sending' });
		await expect.element(button).toHaveAttribute('aria-disabled', 'true');
		await expect.element(button).toHaveFocus();
		await expect.element(button).toHaveTextContent('Sending');
		await userEvent.keyboard('{Enter}');
		expect(press).toHaveBeenCalledTimes(1);
	});
});

describe('BottomBar', () => {
	it('is pressed where the mouse is, whatever is said of the field that is left with it', async () => {
		const field = document.body.appendChild(document.createElement('input'));
		const said = document.body.appendChild(document.createElement('p'));
		field.addEventListener('blur', () => (said.style.height = '300px'));
		const pressed: (Element | null)[] = [];
		const button = createRawSnippet(() => ({
			render: () => '<button type="button">Continue</button>',
			setup: (element) => element.addEventListener('click', () => pressed.push(document.activeElement))
		}));
		const screen = await render(BottomBar, { props: { children: button } });
		field.focus();
		await userEvent.click(screen.getByRole('button'));
		expect(pressed.map((element) => element?.tagName)).toEqual(['BUTTON']);
		expect(said.style.height).toBe('300px');
		field.remove();
		said.remove();
	});
});

describe('Dialog', () => {
	const held = $state({ open: false });
	const props = {
		title: 'Really?',
		closeText: 'Close',
		children,
		actions: words('Yes'),
		get open() {
			return held.open;
		},
		set open(next: boolean) {
			held.open = next;
		}
	};

	it('takes the focus to its question, keeps it inside, and gives it back', async () => {
		const opener = document.createElement('button');
		opener.textContent = 'Open';
		document.body.append(opener);
		const screen = await render(Dialog, { props });
		opener.focus();
		held.open = true;
		await expect.element(screen.getByRole('dialog', { name: 'Really?' })).toBeVisible();
		await expect.element(screen.getByRole('heading', { name: 'Really?' })).toHaveFocus();
		await expectNoAxeViolation(screen.container);
		await userEvent.keyboard('{Escape}');
		await expect.poll(() => held.open).toBe(false);
		expect(document.activeElement).toBe(opener);
		opener.remove();
	});

	it('closes by its cross', async () => {
		const screen = await render(Dialog, { props });
		held.open = true;
		await screen.getByRole('button', { name: 'Close' }).click();
		await expect.poll(() => held.open).toBe(false);
	});
});

describe('ErrorSummary', () => {
	it('speaks, takes the focus, and leads to each field', async () => {
		const field = document.createElement('input');
		field.id = 'name';
		document.body.append(field);
		const screen = await render(ErrorSummary, {
			props: { title: 'Something is missing', errors: [{ text: 'Your name', href: '#name' }] }
		});
		const summary = screen.getByRole('alert', { name: 'Something is missing' });
		await expect.element(summary).toHaveFocus();
		await screen.getByRole('link', { name: 'Your name' }).click();
		expect(document.activeElement).toBe(field);
		field.remove();
	});
});

describe('LanguageMenu', () => {
	it('names each language in itself, and closes by Escape and by pressing elsewhere', async () => {
		const screen = await render(LanguageMenu, { props: { label: 'Language', languages } });
		const summary = screen.getByText('Language');
		await screen.getByText('Deutsch').first().click();
		await expect.element(screen.getByRole('link', { name: 'العربية' })).toHaveAttribute('lang', 'ar');
		await expect
			.element(screen.getByRole('link', { name: 'Deutsch' }))
			.toHaveAttribute('aria-current', 'true');
		await userEvent.keyboard('{Escape}');
		await expect.element(screen.getByRole('link', { name: 'العربية' })).not.toBeInTheDocument();
		expect(document.activeElement?.tagName).toBe('SUMMARY');
		await screen.getByText('Deutsch').first().click();
		document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
		await expect.element(screen.getByRole('link', { name: 'العربية' })).not.toBeInTheDocument();
		await expect.element(summary).toBeInTheDocument();
	});
});

describe('StandingLine', () => {
	it('speaks when it changes, or not where another line already does', async () => {
		const screen = await render(StandingLine, { props: { kind: 'device', text: 'On this device' } });
		await expect.element(screen.getByRole('status')).toHaveTextContent('On this device');
		await screen.rerender({ live: false });
		await expect.element(screen.getByRole('status')).not.toBeInTheDocument();
	});
});

describe('DataTable', () => {
	it('is a table with named rows, also where it is drawn as cards', async () => {
		const screen = await render(DataTable as unknown as Component, { props: table as never });
		await expect.element(screen.getByRole('table', { name: 'Applications' })).toBeVisible();
		await expect.element(screen.getByRole('rowheader', { name: 'a name' })).toBeVisible();
		await expect.element(screen.getByRole('link', { name: 'a name' })).toHaveAttribute('href', '/staff/a');
		await expect
			.element(screen.getByRole('columnheader', { name: 'Sum' }))
			.toHaveAttribute('aria-sort', 'ascending');
	});
});
