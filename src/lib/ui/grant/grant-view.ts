import type { SuperValidated } from 'sveltekit-superforms/client';
import type { ChangeKind } from '../../core/grant/change';
import type { StaffLocale } from '../../i18n/locales';
import type { ClickNews } from '../message/click-news';
import type { ShownLetter } from '../letter/shown-letter';
import type { Deed } from './deed-form';

/** The letter a deed was sent for, to be read before it is signed. */
export type LetterFirstParts = { readonly letter: ShownLetter | undefined; readonly locale: StaffLocale };

/** What a deed's click mails to the group, to be read before it. */
export type NewsParts = {
	readonly mails: ClickNews;
	/** In the place of the sentence that says what the click mails. */
	readonly said?: string;
	readonly locale: StaffLocale;
};

/** Who did something, by the name of that day: first and second, and who noted that a payment came back. */
export type DeedNames = {
	readonly first: string | null;
	readonly second?: string | null;
	readonly back?: string | null;
};

/** By kind and id: see `namesOfDeeds`. */
export type GrantNames = Readonly<
	Record<
		'payouts' | 'changes' | 'recoveries' | 'rulings' | 'returns' | 'accounts',
		Readonly<Record<string, DeedNames>>
	>
>;

/** What the parts of a grant's page share: forms by deed and subject, names by deed, and where letters are looked at before. */
export type GrantParts = {
	readonly deed: (name: string, subject?: string) => SuperValidated<Deed, string> | undefined;
	readonly names: GrantNames;
	/** Whoever is here could sign this second, and has said no name for the letter. */
	readonly needsName: (subject: string) => boolean;
	readonly previewHref: (subject: string) => string;
	readonly letterFirst: (deed: string, subject?: string) => LetterFirstParts;
	readonly newsOf: (deed: string, subject?: string) => NewsParts;
	readonly locale: StaffLocale;
};

export type ShownChange = {
	readonly id: string;
	readonly number: number;
	readonly kind: ChangeKind;
	readonly words: string;
	readonly wish: {
		readonly period_from?: string | undefined;
		readonly period_until?: string | undefined;
		readonly lines?: readonly { readonly line: string; readonly cents: number }[] | undefined;
		readonly grantor?: string | undefined;
		readonly cents?: number | undefined;
	};
	readonly notified_at: string;
	readonly proposal: {
		readonly outcome: string;
		readonly reason: string | null;
		readonly amount_cents: number | null;
		readonly needs_second: boolean;
		readonly purpose?: string | null | undefined;
	} | null;
	readonly first_signed_by: string | null;
	readonly second_signed_by: string | null;
	readonly outcome: string | null;
};

export type ShownClaim = {
	readonly id: string;
	readonly number: number;
	readonly cause: string;
	readonly reason: string;
	readonly amount_cents: number;
	readonly owed_cents: number;
	readonly waived_cents: number;
	readonly interest_from: string | null;
	readonly interest_cents: number | null;
	readonly interest_owed_cents: number | null;
	readonly interest_waived_cents: number;
	readonly due_on: string;
	readonly first_signed_by: string;
	readonly second_signed_by: string | null;
	readonly discarded_at: string | null;
};

export type ShownReturn = {
	readonly id: string;
	readonly recovery_id: string | null;
	readonly amount_cents: number;
	readonly interest_cents: number;
	readonly excess_cents: number;
	readonly excess_note: string | null;
	readonly received_on: string;
	readonly is_in_budget_year: boolean;
	readonly recorded_by: string;
	readonly state: 'booked' | 'confirmed' | 'discarded' | 'reversed';
};

export type ShownRuling = {
	readonly id: string;
	readonly kind: 'revocation' | 'waiver' | 'interest_waiver' | 'correction' | 'lapse';
	readonly amount_cents: number;
	readonly claimed_cents: number;
	readonly reason: string;
	readonly due_on: string | null;
	readonly first_signed_by: string;
	readonly second_signed_by: string | null;
	readonly discarded_at: string | null;
};
