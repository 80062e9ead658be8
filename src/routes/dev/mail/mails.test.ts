import { afterEach, expect, it, vi } from 'vitest';
import { load } from './+page.server';

const world = vi.hoisted(() => ({ mailbox: null as unknown }));
vi.mock('$lib/server/backend', () => ({ backend: () => Promise.resolve(world) }));

const asked = () => load({ setHeaders: () => undefined } as never);

afterEach(() => {
	world.mailbox = null;
});

it('is not there with Supabase: mails, and the codes in them, are shown by the embedded backend alone', async () => {
	await expect(asked()).rejects.toMatchObject({ status: 404 });
	world.mailbox = { messages: ['a mail'] };
	expect(await asked()).toEqual({ messages: ['a mail'] });
});
