import { changeKinds } from '../grant/change';
import { groupDeeds } from '../grant/deeds';
import { parseInstant } from '../time/instant';
import type { Grant } from './grant';
import { finite, flag, list, misread, nullable, object, oneOf, text, type Reader } from './reader';

/** A grant as the device reads it, exactly as the schema does; beside `answers` for its own screens. */
const instant: Reader<string> = (value) =>
	typeof value === 'string' && parseInstant(value) !== null ? value : misread;

type Wish = Grant['changes'][number]['wish'];

export const readGrant = object<Grant>({
	state: text,
	may_act: flag,
	legal_form: nullable(text),
	terms: nullable(
		object<NonNullable<Grant['terms']>>({
			amount_cents: finite,
			period_from: text,
			period_until: text,
			purpose: nullable(text),
			lines: list(
				object<NonNullable<Grant['terms']>['lines'][number]>({
					id: text,
					label: nullable(text),
					cents: finite
				})
			)
		})
	),
	letter: nullable(
		object<NonNullable<Grant['letter']>>({ id: text, delivered_on: text, final_on: text, is_final: flag })
	),
	waived_at: nullable(instant),
	account: nullable(
		object<NonNullable<Grant['account']>>({ iban: text, holder: text, is_private: flag, is_confirmed: flag })
	),
	may_give_account: flag,
	form_account: object<Grant['form_account']>({ iban: text, holder: text }),
	deeds: list(
		object<Grant['deeds'][number]>({
			deed: oneOf(...groupDeeds),
			at: instant,
			email: nullable(text),
			is_me: flag
		})
	),
	promised_cents: finite,
	paid_cents: finite,
	unpaid_cents: finite,
	payouts_left: finite,
	terms_of_round: object<Grant['terms_of_round']>({
		most_payouts: finite,
		need_months: finite,
		tolerance_percent: finite
	}),
	payouts: list(
		object<Grant['payouts'][number]>({
			id: text,
			number: finite,
			amount_cents: finite,
			needed_by: text,
			state: oneOf('requested', 'released', 'paid', 'refused', 'bounced', 'withdrawn'),
			is_with_cashier: flag,
			planned_on: nullable(text),
			paid_on: nullable(text),
			reason: nullable(text),
			is_paid_again: flag,
			may_be_withdrawn: flag
		})
	),
	changes: list(
		object<Grant['changes'][number]>({
			id: text,
			kind: oneOf(...changeKinds),
			words: text,
			wish: object<Wish>({
				period_from: nullable(text),
				period_until: nullable(text),
				lines: list(object<Wish['lines'][number]>({ line: text, cents: finite })),
				grantor: nullable(text),
				cents: nullable(finite)
			}),
			notified_at: instant,
			outcome: nullable(oneOf('noted', 'agreed', 'refused', 'withdrawn')),
			may_be_withdrawn: flag
		})
	),
	claims: list(
		object<Grant['claims'][number]>({
			id: text,
			amount_cents: finite,
			owed_cents: finite,
			due_on: text,
			reason: text,
			interest_from: nullable(text),
			interest_owed_cents: nullable(finite)
		})
	),
	returns: list(
		object<Grant['returns'][number]>({
			id: text,
			amount_cents: finite,
			interest_cents: finite,
			excess_cents: finite,
			received_on: text,
			is_confirmed: flag
		})
	)
});
