import type { RequestEvent } from '@sveltejs/kit';
import { message, setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { isCents, parseAmount } from '$lib/core/money/amount';
import { receiptsOf } from '$lib/core/proof/receipts';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { readCase } from '$lib/server/supabase/cases';
import type { Client } from '$lib/server/supabase/clients';
import {
	askAboutProof,
	caseProof,
	endQuery,
	judgeReceipts,
	unsignCheck,
	type CaseProof
} from '$lib/server/supabase/proofs';
import { countersignLetter, previewOfSignature, signLetter } from '$lib/server/supabase/letters';
import { askSchema, languageToAskIn } from '$lib/ui/case/ask-form';
import { deedSchema, type Deed, type DeedProblem } from '$lib/ui/grant/deed-form';
import { proofAskables } from '$lib/ui/proof/ask-proof';
import { requestOf } from '../asking';
import { ACTING, done, orMessage } from '../case-answers';
import { sentForm } from '../case-reading';
import { lackingIn } from '../deed-lacks';
import { signAsRead } from '../read-before-signing';
import { findingsOf } from './reading';

type Asking = RequestEvent<{ id: string }>;
type Doing = {
	readonly client: Client;
	readonly applicationId: string;
	/** The version that is checked, as the page read it, and the revision of its check. */
	readonly submission: string;
	readonly seen: number;
	readonly proof: CaseProof;
};
type Deal = (doing: Doing, deed: Deed) => Promise<void> | DeedProblem;

/** `seen` of each form is "<version that was read> <revision of its check>": nobody judges what they have not seen. */
function readSeen(posted: { readonly seen: string }) {
	const [submission = '', revision = ''] = posted.seen.split(' ');
	return { submission, seen: Number(revision) };
}

function action(deal: Deal, needs: readonly (keyof Deed)[] = []) {
	return async (event: Asking) => {
		const { client } = await requireStaff(event, ACTING);
		const form = await superValidate(event.request, zod4(deedSchema));
		const lacking = lackingIn(form, needs);
		if (lacking) return lacking;
		const proof = await orErrorPage(caseProof(client, event.params.id));
		const doing = { client, applicationId: event.params.id, ...readSeen(form.data), proof };
		const dealt = deal(doing, form.data);
		if ('code' in dealt) return setError(form, dealt.field, dealt.code, { status: 422 });
		return (await orMessage(event, form, () => dealt)) ?? done(event, 'proof');
	};
}

function centsOf({ proof }: Doing, row: string): number {
	return receiptsOf(proof.submission?.form ?? {}).find(({ id }) => id === row)?.cents ?? 0;
}

async function ask(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const { id } = event.params;
	const locale = staffLocale(event.locals);
	const form = await superValidate(event.request, zod4(askSchema), { id: 'ask' });
	if (!form.valid) return message(form, undefined, { status: 422 });
	const [application, proof] = await orErrorPage(
		Promise.all([readCase(client, id, locale), caseProof(client, id)])
	);
	const all = proofAskables(findingsOf(proof).receipts, locale);
	const request = requestOf(form, all, languageToAskIn(sentForm(application)));
	if ('refused' in request) return request.refused;
	const { submission, seen } = readSeen(form.data);
	return (
		(await orMessage(event, form, () => askAboutProof(client, submission, { ...request, seen }))) ??
		done(event, 'asked')
	);
}

/** First signature under a check. */
async function sign(event: Asking) {
	const { client } = await requireStaff(event, ACTING);
	const form = await superValidate(event.request, zod4(deedSchema));
	const { sums } = await orErrorPage(caseProof(client, event.params.id));
	const needsReason = sums?.needs_second || (sums?.unpaid_cents ?? 0) > 0;
	const lacking = lackingIn(form, [
		...(needsReason ? (['reason'] as const) : []),
		...((sums?.claim_cents ?? 0) > 0 ? (['on'] as const) : [])
	]);
	if (lacking) return lacking;
	const { reason, on, from } = form.data;
	const { submission, seen } = readSeen(form.data);
	const first = {
		deed: 'check',
		sourceId: submission,
		applicationId: event.params.id,
		reason,
		dueOn: on || null,
		interestFrom: from || null,
		seen
	} as const;
	return (
		(await signAsRead(event, form, {
			preview: () => previewOfSignature(client, first),
			sign: (letter) => signLetter(client, first, letter)
		})) ?? done(event, 'proof')
	);
}

export const deeds = {
	accept: action((doing, { subject }) => {
		const judgements = { [subject]: { accepted_cents: centsOf(doing, subject), reason: null } };
		return judgeReceipts(doing.client, doing.submission, { judgements, seen: doing.seen });
	}),
	accept_rest: action((doing) => {
		const judgements = Object.fromEntries(
			findingsOf(doing.proof)
				.receipts.filter(({ findings, judgement }) => findings.length === 0 && !judgement)
				.map(({ receipt }) => [receipt.id, { accepted_cents: receipt.cents ?? 0, reason: null }])
		);
		return judgeReceipts(doing.client, doing.submission, { judgements, seen: doing.seen });
	}),
	cut: action(
		(doing, { subject, amount, reason }) => {
			const cents = parseAmount(amount);
			if (!isCents(cents)) return { field: 'amount', code: cents.code };
			if (cents >= centsOf(doing, subject)) return { field: 'amount', code: 'not_less' };
			const judgements = { [subject]: { accepted_cents: cents, reason } };
			return judgeReceipts(doing.client, doing.submission, { judgements, seen: doing.seen });
		},
		['amount', 'reason']
	),
	reopen: action((doing, { subject }) =>
		judgeReceipts(doing.client, doing.submission, { judgements: { [subject]: null }, seen: doing.seen })
	),
	scope: action(
		(doing, { choice }) =>
			judgeReceipts(doing.client, doing.submission, { judgements: {}, scope: choice, seen: doing.seen }),
		['choice']
	),
	sign,
	/** `subject` is the letter that was read. */
	countersign: action(({ client, submission }, { subject }) =>
		countersignLetter(client, submission, subject)
	),
	unsign: action(({ client, submission }) => unsignCheck(client, submission)),
	ask,
	end_query: action(({ client, applicationId }) => endQuery(client, applicationId))
};
