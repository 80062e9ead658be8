import { describe, expect, it } from 'vitest';
import { codeDigits, signInSchema } from './sign-in-form';

describe('signing in to the office', () => {
	it('takes a code as it is copied from a mail', () => {
		expect(codeDigits('123 456')).toBe('123456');
		expect(codeDigits('123-456')).toBe('123456');
	});

	it.each(['', '12345', '1234567', 'abcdef', '12 34 5x'])('does not take %j for a code', (typed) => {
		expect(codeDigits(typed)).toBeNull();
	});

	it.each([
		'',
		'leitung',
		'a b@kofei.test',
		'@kofei.test',
		`${'x'.repeat(250)}@kofei.test`,
		'leitung@kofei.test\u0000',
		'leitung\u200b@kofei.test',
		'\u202eleitung@kofei.test',
		'leitung\ud800@kofei.test'
	])('does not take %j for an address', (email) => {
		expect(signInSchema.safeParse({ email, code: '' }).success).toBe(false);
	});

	it('takes an address with blanks around it', () => {
		expect(signInSchema.parse({ email: ' leitung@kofei.test ', code: '' }).email).toBe('leitung@kofei.test');
	});
});
