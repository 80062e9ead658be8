import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import SignOfLife from './SignOfLife.svelte';

const MINUTE_MS = 60_000;
const asked: string[] = [];
/** When the session was last seen and when it began, by the same clock as the page's. */
let seenAtMs = 0;
let beganAtMs = 0;
let isOver = false;

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
	[seenAtMs, beganAtMs, isOver] = [Date.now(), Date.now(), false];
	vi.spyOn(window, 'fetch').mockImplementation(async (path, init) => {
		asked.push(`${init?.method} ${String(path)}`);
		if (isOver) return Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' });
		if (path === '/staff/here') seenAtMs = Date.now();
		return Response.json({
			idleSeconds: (seenAtMs + 30 * MINUTE_MS - Date.now()) / 1000,
			seconds: (beganAtMs + 720 * MINUTE_MS - Date.now()) / 1000
		});
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	asked.length = 0;
});

async function pass(minutes: number) {
	for (let quarter = 0; quarter < minutes * 4; quarter += 1) await vi.advanceTimersByTimeAsync(MINUTE_MS / 4);
}
const signs = () => asked.filter((one) => one === 'POST /staff/here').length;
const happens = (event: Event) => document.body.dispatchEvent(event);
const warned = () => document.querySelector('dialog[open]');

it('tells the server of somebody who types, and not of a page that lies open', async () => {
	const page = await render(SignOfLife);
	await pass(5);
	expect(signs()).toBe(0);
	happens(new InputEvent('input', { bubbles: true }));
	happens(new InputEvent('input', { bubbles: true }));
	await pass(5);
	expect(signs()).toBe(1);
	await pass(5);
	expect(signs()).toBe(1);
	await page.unmount();
	happens(new InputEvent('input', { bubbles: true }));
	await pass(5);
	expect(signs()).toBe(1);
});

it.each([
	['a key', () => new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true })],
	['the wheel', () => new WheelEvent('wheel', { bubbles: true })],
	['a finger', () => new Event('touchmove', { bubbles: true })],
	['the focus, as screen readers move it', () => new FocusEvent('focusin', { bubbles: true })]
])('takes %s for a sign of life', async (_, event) => {
	await render(SignOfLife);
	happens(event());
	await pass(5);
	expect(signs()).toBe(1);
});

it('takes a mouse for a sign of life that has really moved', async () => {
	await render(SignOfLife);
	const move = (screenX: number) => happens(new PointerEvent('pointermove', { screenX, bubbles: true }));
	move(7);
	move(7);
	await pass(5);
	expect(signs()).toBe(0);
	move(8);
	await pass(5);
	expect(signs()).toBe(1);
});

it('warns before the session ends, more than two minutes ahead, and one tap puts it off', async () => {
	const page = await render(SignOfLife);
	await pass(26);
	expect(warned()).toBeNull();
	await pass(1.5);
	expect(warned()).not.toBeNull();
	expect(seenAtMs + 30 * MINUTE_MS - Date.now()).toBeGreaterThan(2 * MINUTE_MS);
	await page.getByRole('button', { name: 'Weiterarbeiten' }).last().click();
	await expect.poll(warned).toBeNull();
	expect(signs()).toBe(1);
	await pass(5);
	expect(warned()).toBeNull();
});

it('gives the focus back to where it was', async () => {
	const field = document.body.appendChild(document.createElement('textarea'));
	const page = await render(SignOfLife);
	field.focus();
	await pass(4.5);
	await pass(28);
	expect(document.activeElement).not.toBe(field);
	await page.getByRole('button', { name: 'Weiterarbeiten' }).last().click();
	await expect.poll(() => document.activeElement).toBe(field);
	field.remove();
});

it('says ten minutes before that the half day is over, without taking the focus from whoever writes', async () => {
	const page = await render(SignOfLife);
	beganAtMs -= 705 * MINUTE_MS;
	for (let minute = 0; minute < 4; minute += 1) {
		happens(new InputEvent('input', { bubbles: true }));
		await pass(1);
	}
	expect(document.querySelector('.notice')).toBeNull();
	happens(new InputEvent('input', { bubbles: true }));
	await pass(2);
	await expect
		.poll(() => document.querySelector('.notice')?.textContent)
		.toContain('Ihre Sitzung endet bald');
	expect(warned()).toBeNull();
	expect(page.getByRole('button', { name: 'Weiterarbeiten' }).query()).toBeNull();
});

it('says that the session is over, without a tap', async () => {
	await render(SignOfLife);
	await pass(1);
	isOver = true;
	await pass(28);
	await expect
		.poll(() => document.querySelector('.notice')?.textContent)
		.toContain('Ihre Sitzung ist abgelaufen');
});
