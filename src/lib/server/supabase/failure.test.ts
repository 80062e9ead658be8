import { PostgrestError } from '@supabase/supabase-js';
import { describe, expect, it } from 'vitest';
import { dataOf, Refusal, refusalOf } from './failure';

const error = (code: string, message = 'm', details = '') =>
	new PostgrestError({ code, message, details, hint: '' });

describe('a refusal of the database', () => {
	it('is our code, its status and its parameters', () => {
		expect(refusalOf(error('PT422', 'budget_exceeded', '{"free_cents":5}'))).toMatchObject({
			code: 'budget_exceeded',
			status: 422,
			detail: { free_cents: 5 }
		});
		expect(refusalOf(error('PT409', 'draft_moved_on', 'no json'))).toMatchObject({
			status: 409,
			detail: undefined
		});
	});

	it.each([
		['42501', 'not_allowed', 403],
		['PGRST301', 'signed_out', 401],
		['PGRST303', 'signed_out', 401],
		['22P02', 'not_found', 404],
		['22021', 'payload_invalid', 422],
		['22P05', 'payload_invalid', 422],
		['22007', 'payload_invalid', 422],
		['22008', 'payload_invalid', 422],
		['PT500', 'unexpected', 500],
		['23505', 'unexpected', 500]
	])('is never a sentence about the database: %s', (code, ours, status) => {
		expect(refusalOf(error(code, 'duplicate key value (email)=(amina@example.org)'))).toMatchObject({
			code: ours,
			status
		});
	});

	it('is "signed out", never "not allowed", for whoever has no session any more', () => {
		const refused = (status: number) => ({ data: null, error: error('42501'), status });
		expect(() => dataOf(refused(401))).toThrow(expect.objectContaining({ code: 'signed_out', status: 401 }));
		expect(() => dataOf(refused(403))).toThrow(expect.objectContaining({ code: 'not_allowed', status: 403 }));
	});

	it('is "not found" where there is nothing, and nothing where there is an answer', () => {
		expect(() => dataOf({ data: null, error: null })).toThrow(Refusal);
		expect(dataOf({ data: 0, error: null })).toBe(0);
	});
});
