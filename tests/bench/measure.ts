import type { Page } from '@playwright/test';

/** A phone as slow as this, from now on. */
export async function slowDown(page: Page, rate: number): Promise<void> {
	const session = await page.context().newCDPSession(page);
	await session.send('Emulation.setCPUThrottlingRate', { rate });
}

export function quantile(times: readonly number[], share: number): number {
	const sorted = [...times].sort((a, b) => a - b);
	return Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
}

export function line(what: string, goal: string, times: readonly number[], share = 0.5): void {
	const named = share === 0.5 ? 'median' : `p${share * 100}`;
	const slowest = quantile(times, 1);
	console.log(
		`| ${what} | ${named} ${quantile(times, share)} ms, slowest ${slowest} ms of ${times.length} | ${goal} |`
	);
}
