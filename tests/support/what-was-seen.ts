import { readFile } from 'node:fs/promises';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/** Of a journey that failed, what stood on the screen: where only the words of a run are kept, nobody can open its trace. */
export default class WhatWasSeen implements Reporter {
	async onTestEnd({ title }: TestCase, { attachments }: TestResult): Promise<void> {
		for (const { name, path, body } of attachments) {
			if (name !== 'error-context') continue;
			const seen = body?.toString() ?? (path ? await readFile(path, 'utf8') : '');
			console.log(`\n── seen when "${title}" failed ──\n${seen.slice(0, 8_000)}\n`);
		}
	}
}
