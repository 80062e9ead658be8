import { describe, expect, it, vi } from 'vitest';
import type { Client } from '../supabase/clients';
import type { DemoApplication } from './applications';
import { DemoGrant } from './grants';

const sent = vi.hoisted(() => [] as { deed: string; account?: string; id?: string }[]);
vi.mock('../supabase/own-grant', () => ({
	doOwn: (_client: unknown, _id: string, deed: (typeof sent)[number]) => {
		sent.push(deed);
		return Promise.resolve();
	},
	ownGrant: () => Promise.resolve({ terms: { amount_cents: 100_000 }, promised_cents: 0 })
}));

describe('the example of a grant', () => {
	it('gives each deed an id of its own, also when each step makes it anew', async () => {
		const application = {
			id: '11111111-1111-4111-8111-111111111111',
			seed: 5,
			group: { name: 'Verein', legalForm: 'association', people: [] }
		} as unknown as DemoApplication;
		const grant = () => new DemoGrant({} as Client, application);
		await grant().accept();
		await grant().requestMoney(new Date('2027-05-01T10:00:00Z'));
		await grant().reportChange();
		const ids = sent.map(({ account, id }) => account ?? id);
		expect(ids).toHaveLength(3);
		expect(new Set(ids).size).toBe(3);
	});
});
