import fc from 'fast-check';
import { expect, it } from 'vitest';
import { misread } from './reader';
import { keptReasons, retentionSchema } from './retention';
import { readRetention } from './retention-answers';

const text = fc.string();
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const retention = fc.record({
	asked_at: maybe(fc.constantFrom('2027-01-20T11:00:00Z', '2027-01-20T11:00:00.123+01:00')),
	applications: fc.array(
		fc.record({
			id: text,
			title: maybe(text),
			reference_number: maybe(text),
			why: fc.constantFrom(...keptReasons),
			due_on: maybe(text),
			asked_on: maybe(text),
			has_other_owners: fc.boolean()
		})
	),
	expiring: fc.array(fc.record({ id: text, title: maybe(text), due_on: text }))
});

it('reads how long things are kept as the schema does, and nothing else', () => {
	fc.assert(
		fc.property(retention, (said) => {
			expect(readRetention({ ...said, later: 1 })).toEqual(retentionSchema.parse(said));
		})
	);
	for (const wrong of [null, {}, { asked_at: 'yesterday', applications: [], expiring: [] }])
		expect(readRetention(wrong)).toBe(misread);
});
