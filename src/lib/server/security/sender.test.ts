import { describe, expect, it } from 'vitest';
import { StartError } from '../environment';
import { addressOf, countedAs, readTrust } from './sender';

const proxied = { ADDRESS_HEADER: 'X-Forwarded-For', TRUSTED_PROXIES: '10.0.0.0/8, fd00::1' };
const forwarded = (value?: string) => ({ 'x-forwarded-for': value });

describe('the address that asks', () => {
	it('is the one that connected where no proxy is named, whatever is sent', () => {
		expect(addressOf('203.0.113.7', forwarded('198.51.100.1'), readTrust({}))).toBe('203.0.113.7');
		expect(addressOf('::ffff:203.0.113.7', {}, readTrust({}))).toBe('203.0.113.7');
		expect(addressOf(undefined, forwarded('198.51.100.1'), readTrust({}))).toBeNull();
	});

	it('is the one a trusted proxy names, counted from its end', () => {
		expect(addressOf('10.1.2.3', forwarded('6.6.6.6, 198.51.100.1'), readTrust(proxied))).toBe(
			'198.51.100.1'
		);
		expect(addressOf('fd00::1', forwarded('2001:db8::5'), readTrust(proxied))).toBe('2001:db8::5');
		const two = readTrust({ ...proxied, XFF_DEPTH: '2' });
		expect(addressOf('10.1.2.3', forwarded('6.6.6.6, 198.51.100.1, 10.9.9.9'), two)).toBe('198.51.100.1');
	});

	it('is not the one that somebody names who is no trusted proxy', () => {
		expect(addressOf('203.0.113.7', forwarded('198.51.100.1'), readTrust(proxied))).toBe('203.0.113.7');
		expect(addressOf('fd00::2', forwarded('198.51.100.1'), readTrust(proxied))).toBe('fd00::2');
	});

	it('is unknown, and not guessed, where a proxy does not say it', () => {
		for (const value of [undefined, '', 'unknown', '_hidden', '198.51.100.1, ', '1.2.3.4\r\nx: y'])
			expect(addressOf('10.1.2.3', forwarded(value), readTrust(proxied))).toBeNull();
		const two = readTrust({ ...proxied, XFF_DEPTH: '2' });
		expect(addressOf('10.1.2.3', forwarded('198.51.100.1'), two)).toBeNull();
	});

	it('has neither port nor zone', () => {
		for (const [value, address] of [
			['198.51.100.1:443', '198.51.100.1'],
			['[2001:DB8::5]:443', '2001:db8::5'],
			['fe80::1%eth0', 'fe80::1']
		])
			expect(addressOf('10.1.2.3', forwarded(value), readTrust(proxied))).toBe(address);
	});

	it.each([
		[{ TRUSTED_PROXIES: '10.0.0.1' }],
		[{ ADDRESS_HEADER: 'x-forwarded-for' }],
		[{ ADDRESS_HEADER: 'x-forwarded-for', TRUSTED_PROXIES: ' , ' }],
		[{ ...proxied, TRUSTED_PROXIES: 'proxy.example' }],
		[{ ...proxied, TRUSTED_PROXIES: '10.0.0.0/33' }],
		[{ ...proxied, TRUSTED_PROXIES: '10.0.0.0/' }],
		[{ ...proxied, TRUSTED_PROXIES: '10.0.0.0/8/8' }]
	])('stops the start where proxies are named wrongly (%o)', (variables) => {
		expect(() => readTrust(variables)).toThrow(StartError);
	});
});

describe('who is counted', () => {
	it('is an address of IPv4, and a network of IPv6', () => {
		expect(countedAs('198.51.100.1')).toBe('198.51.100.1');
		const one = countedAs('2001:db8:0:7:aaaa::1');
		for (const other of ['2001:db8:0:7::', '2001:db8::7:1:2:3:4', '2001:0db8:0000:0007:ffff:1:2:3'])
			expect(countedAs(other)).toBe(one);
		expect(countedAs('2001:db8:0:8::1')).not.toBe(one);
		expect(countedAs('::1')).toBe('0:0:0:0::/64');
		expect(countedAs('unknown')).toBe('unknown');
	});
});
