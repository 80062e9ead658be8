import { describe, expect, it } from 'vitest';
import { textsSchema } from './texts-form';

describe('what a request begins and ends with', () => {
	const words = Object.fromEntries(Object.keys(textsSchema.shape).map((part) => [part, '']));
	const problemsOf = (request_opening: string) =>
		textsSchema
			.safeParse({ ...words, revision: 1, request_opening })
			.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

	it('has no placeholders, so that none reaches the group as it was typed', () => {
		expect(problemsOf('Bitte schickt uns:')).toEqual([]);
		expect(problemsOf('Bitte schickt uns {items}')).toEqual(['request_opening braces']);
		expect(problemsOf('Bitte bis {{due_date}}')).toEqual(['request_opening braces']);
	});
});
