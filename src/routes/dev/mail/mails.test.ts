import { afterEach, expect, it, vi } from 'vitest';
import { Mailbox } from '$lib/server/embedded/mailbox';
import { load } from './+page.server';

const world = vi.hoisted(() => ({ mailbox: null as unknown }));
vi.mock('$lib/server/backend', () => ({ backend: () => Promise.resolve(world) }));

const asked = (query = '') =>
	load({ setHeaders: () => undefined, url: new URL(`http://localhost/dev/mail${query}`) } as never);

afterEach(() => {
	world.mailbox = null;
});

it('is not there with Supabase: mails, and the codes in them, are shown by the embedded backend alone', async () => {
	await expect(asked()).rejects.toMatchObject({ status: 404 });
	world.mailbox = { messages: ['a mail'] };
	expect(await asked()).toEqual({ to: '', messages: ['a mail'] });
});

it('still has the code of everybody when a whole room has asked for one, and then all of them again', async () => {
	const mailbox = new Mailbox();
	world.mailbox = mailbox;
	const room = Array.from({ length: 500 }, (_, index) => `mensch${index}@example.test`);
	for (const text of ['first', 'second'])
		for (const to of room) await mailbox.send({ to, subject: 'Code', text } as never);
	for (const to of room) {
		const { messages } = await asked(`?to=${encodeURIComponent(` ${to.toUpperCase()}`)}`);
		expect(messages.map(({ text }) => text)).toEqual(['second', 'first']);
	}
	expect((await asked()).messages.length).toBe(50);
	expect((await asked('?to=nobody@example.test')).messages).toEqual([]);
});
