import { describe, expect, it } from 'vitest';
import { keepPath, safeNext, safePage, secondFactorPath, signInPath } from './paths';

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
		'/staff?x=\u0000',
		'/staff?x=\u001f',
		'/staff?q=م',
		'/staff/../en',
		'/staff/%2e%2E/en',
		'/staff/applications/../../en?view=decide',
		'/staff/./../en',
		'',
		null,
		undefined
	])('leads home instead of to %j', (next) => {
		expect(safeNext(next)).toBe('/staff');
	});

	it('is the page of a form, not its action', () => {
		const page = '/staff/applications/1';
		for (const action of ['?/note', '?/note=', '?%2Fnote', '?%2fnote='])
			expect(safePage(page + action)).toBe(page);
		expect(safePage(`${page}?/note&view=decide&q=a%2Fb`)).toBe(`${page}?view=decide&q=a%2Fb`);
		expect(safePage(`${page}?view=decide&/note`)).toBe(`${page}?view=decide`);
		expect(safePage('//evil.example?/note')).toBe('/staff');
		const posted = { pathname: page, search: '?/note&view=decide' };
		expect(signInPath(posted)).toBe(`/staff/sign-in?next=${encodeURIComponent(`${page}?view=decide`)}`);
		expect(secondFactorPath(posted)).toBe(
			`/staff/second-factor?next=${encodeURIComponent(`${page}?view=decide`)}`
		);
		// What is kept goes to the action once more.
		expect(keepPath(posted, 'sign-in')).toContain(encodeURIComponent(`${page}?/note&view=decide`));
	});

	it('asks to sign in without naming the home page', () => {
		expect(signInPath({ pathname: '/staff', search: '' })).toBe('/staff/sign-in');
		expect(signInPath({ pathname: '/staff/budget', search: '' })).toBe(
			'/staff/sign-in?next=%2Fstaff%2Fbudget'
		);
	});
});
