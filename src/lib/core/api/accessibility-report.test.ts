import { describe, expect, it } from 'vitest';
import { accessibilityReportSchema, maxReportLength } from './accessibility-report';

const said = {
	id: '7b0c6a52-6a43-4f2e-9d38-0f2f9b1f7d11',
	page: ' Kosten ',
	barrier: 'Der Knopf\r\nhat keinen Namen.\n',
	wish: '',
	email: ''
};
const problemsOf = (changes: object) =>
	accessibilityReportSchema
		.safeParse({ ...said, ...changes })
		.error?.issues.map(({ path, message }) => `${String(path[0])} ${message}`);

describe('a report of a barrier', () => {
	it('is taken without an address, with lines as the database counts them', () => {
		expect(accessibilityReportSchema.parse(said)).toEqual({
			...said,
			page: 'Kosten',
			barrier: 'Der Knopf\nhat keinen Namen.'
		});
	});

	it('says what is wrong with which answer', () => {
		expect(problemsOf({ barrier: ' \n' })).toEqual(['barrier missing']);
		expect(problemsOf({ barrier: 'x'.repeat(maxReportLength + 1) })).toEqual(['barrier too_long']);
		expect(problemsOf({ page: 'x'.repeat(301), wish: 'x'.repeat(4001) })).toEqual([
			'page too_long',
			'wish too_long'
		]);
		for (const email of ['elif', 'elif@', 'a b@example.org', `${'x'.repeat(250)}@example.org`])
			expect(problemsOf({ email }), email).toEqual(['email not_an_email']);
		expect(problemsOf({ email: 'elif@example.org' })).toBeUndefined();
	});
});
