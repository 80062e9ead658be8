import { superValidate, type SuperValidated } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { isNamedLikePerson } from '$lib/core/bank/holder';
import { mayAct, orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { partialityOf } from '$lib/server/staff/partiality';
import { nameOf } from '$lib/server/staff/person-texts';
import { readCase } from '$lib/server/supabase/cases';
import { decisionsOf, inForce } from '$lib/server/supabase/decisions';
import { caseGrant, deedTimes, type CaseGrant } from '$lib/server/supabase/grants';
import { signedLettersOf, type SignedLetter } from '$lib/server/supabase/letters';
import { directory } from '$lib/server/supabase/staff';
import { deedSchema, type Deed } from '$lib/ui/grant/deed-form';
import { sentForm } from '../case-reading';
import { newsOfClicks } from '../news-of-click';
import { ownNameForm, sayOwnName } from '../own-name';
import { deeds } from './deeds';
import { namesOfDeeds } from './names-of-deeds';

export async function load(event) {
	const me = await requireStaff(event);
	const { id } = event.params;
	const [application, grant, people, letters, times, decisions] = await orErrorPage(
		Promise.all([
			readCase(me.client, id, staffLocale(event.locals)),
			caseGrant(me.client, id),
			directory(me.client),
			signedLettersOf(me.client, id),
			deedTimes(me.client, id),
			decisionsOf(me.client, id)
		])
	);
	const { mine: whyPartial, able } = await orErrorPage(partialityOf(me, id, people));
	const signerForm = await ownNameForm(me, people);
	const writesGerman = ['de', 'de-simple'].includes(String(sentForm(application).fields['contact_language']));
	const forms =
		whyPartial === null
			? await formsOf(grant, letters, { me, isNamed: signerForm === null, writesGerman })
			: {};
	return {
		application: {
			id,
			referenceNumber: application.reference_number,
			organisationName: application.organisation_name,
			title: application.title
		},
		grant,
		/** What the letter asks of the group besides: whoever releases money or closes the file judges whether it was met. */
		conditions: inForce(decisions)?.conditions ?? null,
		/** Accounts nobody ticked as private that are held under the name of one of the group's people. */
		likePersons: grant.accounts
			.filter(
				({ holder, is_private }) => !is_private && isNamedLikePerson(holder, sentForm(application).fields)
			)
			.map((account) => account.id),
		names: namesOfDeeds(grant, times, (person, at) => person && nameOf(person, people, me, at)),
		whyPartial,
		able,
		deeds: forms,
		/** What each of them mails to the group. */
		news: await newsOfClicks(me.client, application, {
			clicks: Object.entries(forms).map(([key, { data }]) => {
				const deed = key.slice(0, key.indexOf('-'));
				return { key, form: `grant?/${deed}`, of: kindOf(grant, deed, data.subject) };
			}),
			origin: event.url.origin
		}),
		/** Before a letter is signed by somebody it could not name. */
		signerForm: whyPartial === null && mayWriteLetter(grant, letters, me) ? signerForm : null,
		/** What they could countersign then: the way to that form stands where the signature would. */
		waitsForName: signerForm === null || whyPartial !== null ? [] : toCountersign(grant, letters, me),
		/** Something was signed once for another letter than it would have now. */
		isLetterChanged: [...letters.values()].some((letter) => !letter.is_same),
		done: event.url.searchParams.get('done')
	};
}

export const actions = { ...deeds, own_name: sayOwnName };

/** What of its subject decides what a click mails: see `causes`. */
function kindOf({ payouts, rulings }: CaseGrant, deed: string, subject: string): string | undefined {
	if (deed === 'bounce') return payouts.find(({ id }) => id === subject)?.state;
	if (deed === 'countersign_ruling') return rulings.find(({ id }) => id === subject)?.kind;
	return undefined;
}

/** Until the proof of use is in; see `require_ruling_fits` in SQL. */
const revocable: readonly string[] = ['approved', 'accepted', 'paid', 'report_due'];

/** Whether this person's next signature could write one. */
function mayWriteLetter(
	grant: CaseGrant,
	letters: ReadonlyMap<string, SignedLetter>,
	me: StaffPerson
): boolean {
	// Some changes take one signature.
	const isFirst =
		mayAct(me.roles) &&
		grant.changes.some(({ outcome, first_signed_by: first }) => outcome === null && first === null);
	return isFirst || toCountersign(grant, letters, me).length > 0;
}

/** What waits for a second signature of this person that writes a letter. */
function toCountersign(
	{ changes, recoveries, rulings }: CaseGrant,
	letters: ReadonlyMap<string, SignedLetter>,
	me: StaffPerson
): readonly string[] {
	if (!me.roles.includes('decider')) return [];
	return [...changes, ...recoveries, ...rulings]
		.filter(({ id, first_signed_by: first }) => letters.has(id) && first !== me.id)
		.map(({ id }) => id);
}

/**
 * A form for each deed that this person can do now, by deed and subject: what has none here is not offered. The database
 * says the last word.
 */
async function formsOf(
	grant: CaseGrant,
	letters: ReadonlyMap<string, SignedLetter>,
	{
		me,
		isNamed,
		writesGerman
	}: {
		readonly me: StaffPerson;
		readonly isNamed: boolean;
		/** The group's own words can be those of the letter. */
		readonly writesGerman: boolean;
	}
): Promise<Record<string, SuperValidated<Deed, string>>> {
	if (!mayAct(me.roles)) return {};
	const wanted: [deed: keyof typeof deeds, subject: string, seen?: string][] = [];
	const mayCountersign = (first: string | null) => me.roles.includes('decider') && first !== me.id;
	/** The second signature is for the letter that was signed first: its form names it, and there is none for another one. */
	const wantSecond = (deed: keyof typeof deeds, id: string, first: string | null) => {
		const letter = letters.get(id);
		if (letter && !isNamed) return;
		if (mayCountersign(first) && letter?.is_same !== false) wanted.push([deed, id, letter?.sha256 ?? '']);
	};
	const freshId = () => crypto.randomUUID();
	for (const {
		id,
		state,
		first_released_by: first,
		back_noted_by: noted,
		blocks,
		may_lapse
	} of grant.payouts) {
		const isBlocked = blocks.length > 0;
		if (!isBlocked && (state === 'requested' || (state === 'checked' && mayCountersign(first))))
			wanted.push(['release', id, state]);
		if (may_lapse) wanted.push(['lapse', id, freshId()]);
		else if (state === 'requested' || state === 'checked' || state === 'released')
			wanted.push(['refuse', id]);
		if (state !== 'bounced' && noted !== null) {
			wanted.push(['discard_bounce', id]);
			if (noted !== me.id) wanted.push(['confirm_bounce', id]);
		} else if (state === 'ordered' || state === 'paid') wanted.push(['bounce', id]);
	}
	// The newest that was not refused is the one that holds.
	const account = grant.accounts.find(({ refused_at }) => refused_at === null);
	if (account?.needs_confirmation && account.confirmed_at === null) wanted.push(['account', account.id]);
	for (const { id, outcome, first_signed_by: first } of grant.changes) {
		if (outcome !== null) continue;
		if (first === null) wanted.push(['propose_change', id]);
		else wanted.push(['discard_change', id]);
		if (first !== null) wantSecond('countersign_change', id, first);
	}
	for (const claim of grant.recoveries) {
		if (claim.discarded_at !== null || claim.second_signed_by !== null) continue;
		wanted.push(['discard_recovery', claim.id]);
		wantSecond('countersign_recovery', claim.id, claim.first_signed_by);
	}
	if (grant.paid_cents > grant.returned_cents) {
		wanted.push(['claim', '', freshId()], ['return', '', freshId()]);
	}
	for (const { id, second_signed_by, owed_cents: owed, interest_owed_cents: interest } of grant.recoveries) {
		if (second_signed_by === null) continue;
		// Of interest that cannot be reckoned yet, or when all is paid, something may have come in all the same.
		wanted.push(['return', id, freshId()]);
		if (owed > 0) wanted.push(['waive', id, freshId()]);
		if ((interest ?? 0) > 0) wanted.push(['waive_interest', id, freshId()]);
	}
	for (const { id, state, recorded_by } of grant.returns) {
		if (state === 'confirmed') wanted.push(['correct', id, freshId()]);
		if (state !== 'booked') continue;
		wanted.push(['discard_return', id]);
		if (recorded_by !== me.id) wanted.push(['confirm_return', id]);
	}
	if (revocable.includes(grant.state)) wanted.push(['revoke', '', freshId()]);
	for (const ruling of grant.rulings) {
		if (ruling.discarded_at !== null || ruling.second_signed_by !== null) continue;
		wanted.push(['discard_ruling', ruling.id]);
		wantSecond('countersign_ruling', ruling.id, ruling.first_signed_by);
	}
	return Object.fromEntries(
		await Promise.all(
			wanted.map(async ([deed, subject, seen = '']) => [
				`${deed}-${subject}`,
				await superValidate(
					{
						subject,
						seen,
						account: account?.id ?? '',
						on: deed === 'return' ? grant.today : '',
						purpose:
							deed === 'propose_change' && writesGerman
								? (grant.changes.find(({ id, kind }) => id === subject && kind === 'purpose')?.words ?? '')
								: ''
					},
					zod4(deedSchema),
					{
						id: `${deed}-${subject}`,
						errors: false
					}
				)
			])
		)
	);
}
