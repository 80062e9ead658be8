import { describe, expect, it } from 'vitest';
import { safeNext, signInPath } from './paths';

describe('the way back after signing in', () => {
	it('keeps a page of the office with its query', () => {
		expect(safeNext('/staff/applications/1?view=decide')).toBe('/staff/applications/1?view=decide');
		expect(safeNext('/staff?view=new')).toBe('/staff?view=new');
	});

	it.each([
		'https://evil.example/staff',
		'//evil.example',
		'/staff//evil.example',
		'/\\evil.example',
		'/staff\\..\\evil',
		'/staffroom',
		'/de/apply',
		'/staff/sign-in',
		'/staff/sign-in?next=/staff/budget',
		'/staff/second-factor',
		'/staff/second-factor?next=/staff/budget',
		'/staff\n/x',
		'',
		null,
		undefined
	])('leads home instead of to %j', (next) => {
		expect(safeNext(next)).toBe('/staff');
	});

	it('asks to sign in without naming the home page', () => {
		expect(signInPath({ pathname: '/staff', search: '' })).toBe('/staff/sign-in');
		expect(signInPath({ pathname: '/staff/budget', search: '' })).toBe(
			'/staff/sign-in?next=%2Fstaff%2Fbudget'
		);
	});
});
