import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { sampleRound } from '../round/round.sample';
import { completeFields } from './application.sample';
import { sections } from './fields';
import { decodeProblem } from './problem';
import { fieldProblems } from './problems';
import { sectionSchema } from './schemas';

function issuesOf(section: (typeof sections)[number], values: object) {
	const parsed = z.safeParse(sectionSchema(section, sampleRound), values);
	return (parsed.error?.issues ?? []).map(({ path, message }) => ({
		path: path.join('|'),
		finding: decodeProblem(message)
	}));
}

describe('the schema of a section', () => {
	it('says exactly what the review says, at the same fields', () => {
		for (const section of sections) {
			for (const fields of [{}, completeFields]) {
				const expected = fieldProblems(section, fields, sampleRound).map(({ path, code, params }) => ({
					path,
					finding: { code, params }
				}));
				expect(issuesOf(section, { ...fields })).toEqual(expected);
			}
		}
	});

	it('reads texts that are still being typed the way the draft will', () => {
		expect(issuesOf('costs', { requested_cents: '1.500,00 €' })).toEqual([]);
		expect(issuesOf('costs', { requested_cents: '99 999' })).toEqual([
			{ path: 'requested_cents', finding: { code: 'above_cap', params: { cap_cents: 250_000 } } }
		]);
		expect(issuesOf('people', { target_groups: ['women'], participants: '٨٠', volunteers: '0' })).toEqual([
			{ path: 'volunteers', finding: { code: 'below_one', params: {} } }
		]);
	});

	it('says problems of one field and those between fields at once', () => {
		const values = { format: '', period_start: '2027-06-01', period_end: '2027-05-01', district: 'mitte' };
		expect(issuesOf('activities', values).map(({ path, finding }) => [path, finding?.code])).toEqual([
			['format', 'required'],
			['period_end', 'ends_before_start']
		]);
	});

	it('hands back the values untouched, declarations under their path', () => {
		const schema = sectionSchema('declarations', sampleRound);
		const values = { input_tax: 'entitled', 'declared.true_and_complete': '2027-1' };
		expect(z.parse(schema, values)).toEqual(values);
	});
});
