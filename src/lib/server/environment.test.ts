import { describe, expect, it } from 'vitest';
import {
	metricsToken,
	readAddress,
	readEnvironment,
	requireHttps,
	scannerAddress,
	StartError
} from './environment';

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

describe('the way to people and to Supabase', () => {
	const supabase = readEnvironment(complete);

	it('is HTTPS with Supabase, unless somebody tries it at home', () => {
		expect(() => requireHttps(supabase, 'https://kofei.example')).not.toThrow();
		expect(() => requireHttps(supabase, 'http://localhost:3000')).not.toThrow();
		expect(() => requireHttps(supabase, 'http://127.0.0.1:3000')).not.toThrow();
		expect(() => requireHttps(readEnvironment({}), 'http://desk.example')).not.toThrow();
		expect(() => requireHttps(supabase, 'http://kofei.example')).toThrow(StartError);
		expect(() => requireHttps(supabase, 'http://kofei.example')).toThrow('ORIGIN');
		expect(() => requireHttps(supabase, 'http://localhost.evil.example')).toThrow('ORIGIN');
	});
});

describe('where the server listens', () => {
	it('is port 3000 of every interface, found at localhost', () => {
		expect(readAddress({})).toEqual({ port: 3000, host: '0.0.0.0', origin: 'http://localhost:3000' });
		expect(
			readAddress({ PORT: '80', HOST: '::1', ORIGIN: 'https://kofei.example/', XFF_DEPTH: '2' })
		).toEqual({
			port: 80,
			host: '::1',
			origin: 'https://kofei.example'
		});
	});

	it.each([
		['PORT', 'abc'],
		['PORT', '99999'],
		['PORT', '0'],
		['ORIGIN', 'foo'],
		['ORIGIN', 'ftp://kofei.example'],
		['ORIGIN', 'https://kofei.example/path'],
		['XFF_DEPTH', 'abc'],
		['XFF_DEPTH', '0']
	])('names the variable that is wrong: %s=%s', (name, value) => {
		expect(() => readAddress({ [name]: value })).toThrow(StartError);
		expect(() => readAddress({ [name]: value })).toThrow(name);
	});
});

describe('what watches over the server', () => {
	it('is named in full or not at all', () => {
		expect([metricsToken({}), scannerAddress({})]).toEqual([null, null]);
		expect(metricsToken({ METRICS_TOKEN: 'a'.repeat(16) })).toBe('a'.repeat(16));
		expect(scannerAddress({ CLAMAV: 'clamav.internal:3310' })).toEqual({
			host: 'clamav.internal',
			port: 3310
		});
		expect(() => metricsToken({ METRICS_TOKEN: 'short' })).toThrow(/METRICS_TOKEN/);
		for (const CLAMAV of ['clamav', ':3310', 'clamav:0', 'clamav:99999', 'clamav:x'])
			expect(() => scannerAddress({ CLAMAV }), CLAMAV).toThrow(/CLAMAV/);
	});
});
