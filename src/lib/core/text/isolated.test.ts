import { describe, expect, it } from 'vitest';
import { isolated, isolatedName } from './isolated';

describe('a name between words of another direction', () => {
	it('keeps its own, also where it is written in two scripts', () => {
		expect(isolatedName('جمعية السلام e.V.', 'ltr')).toBe(isolated('جمعية السلام e.V.\u200E'));
		expect(isolatedName('Nachbarschaft e.V.', 'rtl')).toBe(isolated('Nachbarschaft e.V.\u200E'));
	});

	it('is left alone where nothing could change places', () => {
		expect(isolatedName('Nachbarschaft e.V.', 'ltr')).toBe('Nachbarschaft e.V.');
		expect(isolatedName('Добро', 'ltr')).toBe('Добро');
		expect(isolatedName('جمعية السلام', 'rtl')).toBe('جمعية السلام');
	});
});
