import { formatIban } from '../core/bank/iban';
import type { ChangeKind } from '../core/grant/change';
import { isSection } from '../core/application/fields';
import type { ClarificationItem } from '../core/api/clarification';
import type { LetterContent, LetterFacts } from '../core/letter/letter';
import { tellingPurpose } from '../core/letter/purpose';
import {
	filledBlocks,
	filledText,
	type ExplainedIn,
	type LetterBlock,
	type LetterValues,
	type Placeholder
} from '../core/letter/template';
import { isolatedName } from '../core/text/isolated';
import { formatCents, formatDate, formatShortDate, formatShortDateTime } from './format';
import { m as letters } from './generated/letters/messages';
import { m } from './generated/staff/messages';
import { languageOf, type Locale } from './locales';
import { fieldText, sectionText } from './office-texts';

/** A letter in words: the German one that binds, and what it means in one language. */
export type ReadableLetter = {
	readonly referenceNumber: string;
	/** Day of the letter, as it stands on it. */
	readonly date: string;
	readonly sender: readonly string[];
	readonly recipient: readonly string[];
	readonly subject: string;
	readonly blocks: readonly LetterBlock[];
	readonly explanation: { readonly locale: ExplainedIn; readonly text: string };
};

/** `writtenAt` is the moment the letter was written, or now for a preview; `explainIn` the reader's language. */
export function readableLetter(
	{ template: saved, facts }: Pick<LetterContent, 'template' | 'facts'>,
	writtenAt: string,
	explainIn: ExplainedIn
): ReadableLetter {
	const contact = contactOf(facts);
	const template = tellingPurpose(saved, facts, 'Geänderter Zweck');
	const values = valuesOf(facts, writtenAt, 'de');
	const own = template.explanations[explainIn] || undefined;
	const locale = own === undefined ? 'de' : explainIn;
	return {
		referenceNumber: facts.reference_number,
		date: formatShortDate(writtenAt, 'de'),
		sender: [contact.name, ...(contact.address?.split(/\n|, /) ?? [])].filter(isSaid),
		recipient: [
			nameIn(facts.organisation_name, 'de'),
			facts.street,
			[facts.postal_code, facts.city].filter(isSaid).join(' ')
		].filter(isSaid),
		subject: filledText(template.subject, values),
		blocks: filledBlocks(template.blocks, values),
		explanation: {
			locale,
			text: filledText(own ?? template.explanations['de'] ?? '', explainedValues(facts, writtenAt, locale))
		}
	};
}

/** What nobody has signed last yet, as it is shown before: whoever reads it sees where the name will stand. */
export function readablePreview(
	{ kind, template, facts, language }: LetterContent,
	at: Date
): ReadableLetter {
	const isSignedTwice = kind !== 'receipt' && kind !== 'request';
	const signer = facts.signer ?? (isSignedTwice ? '[Name der zweitzeichnenden Person]' : null);
	return readableLetter({ template, facts: { ...facts, signer } }, at.toISOString(), language);
}

function valuesOf(facts: LetterFacts, writtenAt: string, locale: Locale): LetterValues {
	const contact = contactOf(facts);
	const amount = (cents: number | null | undefined) => (cents == null ? '' : formatCents(cents, locale));
	const day = (date: string | undefined) => (date === undefined ? '' : formatShortDate(date, locale));
	return {
		reference_number: facts.reference_number,
		organisation_name: nameIn(facts.organisation_name, locale),
		project_title: nameIn(facts.project_title, locale),
		round_title: facts.round_title ?? '',
		letter_date: formatShortDate(writtenAt, locale),
		requested_amount: amount(facts.requested_cents),
		contact_name: contact.name ?? '',
		contact_person: contact.person ?? '',
		contact_email: contact.email ?? '',
		contact_phone: contact.phone ?? '',
		// Nobody else's name: whoever is named below a letter has signed it.
		signer: facts.signer ?? '',
		period_from: day(facts.period_from),
		period_until: day(facts.period_until),
		received_at: facts.received_at === undefined ? '' : momentText(facts.received_at, locale),
		due_date: day(facts.due_on),
		translation_due: isTranslationAsked(facts) ? day(facts.due_on) : '',
		proof_due: day(facts.proof_due_on),
		tolerance: facts.tolerance_percent === undefined ? '' : String(facts.tolerance_percent),
		need: needText(facts),
		items: (facts.items ?? []).map((one) => `- ${itemText(one, facts)}`).join('\n'),
		message: facts.message ?? '',
		amount: amount(facts.amount_cents),
		replaced: replacedText(facts),
		replaced_on: day(facts.replaced?.written_on),
		withdrawn: facts.withdrawn_cents ? amount(facts.withdrawn_cents) : '',
		start: startText(facts, locale),
		waiting_place: facts.waiting_rank == null ? '' : String(facts.waiting_rank),
		cuts: cutsText(facts, locale),
		plan: planText(facts, locale),
		accepted_costs: amount(facts.accepted_cents),
		receipt_cuts: receiptCutsText(facts, locale),
		claim: claimText(facts, locale),
		unpaid: unpaidText(facts, locale),
		change: changeText(facts),
		other_money: otherMoneyText(facts),
		purpose: facts.change?.purpose ?? '',
		outstanding: facts.outstanding_cents ? amount(facts.outstanding_cents) : '',
		claimed: amount(facts.claimed_cents),
		interest: interestText(facts),
		pay_to: facts.pay_to ? `${facts.pay_to.name}, IBAN ${formatIban(facts.pay_to.iban)}` : '',
		reason: facts.reason ?? '',
		conditions: facts.conditions ?? ''
	} satisfies Readonly<Record<Placeholder, string>>;
}

/** In an explanation days are written out: it is read slowly, and by people who are used to other orders of numbers. */
function explainedValues(facts: LetterFacts, writtenAt: string, locale: Locale): LetterValues {
	const day = (date: string | undefined) => (date === undefined ? '' : formatDate(date, locale));
	return {
		...valuesOf(facts, writtenAt, locale),
		due_date: day(facts.due_on),
		translation_due: isTranslationAsked(facts) ? day(facts.due_on) : '',
		proof_due: day(facts.proof_due_on),
		replaced_on: day(facts.replaced?.written_on),
		interest: facts.interest_from
			? letters.letter_interest({ day: formatShortDate(facts.interest_from, locale) }, { locale })
			: '',
		other_money: tellsOtherMoney(facts)
			? letters.letter_other_money(
					{ amount: formatCents(facts.plan?.incomes_cents ?? 0, locale) },
					{ locale }
				)
			: '',
		purpose: purposeText(facts, locale),
		period_from: formatDate(facts.period_from, locale),
		period_until: formatDate(facts.period_until, locale)
	};
}

/** Whether a grant is less than was asked for, and whether anything comes before the start. */
function startText(facts: LetterFacts, locale: Locale): string {
	const requested = facts.requested_cents ?? 0;
	const isLess = (facts.amount_cents ?? requested) < requested;
	return [
		...(isLess ? [letters.letter_less({ amount: formatCents(requested, locale) }, { locale })] : []),
		...(cutLines(facts).length > 0 ? [letters.letter_cut({}, { locale })] : []),
		facts.conditions?.trim()
			? letters.letter_start_conditions({}, { locale })
			: letters.letter_start({}, { locale })
	].join(' ');
}

function cutLines({ plan }: LetterFacts) {
	return (plan?.lines ?? []).filter((line) => line.approved_cents < line.requested_cents);
}

/** German, like the letter: no explanation goes into single sums. */
function cutsText(facts: LetterFacts, locale: Locale): string {
	return cutLines(facts)
		.map((line) => {
			const sums = `${formatCents(line.approved_cents, locale)} statt ${formatCents(line.requested_cents, locale)}`;
			return `- ${nameIn(line.label, 'de')}: ${sums}${line.reason ? ` (${line.reason})` : ''}`;
		})
		.join('\n');
}

/** What a change is about, as it stands in the German sentence of a letter. */
const changeTexts: Readonly<Record<ChangeKind, string>> = {
	period: 'der Zeitraum',
	purpose: 'der Zweck oder der Ablauf',
	plan: 'die Verteilung der Kosten',
	further_grant: 'eine weitere Zuwendung',
	cancellation: 'Sie geben die Zuwendung ganz oder zum Teil zurück'
};

function changeText({ change }: LetterFacts): string {
	if (change === undefined) return '';
	const { kind, grantor, cents } = change;
	const by = grantor === undefined ? '' : ` (${grantor}, ${formatCents(cents ?? 0, 'de')})`;
	return changeTexts[kind] + by;
}

/** A further grant is part of the financing plan (Nr. 1.2 and 2 ANBest-P); what it means for ours is settled with the proof. */
function otherMoneyText(facts: LetterFacts): string {
	if (!tellsOtherMoney(facts)) return '';
	const amount = formatCents(facts.plan?.incomes_cents ?? 0, 'de');
	return `Ihre eigenen Mittel, Einnahmen und Zuwendungen anderer betragen im Finanzierungsplan jetzt zusammen ${amount}. Ob unsere Zuwendung dadurch kleiner wird (Nr. 2 ANBest-P), rechnen wir mit dem Verwendungsnachweis ab.`;
}

/** An explanation has the group's own words: those that bind are in the letter. */
function purposeText({ change }: LetterFacts, locale: Locale): string {
	if (change?.purpose === undefined) return '';
	const words = nameIn(change.words ?? change.purpose, locale);
	return letters.letter_purpose({ words }, { locale });
}

function tellsOtherMoney({ change, plan }: LetterFacts): boolean {
	return change?.kind === 'further_grant' && plan?.incomes_cents != null;
}

/** As it stands in the German sentence "ersetzt …": explanations name its day. */
function replacedText({ replaced, reference_number: number }: LetterFacts): string {
	if (replaced === undefined) return '';
	const day = formatShortDate(replaced.written_on, 'de');
	switch (replaced.outcome) {
		case 'approved':
			return `unseren Zuwendungsbescheid vom ${day} (${number}) über ${formatCents(replaced.amount_cents ?? 0, 'de')}`;
		case 'rejected':
			return `unseren Ablehnungsbescheid vom ${day} (${number})`;
		case 'waitlisted':
			return `unser Schreiben vom ${day} (${number}) zur Warteliste`;
	}
}

/** Only then the notice of § 23 (4) VwVfG NRW has a place in the letter. */
function isTranslationAsked({ items = [] }: LetterFacts): boolean {
	return items.some(({ kind }) => kind === 'translation');
}

function planText({ plan }: LetterFacts, locale: Locale): string {
	return (plan?.lines ?? [])
		.map((line) => `- ${nameIn(line.label, 'de')}: ${formatCents(line.approved_cents, locale)}`)
		.join('\n');
}

/** German, like the letter. */
function receiptCutsText({ receipt_cuts: receipts = [] }: LetterFacts, locale: Locale): string {
	return receipts
		.map(({ number, payee, accepted_cents, amount_cents, reason }) => {
			const place = number === undefined ? '' : `Nr. ${String(number)} `;
			const sums = `${formatCents(accepted_cents, locale)} statt ${formatCents(amount_cents, locale)}`;
			return `- ${place}${nameIn(payee, 'de')}: ${sums} (${reason})`;
		})
		.join('\n');
}

/** Named by the explanations too, so in the language of each. */
function claimText({ claim_cents: cents = 0 }: LetterFacts, locale: Locale): string {
	if (cents === 0) return '';
	return letters.letter_proof_claim({ amount: formatCents(cents, locale) }, { locale });
}

/** Why the grant is less than what was granted, other than by what the proof leaves of it; letters of before name what was paid as its amount. */
function unpaidText(facts: LetterFacts, locale: Locale): string {
	const { unpaid_cents: unpaid = 0, returned_cents: returned = 0 } = facts;
	const money = (cents: number | null | undefined) => formatCents(cents ?? 0, locale);
	const sums = { paid: money(facts.paid_cents ?? facts.amount_cents), amount: money(unpaid) };
	return [
		...(unpaid > 0 ? [letters.letter_proof_unpaid(sums, { locale })] : []),
		...(returned > 0 ? [letters.letter_proof_returned({ amount: money(returned) }, { locale })] : [])
	].join(' ');
}

/** German: an explanation says less of it. */
function interestText({ interest_from, interest_points = 0 }: LetterFacts): string {
	if (!interest_from) return '';
	const points = (interest_points / 100).toLocaleString('de-DE');
	return `Der Betrag ist ab dem ${formatShortDate(interest_from, 'de')} bis zur Rückzahlung mit ${points} Prozentpunkten über dem Basiszinssatz jährlich zu verzinsen (§ 49a Abs. 3 VwVfG NRW). Die Zinsen berechnen wir, wenn der Betrag eingegangen ist.`;
}

/** As it stands in the German sentence "innerhalb von …": no explanation names it. */
function needText({ need_months: months }: LetterFacts): string {
	if (months === undefined) return '';
	return months === 1 ? 'einem Monat' : `${months} Monaten`;
}

function momentText(moment: string, locale: Locale): string {
	const text = formatShortDateTime(moment, locale);
	return locale === 'de' ? `${text} Uhr` : text;
}

function itemText(item: ClarificationItem, facts: LetterFacts): string {
	const name = placeText(item, facts);
	return item.kind === 'question' || item.note === '' ? name : `${name} – ${item.note}`;
}

function placeText(item: ClarificationItem, facts: LetterFacts): string {
	const locale = 'de';
	switch (item.kind) {
		case 'section': {
			const name = isSection(item.section) ? sectionText(item.section, locale) : item.section;
			return m.clarification_item_section({ name }, { locale });
		}
		case 'document':
			return m.clarification_item_document({ name: documentText(item.document, facts) }, { locale });
		case 'translation':
			return m.clarification_item_translation({ name: fieldText(item.path, locale) }, { locale });
		case 'question':
			return item.note;
	}
}

function documentText(code: string, { document_labels }: LetterFacts): string {
	if (code === 'other') return m.document_other({}, { locale: 'de' });
	if (code === 'signed_page') return m.document_signed_page({}, { locale: 'de' });
	return document_labels?.[code] ?? code;
}

/** Names are in the group's script, the sentence around them in another. */
function nameIn(name: string | null | undefined, locale: Locale): string {
	return isolatedName(name ?? '', languageOf(locale).direction);
}

function contactOf({ contact }: LetterFacts) {
	const said = (key: string) => {
		const value = contact?.[key];
		return typeof value === 'string' && value.trim() !== '' ? value : null;
	};
	return {
		name: said('name'),
		person: said('person'),
		email: said('email'),
		phone: said('phone'),
		address: said('address')
	};
}

function isSaid(text: string | null): text is string {
	return text !== null && text.trim() !== '';
}
