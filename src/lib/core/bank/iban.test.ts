import { describe, expect, it } from 'vitest';
import { formatIban, isIban, plainIban } from './iban';

describe('IBANs', () => {
	it('accepts correct ones from here and abroad, with spaces and in lower case', () => {
		for (const iban of [
			'DE89370400440532013000',
			'de89 3704 0044 0532 0130 00',
			'TR330006100519786457841326',
			'FR1420041010050500013M02606',
			'NO9386011117947',
			'GB82WEST12345698765432'
		]) {
			expect(isIban(iban)).toBe(true);
		}
	});

	it('refuses wrong check digits, wrong lengths and anything else', () => {
		for (const iban of [
			'DE88370400440532013000',
			'DE8937040044053201300',
			'NO93',
			'',
			'DE',
			'<script>',
			'9'.repeat(30)
		]) {
			expect(isIban(iban)).toBe(false);
		}
	});

	it('finds every single wrong digit and every swap of neighbours', () => {
		const iban = 'DE89370400440532013000';
		for (let at = 4; at < iban.length; at += 1) {
			const digit = (Number(iban[at]) + 1) % 10;
			expect(isIban(iban.slice(0, at) + String(digit) + iban.slice(at + 1))).toBe(false);
			const [one = '', other = ''] = iban.slice(at, at + 2);
			if (other !== '' && one !== other)
				expect(isIban(iban.slice(0, at) + other + one + iban.slice(at + 2))).toBe(false);
		}
	});

	it('keeps capitals and digits, and shows blocks of four', () => {
		expect(plainIban(' de89-3704 ٠٠٤٤\u200e')).toBe('DE8937040044');
		expect(formatIban('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00');
	});
});
