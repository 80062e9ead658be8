import { describe, expect, it } from 'vitest';
import { readEnvironment, StartError } from './environment';

const complete = {
	SUPABASE_URL: 'https://project.example/',
	SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_abc',
	SUPABASE_SECRET_KEY: 'sb_secret_abc'
};

describe('the environment', () => {
	it('runs embedded when nothing is set', () => {
		expect(readEnvironment({})).toEqual({ mode: 'embedded', dataDir: 'data' });
	});

	it('uses Supabase when all three variables are there, without the trailing slash', () => {
		expect(readEnvironment(complete)).toMatchObject({ mode: 'supabase', url: 'https://project.example' });
	});

	it.each([
		[{ ...complete, SUPABASE_URL: 'project.example' }, 'SUPABASE_URL'],
		[{ ...complete, SUPABASE_URL: 'ftp://project.example' }, 'SUPABASE_URL'],
		[{ ...complete, SUPABASE_SECRET_KEY: undefined }, 'SUPABASE_SECRET_KEY'],
		[{ ...complete, SUPABASE_SECRET_KEY: 'sb_publishable_abc' }, 'SUPABASE_SECRET_KEY'],
		[{ ...complete, SUPABASE_PUBLISHABLE_KEY: '  ' }, 'SUPABASE_PUBLISHABLE_KEY'],
		[{ SUPABASE_SECRET_KEY: 'sb_secret_abc' }, 'SUPABASE_SECRET_KEY']
	])('names the variable that is wrong and never shows a key (%#)', (variables, name) => {
		const start = () => readEnvironment(variables);
		expect(start).toThrow(StartError);
		expect(start).toThrow(name);
		expect(start).not.toThrow('_abc');
	});
});
