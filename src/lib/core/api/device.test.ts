import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceName, deviceOf } from './device';

const agents = {
	'firefox/windows': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
	'edge/windows':
		'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
	'chrome/android':
		'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
	'samsung/android':
		'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
	'safari/ios':
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
	'chrome/ios':
		'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0.0.0 Mobile/15E148 Safari/604.1',
	'chrome/linux':
		'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36',
	'safari/macos':
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15'
};

describe('the device of a session', () => {
	it.each(Object.entries(agents))('is %s', (code, agent) => {
		expect(deviceOf(agent)).toBe(code);
	});

	it('is a code the database takes, whatever a browser says of itself', () => {
		fc.assert(
			fc.property(fc.option(fc.string()), (agent) => /^[a-z]{1,12}\/[a-z]{1,12}$/.test(deviceOf(agent)))
		);
		expect(deviceOf(null)).toBe('other/other');
	});

	it('has a name people know it by', () => {
		expect(deviceName('firefox/windows')).toBe('Firefox · Windows');
		expect(deviceName('other/android')).toBe('Android');
		expect(deviceName('other/other')).toBeNull();
	});
});
