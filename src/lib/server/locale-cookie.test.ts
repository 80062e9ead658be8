import type { RequestEvent } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { leaveLocale, savedLocale, saveLocale } from './locale-cookie';

function browser(saved: Record<string, string>, address = 'https://kofei.example') {
	const jar = new Map(Object.entries(saved));
	const cookies = {
		get: (name: string) => jar.get(name),
		set: (name: string, value: string) => void jar.set(name, value),
		delete: (name: string) => void jar.delete(name)
	};
	return { jar, event: { cookies, url: new URL(address) } as unknown as RequestEvent };
}

const name = '__Host-locale';

describe('the language of a browser', () => {
	it('says where it came from; what nobody of ours wrote is none, or a visit', () => {
		for (const [value, origin] of [
			['tr', 'visit'],
			['tr.hand', 'hand'],
			['tr.account', 'account'],
			['tr.whatever', 'visit']
		] as const)
			expect(savedLocale(browser({ [name]: value }).event)).toEqual({ locale: 'tr', origin });
		for (const value of ['', 'xx', 'xx.hand', 'constructor.hand', '.hand'])
			expect(savedLocale(browser({ [name]: value }).event)).toBeNull();
	});

	it('is read as it was saved', () => {
		for (const origin of ['visit', 'hand', 'account'] as const) {
			const { event } = browser({}, 'http://localhost');
			saveLocale(event, 'de-simple', origin);
			expect(savedLocale(event)).toEqual({ locale: 'de-simple', origin });
		}
	});

	it('is nobody’s any more when a session ends, and gone where the phone was borrowed', () => {
		const own = browser({ [name]: 'tr.account' });
		leaveLocale(own.event);
		expect(own.jar.get(name)).toBe('tr');
		const borrowed = browser({ [name]: 'tr.account', '__Host-borrowed-phone': '1' });
		leaveLocale(borrowed.event);
		expect(borrowed.jar.has(name)).toBe(false);
	});
});
