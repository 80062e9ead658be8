import { expect, it } from 'vitest';
import { isoInstant } from './instant';

it.each([
	['2026-11-24 23:48:57.681+00', '2026-11-24T23:48:57.681+00:00'],
	['2026-11-24T23:48:57.681234+00:00', '2026-11-24T23:48:57.681234+00:00'],
	['2026-11-24T23:48:57Z', '2026-11-24T23:48:57Z'],
	['2026-11-25 00:48:57+0100', '2026-11-25T00:48:57+01:00']
])('writes %s as a moment every browser reads', (text, iso) => {
	expect(isoInstant(text)).toBe(iso);
	expect(Number.isNaN(Date.parse(iso))).toBe(false);
});
