import type { BrowserContext, TestInfo } from '@playwright/test';

/** Of a journey that failed, what stood on each screen: where only the words of a run are kept, nobody can open its trace. */
export async function tellWhatWasSeen(contexts: readonly BrowserContext[], info: TestInfo): Promise<void> {
	if (info.status === info.expectedStatus) return;
	for (const page of contexts.flatMap((context) => context.pages())) {
		const seen = await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String);
		console.log(`\n── seen at ${page.url()} when "${info.title}" failed ──\n${seen.slice(0, 6_000)}\n`);
	}
}
