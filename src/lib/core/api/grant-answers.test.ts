import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeKinds } from '../grant/change';
import { groupDeeds } from '../grant/deeds';
import { changeOutcomes, grantSchema, shownPayoutStates } from './grant';
import { readGrant } from './grant-answers';
import { misread } from './reader';

const cents = fc.integer({ min: 0, max: 999_999 });
const text = fc.string();
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const moment = fc.constantFrom('2027-01-20T11:00:00Z', '2027-01-20T11:00:00.123+01:00');
const grant = fc.record({
	state: text,
	may_act: fc.boolean(),
	legal_form: maybe(text),
	terms: maybe(
		fc.record({
			amount_cents: cents,
			period_from: text,
			period_until: text,
			purpose: maybe(text),
			lines: fc.array(fc.record({ id: text, label: maybe(text), cents }))
		})
	),
	letter: maybe(fc.record({ id: text, delivered_on: text, final_on: text, is_final: fc.boolean() })),
	waived_at: maybe(moment),
	account: maybe(
		fc.record({ iban: text, holder: text, is_private: fc.boolean(), is_confirmed: fc.boolean() })
	),
	may_give_account: fc.boolean(),
	form_account: fc.record({ iban: text, holder: text }),
	deeds: fc.array(
		fc.record({ deed: fc.constantFrom(...groupDeeds), at: moment, email: maybe(text), is_me: fc.boolean() })
	),
	promised_cents: cents,
	paid_cents: cents,
	unpaid_cents: cents,
	payouts_left: cents,
	terms_of_round: fc.record({ most_payouts: cents, need_months: cents, tolerance_percent: cents }),
	payouts: fc.array(
		fc.record({
			id: text,
			number: cents,
			amount_cents: cents,
			needed_by: text,
			state: fc.constantFrom(...shownPayoutStates),
			is_with_cashier: fc.boolean(),
			planned_on: maybe(text),
			paid_on: maybe(text),
			reason: maybe(text),
			is_paid_again: fc.boolean(),
			may_be_withdrawn: fc.boolean()
		})
	),
	changes: fc.array(
		fc.record({
			id: text,
			kind: fc.constantFrom(...changeKinds),
			words: text,
			wish: fc.record({
				period_from: maybe(text),
				period_until: maybe(text),
				lines: fc.array(fc.record({ line: text, cents })),
				grantor: maybe(text),
				cents: maybe(cents)
			}),
			notified_at: moment,
			outcome: maybe(fc.constantFrom(...changeOutcomes)),
			may_be_withdrawn: fc.boolean()
		})
	),
	claims: fc.array(
		fc.record({
			id: text,
			amount_cents: cents,
			owed_cents: cents,
			due_on: text,
			reason: text,
			interest_from: fc.option(text),
			interest_owed_cents: fc.option(cents)
		})
	),
	returns: fc.array(
		fc.record({
			id: text,
			amount_cents: cents,
			interest_cents: cents,
			excess_cents: cents,
			received_on: text,
			is_confirmed: fc.boolean()
		})
	)
});

describe('a grant on the device', () => {
	it('is read as the schema reads it, and what the device does not know is left behind', () => {
		fc.assert(
			fc.property(grant, (answer) => {
				expect(readGrant({ ...answer, from_a_later_server: 1 })).toEqual(grantSchema.parse(answer));
			})
		);
	});

	it('is not read when any part is missing or of another kind', () => {
		fc.assert(
			fc.property(grant, fc.constantFrom(...Object.keys(grantSchema.shape)), (answer, key) => {
				for (const broken of [
					{ ...answer, [key]: undefined },
					{ ...answer, [key]: 5n }
				])
					expect(readGrant(broken)).toBe(misread);
			})
		);
	});
});
