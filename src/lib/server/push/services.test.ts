import { expect, it } from 'vitest';
import { isPushEndpoint } from './services';

it.each([
	['https://fcm.googleapis.com/fcm/send/abc', true],
	['https://web.push.apple.com/QAbc', true],
	['https://db5.notify.windows.com/w/?token=x', true],
	['http://fcm.googleapis.com/fcm/send/abc', false],
	['https://fcm.googleapis.com:8443/x', false],
	['https://fcm.googleapis.com.evil.example/x', false],
	['https://evilfcm.googleapis.com.example/x', false],
	['https://user@fcm.googleapis.com/x', false],
	['http://127.0.0.1:5432/', false],
	['http://169.254.169.254/latest/meta-data', false],
	['file:///etc/passwd', false],
	['', false]
])('knows that %s is a push service: %s', (endpoint, expected) => {
	expect(isPushEndpoint(endpoint)).toBe(expected);
	expect(isPushEndpoint(endpoint, ['https://other.example'])).toBe(expected);
});

it('takes another origin where the operator names it, and nothing beside it', () => {
	expect(isPushEndpoint('http://127.0.0.1:4001/x', ['http://127.0.0.1:4001'])).toBe(true);
	expect(isPushEndpoint('http://127.0.0.1:4002/x', ['http://127.0.0.1:4001'])).toBe(false);
});
