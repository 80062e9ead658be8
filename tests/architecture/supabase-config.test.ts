import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** A value of the file of the official CLI; its lines here are `name = value` below `[table]`. */
function valueOf(table: string, name: string): unknown {
	const [, lines = ''] = readFileSync('supabase/config.toml', 'utf8').split(`\n[${table}]\n`);
	const [own = ''] = lines.split('\n[');
	const [, value] = new RegExp(`^${name} = (.+)$`, 'm').exec(own) ?? [];
	return value === undefined ? undefined : JSON.parse(value);
}

const people = 200;

describe('the configuration of Supabase', () => {
	it('lets 200 people behind one address in within five minutes, and not many more', () => {
		for (const [name, each] of [
			['sign_in_sign_ups', 1],
			['token_verifications', 2],
			['token_refresh', 1]
		] as const) {
			const limit = Number(valueOf('auth.rate_limit', name));
			expect(limit, name).toBeGreaterThanOrEqual(people * each);
			expect(limit, name).toBeLessThanOrEqual(people * each * 1.5);
		}
		const mails = Number(valueOf('auth.rate_limit', 'email_sent'));
		expect(mails).toBeGreaterThanOrEqual(people * 1.2);
		expect(mails).toBeLessThanOrEqual(people * 3);
	});

	it('has short-lived codes of six digits that fill nobody\u2019s mailbox', () => {
		expect(valueOf('auth.email', 'otp_length')).toBe(6);
		expect(valueOf('auth.email', 'otp_expiry')).toBe(600);
		expect(Number.parseInt(String(valueOf('auth.email', 'max_frequency')), 10)).toBeGreaterThanOrEqual(30);
	});

	it('takes nobody in but by an address whose mail was read', () => {
		expect(valueOf('auth', 'enable_anonymous_sign_ins')).toBe(false);
		expect(valueOf('auth.sms', 'enable_signup')).toBe(false);
		expect(valueOf('auth.email', 'enable_confirmations')).toBe(true);
		for (const name of ['anonymous_users', 'sms_sent', 'web3'])
			expect(valueOf('auth.rate_limit', name), name).toBe(1);
	});
});
