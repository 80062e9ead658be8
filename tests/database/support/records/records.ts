import { createHash } from 'node:crypto';

/** For each check: a record that fits, and what makes it one to be refused, a single fault each. */
export type Records = Readonly<Record<string, readonly [fits: object, ...faults: object[]]>>;

export const [one, other] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
export const [before, after] = ['2027-01-01T12:00:00+01:00', '2027-01-02T12:00:00+01:00'];
export const sha256 = 'a'.repeat(64);
export const long = (length: number) => 'x'.repeat(length);
/** More JSON than so many bytes. */
export const heavy = (bytes: number) => ({ words: long(bytes) });

/** Only the codes that were reviewed. */
export const code = (column: string, known: string): Records[string] => [
	{ [column]: known },
	{ [column]: 'something' },
	{ [column]: '' }
];

/** Text of so many characters at most, and at least. */
export const text = (column: string, most: number, least = 0): Records[string] => [
	{ [column]: long(most) },
	{ [column]: long(most + 1) },
	...(least > 0 ? [{ [column]: '' }] : [])
];

/** Two signatures are of two people. */
export const twoPeople = (first: string, second: string): Records[string] => [
	{ [first]: one, [second]: other },
	{ [second]: one }
];

/** All of it or nothing. */
export const whole = (values: Readonly<Record<string, unknown>>): Records[string] => [
	values,
	...Object.keys(values).map((column) => ({ [column]: null }))
];

const snapshot = { sum: 1 };
export const hashed: Records[string] = [
	{ snapshot, sha256: createHash('sha256').update('{"sum": 1}').digest('hex') },
	{ snapshot: { sum: 2 } },
	{ sha256 }
];
