import { expect, it, vi } from 'vitest';
import { leaveLocale } from '$lib/server/locale-cookie';
import { actions } from './+page.server';

vi.mock('$lib/server/staff/guard', () => ({
	requireStaff: async () => ({ client: {}, id: 'a' }),
	orErrorPage: (answer: unknown) => answer
}));
vi.mock('$lib/server/supabase/sessions', () => ({
	endSessions: async () => undefined,
	signOut: async () => undefined
}));
vi.mock('$lib/server/locale-cookie', () => ({ leaveLocale: vi.fn() }));

it('whoever signs out everywhere leaves no address in this browser either', async () => {
	const jar = new Map([['__Host-office-address', 'clerk@example.test']]);
	const cookies = { delete: (name: string) => jar.delete(name) };
	const event = { cookies, url: new URL('https://kofei.example/staff/devices') };
	await expect(actions.everywhere(event as never)).rejects.toMatchObject({ location: '/staff/sign-in' });
	expect([...jar.keys()]).toEqual([]);
	expect(leaveLocale).toHaveBeenCalled();
});
