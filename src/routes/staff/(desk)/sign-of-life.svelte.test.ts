import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import SignOfLife from './SignOfLife.svelte';

const asked: unknown[] = [];
beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
	vi.spyOn(window, 'fetch').mockImplementation(async (...call) => {
		asked.push(call);
		return new Response(null, { status: 204 });
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	asked.length = 0;
});

const fiveMinutes = () => vi.advanceTimersByTime(5 * 60_000);

it('tells the server of somebody who types, and not of a page that lies open', async () => {
	const page = await render(SignOfLife);
	fiveMinutes();
	expect(asked).toEqual([]);
	document.body.dispatchEvent(new InputEvent('input', { bubbles: true }));
	document.body.dispatchEvent(new InputEvent('input', { bubbles: true }));
	fiveMinutes();
	expect(asked).toEqual([['/staff/here', expect.objectContaining({ method: 'POST' })]]);
	fiveMinutes();
	expect(asked).toHaveLength(1);
	await page.unmount();
	document.body.dispatchEvent(new InputEvent('input', { bubbles: true }));
	fiveMinutes();
	expect(asked).toHaveLength(1);
});
