import { describe, expect, it } from 'vitest';
import { normaliseDigits } from './digits';

describe('digits of all scripts', () => {
	it('reads every decimal digit of the basic plane as Unicode does', () => {
		// Digits come in runs of ten with rising values, so counting along gives each its value.
		let seen = 0;
		for (let point = 0; point <= 0xffff; point += 1) {
			const character = String.fromCharCode(point);
			if (!/\p{Nd}/u.test(character)) continue;
			expect(normaliseDigits(character)).toBe(String(seen % 10));
			seen += 1;
		}
		expect(seen).toBeGreaterThan(300);
	});

	it('leaves everything else as it is', () => {
		expect(normaliseDigits('IBAN ١٢۳४ ½ ² Ⅷ 𝟏')).toBe('IBAN 1234 ½ ² Ⅷ 𝟏');
	});
});
