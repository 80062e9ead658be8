import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Mailbox } from './mailbox';
import { keepPersonalDataOutOfLogs } from './quiet-errors';

describe('the log of the embedded backend', () => {
	const print = vi.fn();
	const { error } = console;
	beforeAll(() => {
		console.error = print;
		keepPersonalDataOutOfLogs();
		keepPersonalDataOutOfLogs();
	});
	afterAll(() => {
		console.error = error;
	});

	it("has the code of a refused statement, and none of people's words", () => {
		const refused = Object.assign(new Error('x'), { code: '23505', query: 'insert …', params: ['Amina'] });
		console.error('failed', refused);
		console.error('something else', 1);
		expect(print.mock.calls).toEqual([['database refused a statement: 23505'], ['something else', 1]]);
	});
});

describe('the mailbox', () => {
	it('keeps the newest two thousand mails as plain words', async () => {
		const mailbox = new Mailbox();
		for (let count = 1; count <= 2001; count += 1) {
			const html = `<style>p { color: red }</style><p>Code ${count}</p>`;
			await mailbox.send({ to: 'a@b.de', subject: 's', html } as Parameters<Mailbox['send']>[0]);
		}
		expect(mailbox.messages).toHaveLength(2000);
		expect(mailbox.messages[0]?.text).toBe('Code 2001');
		expect(mailbox.messages.at(-1)?.text).toBe('Code 2');
	});
});
