/** Codes of `private.sessions.device`: enough to know a device of one's own again, too little to follow anybody. */
const browsers = [
	[/\bEdg(A|iOS)?\//, 'edge'],
	[/\b(OPR|Opera)\//, 'opera'],
	[/\bSamsungBrowser\//, 'samsung'],
	[/\b(Firefox|FxiOS)\//, 'firefox'],
	[/(Chrome|CriOS|Chromium)\//, 'chrome'],
	[/\bSafari\//, 'safari']
] as const;
const systems = [
	[/\b(iPhone|iPad|iPod)\b/, 'ios'],
	[/\bAndroid\b/, 'android'],
	[/\bWindows\b/, 'windows'],
	[/\bCrOS\b/, 'chromeos'],
	[/\bMac OS X\b/, 'macos'],
	[/\bLinux\b/, 'linux']
] as const;

/** Names are the makers' own, in every language. */
const names: Readonly<Record<string, string>> = {
	edge: 'Edge',
	opera: 'Opera',
	samsung: 'Samsung Internet',
	firefox: 'Firefox',
	chrome: 'Chrome',
	safari: 'Safari',
	ios: 'iPhone, iPad',
	android: 'Android',
	windows: 'Windows',
	chromeos: 'ChromeOS',
	macos: 'Mac',
	linux: 'Linux'
};

/** What a browser says of itself, as a code such as `firefox/windows`; `other` for what is not known. */
export function deviceOf(userAgent: string | null): string {
	const found = (list: readonly (readonly [RegExp, string])[]) =>
		list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? 'other';
	return `${found(browsers)}/${found(systems)}`;
}

/** For people; null where nothing is known. */
export function deviceName(device: string): string | null {
	const known = device.split('/').flatMap((code) => names[code] ?? []);
	return known.length > 0 ? known.join(' · ') : null;
}
