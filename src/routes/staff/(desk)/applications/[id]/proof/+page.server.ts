import { superValidate, type SuperValidated } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { mayAct, orErrorPage, requireStaff, type StaffPerson } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { nameOf } from '$lib/server/staff/person-texts';
import { readCase } from '$lib/server/supabase/cases';
import { caseProof, type CaseProof } from '$lib/server/supabase/proofs';
import { directory } from '$lib/server/supabase/staff';
import { deedSchema, type Deed } from '$lib/ui/grant/deed-form';
import { deeds } from './deeds';
import { findingsOf } from './reading';

export async function load(event) {
	const me = await requireStaff(event);
	const { id } = event.params;
	const [application, proof, people] = await orErrorPage(
		Promise.all([
			readCase(me.client, id, staffLocale(event.locals)),
			caseProof(me.client, id),
			directory(me.client)
		])
	);
	const signers = [proof.check?.first_signed_by, proof.check?.second_signed_by].filter((one) => one != null);
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
		names: Object.fromEntries(signers.map((person) => [person, nameOf(person, people, me)])),
		deeds: await formsOf(proof, application.state, me),
		done: event.url.searchParams.get('done')
	};
}

export const actions = deeds;

/** A form for each deed that this person can do now, by deed and receipt. The database says the last word. */
async function formsOf(
	proof: CaseProof,
	state: string,
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
		wanted.push(['scope', ''], ['ask', '']);
		if (sums.open_count === 0) wanted.push(['sign', '']);
	}
	if (state === 'report_submitted' && isSigned) {
		wanted.push(['unsign', '']);
		if (me.roles.includes('decider') && check.first_signed_by !== me.id) wanted.push(['countersign', '']);
	}
	const seen = `${submission.id} ${String(check.revision)}`;
	return Object.fromEntries(
		await Promise.all(
			wanted.map(async ([deed, subject]) => [
				`${deed}-${subject}`,
				await superValidate(
					{ subject, seen, choice: deed === 'scope' ? check.scope : '', amount: deed === 'cut' ? '0' : '' },
					zod4(deedSchema),
					{ id: `${deed}-${subject}`, errors: false }
				)
			])
		)
	);
}
