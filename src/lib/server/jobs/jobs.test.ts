import { afterEach, describe, expect, it, vi } from 'vitest';
import { startJobs } from './jobs';

const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
afterEach(() => print.mockClear());

const until = (isDone: () => boolean) => vi.waitFor(() => expect(isDone()).toBe(true));

describe('a job', () => {
	it('runs again after its pause, at once while more is waiting, and never beside itself', async () => {
		let [runs, open, most] = [0, 0, 0];
		const jobs = startJobs([
			{
				name: 'count',
				everyMs: 5,
				run: async () => {
					most = Math.max(most, ++open);
					await new Promise((resolve) => setTimeout(resolve, 2));
					open--;
					return ++runs < 3;
				}
			}
		]);
		await until(() => runs > 5);
		await jobs.stop();
		expect(most).toBe(1);
	});

	it('that fails is told without its message, and runs again', async () => {
		let runs = 0;
		const jobs = startJobs([
			{
				name: 'mails',
				everyMs: 1,
				run: () => {
					runs++;
					return Promise.reject(
						Object.assign(new Error('550 <amina@example.org> unknown'), { code: 'EENVELOPE' })
					);
				}
			}
		]);
		await until(() => runs > 2);
		await jobs.stop();
		expect(JSON.parse(String(print.mock.calls[0]?.[0]))).toMatchObject({
			event: 'job_failed',
			job: 'mails',
			code: 'EENVELOPE'
		});
		expect(JSON.stringify(print.mock.calls)).not.toContain('amina');
	});

	it('finishes what it does before it stops, and does not begin anew', async () => {
		let finished = 0;
		const jobs = startJobs([
			{
				name: 'slow',
				everyMs: 60_000,
				run: async () => {
					await new Promise((resolve) => setTimeout(resolve, 20));
					finished++;
					return true;
				}
			}
		]);
		await jobs.stop();
		expect(finished).toBe(1);
	});
});
