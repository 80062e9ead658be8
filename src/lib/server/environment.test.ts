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

	it('sends mails where there is a server and a sender for them', () => {
		const mail = {
			SMTP_URL: 'smtps://kofei:secret_abc@mail.example:465',
			MAIL_FROM: 'KOFEI <kofei@mail.example>'
		};
		expect(readEnvironment(complete)).toMatchObject({ smtp: null });
		expect(readEnvironment({ ...complete, ...mail })).toMatchObject({
			smtp: { url: mail.SMTP_URL, from: mail.MAIL_FROM }
		});
	});

	it.each([
		[{ ...complete, SMTP_URL: 'smtps://a:secret_abc@mail.example' }, 'MAIL_FROM'],
		[{ ...complete, MAIL_FROM: 'kofei@mail.example' }, 'SMTP_URL'],
		[{ ...complete, SMTP_URL: 'https://mail.example', MAIL_FROM: 'kofei@mail.example' }, 'SMTP_URL'],
		[{ ...complete, SMTP_URL: 'mail.example:secret_abc', MAIL_FROM: 'kofei@mail.example' }, 'SMTP_URL'],
		[{ ...complete, SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'KOFEI' }, 'MAIL_FROM'],
		[
			{ ...complete, SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a@b.example\nbcc: c@d.example' },
			'MAIL_FROM'
		],
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
