import { superValidate, type SuperValidated } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import type { StaffLocale } from '$lib/i18n/locales';
import { mayAct, orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { partialityOf } from '$lib/server/staff/partiality';
import { nameOf } from '$lib/server/staff/person-texts';
import { readCase, type Case } from '$lib/server/supabase/cases';
import { caseProof, type CaseProof } from '$lib/server/supabase/proofs';
import { signedLettersOf, type SignedLetter } from '$lib/server/supabase/letters';
import { directory } from '$lib/server/supabase/staff';
import { askDays, askSchema, emptyAsk, languageToAskIn } from '$lib/ui/case/ask-form';
import { deedSchema, type Deed } from '$lib/ui/grant/deed-form';
import type { DeedNames } from '$lib/ui/grant/grant-view';
import { proofAskables } from '$lib/ui/proof/ask-proof';
import { sentForm } from '../case-reading';
import { newsOfClicks } from '../news-of-click';
import { ownNameForm, sayOwnName } from '../own-name';
import { deeds } from './deeds';
import { findingsOf, withNamedLines } from './reading';

export async function load(event) {
	const me = await requireStaff(event);
	const { id } = event.params;
	const locale = staffLocale(event.locals);
	const [application, read, people, letters] = await orErrorPage(
		Promise.all([
			readCase(me.client, id, locale),
			caseProof(me.client, id),
			directory(me.client),
			signedLettersOf(me.client, id)
		])
	);
	const proof = withNamedLines(read, application.round);
	const { mine: whyPartial, able } = await orErrorPage(partialityOf(me, id, people));
	const letter = letters.get(read.submission?.id ?? '');
	const { first_signed_by, first_signed_at, second_signed_by, concluded_at } = proof.check ?? {};
	const signers: DeedNames = {
		first: first_signed_by ? nameOf(first_signed_by, people, me, first_signed_at) : null,
		second: second_signed_by ? nameOf(second_signed_by, people, me, concluded_at) : null
	};
	const forms = whyPartial === null ? await formsOf(proof, { state: application.state, letter }, me) : {};
	/** Without a cut one signature writes the letter. */
	const isSecond = forms['countersign-'] !== undefined;
	const signerForm = isSecond || forms['sign-'] ? await ownNameForm(me, people) : null;
	if (signerForm) delete forms['countersign-'];
	const mayAsk = mayAct(me.roles) && whyPartial === null && application.state === 'report_submitted';
	return {
		application: {
			id,
			state: application.state,
			referenceNumber: application.reference_number,
			organisationName: application.organisation_name,
			title: application.title
		},
		proof,
		found: findingsOf(proof),
		signers,
		whyPartial,
		able,
		deeds: forms,
		/** What each of them mails to the group, and a question about the proof. */
		news: await newsOfClicks(me.client, application, {
			clicks: [
				...Object.keys(forms).map((key) => ({
					key,
					form: `proof?/${key.slice(0, key.indexOf('-'))}` as const,
					of: proof.sums?.needs_second === false ? 'alone' : 'first'
				})),
				...(mayAsk ? [{ key: 'ask', form: 'proof?/ask' } as const] : [])
			],
			origin: event.url.origin
		}),
		signerForm,
		/** The name is wanted for the second signature, and stands in its place. */
		isSecondWaiting: isSecond && signerForm !== null,
		/** The check was signed once for another letter than it would have now. */
		isLetterChanged: letter?.is_same === false,
		ask: mayAsk ? await askOf(proof, application, locale) : null,
		done: event.url.searchParams.get('done')
	};
}

export const actions = { ...deeds, own_name: sayOwnName };

/** A form for each deed that this person can do now, by deed and receipt. The database says the last word. */
async function formsOf(
	proof: CaseProof,
	{ state, letter }: { state: string; letter: SignedLetter | undefined },
	me: StaffPerson
): Promise<Record<string, SuperValidated<Deed, string>>> {
	const { submission, check, sums } = proof;
	if (!mayAct(me.roles) || !submission || !check || !sums) return {};
	const wanted: [deed: keyof typeof deeds, subject: string][] = [];
	const isSigned = check.first_signed_by !== null;
	if (state === 'report_clarification') wanted.push(['end_query', '']);
	if (state === 'report_submitted' && !isSigned) {
		const { receipts } = findingsOf(proof);
		for (const { receipt, judgement } of receipts) {
			if (judgement) wanted.push(['reopen', receipt.id]);
			else wanted.push(['accept', receipt.id], ['cut', receipt.id]);
		}
		if (receipts.some(({ findings, judgement }) => findings.length === 0 && !judgement))
			wanted.push(['accept_rest', '']);
		wanted.push(['scope', '']);
		if (sums.open_count === 0) wanted.push(['sign', '']);
	}
	if (state === 'report_submitted' && isSigned) {
		wanted.push(['unsign', '']);
		const isSame = letter?.is_same !== false;
		if (me.roles.includes('decider') && check.first_signed_by !== me.id && isSame)
			wanted.push(['countersign', '']);
	}
	const seen = seenOf(submission, check);
	return Object.fromEntries(
		await Promise.all(
			wanted.map(async ([deed, subject]) => [
				`${deed}-${subject}`,
				await superValidate(
					{
						subject: deed === 'countersign' ? (letter?.sha256 ?? '') : subject,
						seen,
						choice: deed === 'scope' ? check.scope : '',
						amount: deed === 'cut' ? '0' : ''
					},
					zod4(deedSchema),
					{ id: `${deed}-${subject}`, errors: false }
				)
			])
		)
	);
}

/** What the group can be asked about a version that nobody has signed the check of. */
async function askOf(proof: CaseProof, application: Case, locale: StaffLocale) {
	const { submission, check, today } = proof;
	if (!submission || !check || check.first_signed_by !== null) return null;
	const sent = sentForm(application);
	const all = proofAskables(findingsOf(proof).receipts, locale);
	return {
		form: await superValidate(emptyAsk(all, sent, today), zod4(askSchema), { id: 'ask', errors: false }),
		language: languageToAskIn(sent),
		days: askDays(sent),
		seen: seenOf(submission, check),
		keptAs: `${application.id}-query-${submission.id}`
	};
}

function seenOf({ id }: { readonly id: string }, { revision }: { readonly revision: number }): string {
	return `${id} ${String(revision)}`;
}
