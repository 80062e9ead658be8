import type { RequestEvent } from '@sveltejs/kit';
import { setError, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { isCents, parseAmount } from '$lib/core/money/amount';
import { requireStaff } from '$lib/server/staff/guard';
import type { Client } from '$lib/server/supabase/clients';
import {
	bouncePayout,
	confirmBounce,
	confirmReturn,
	discardBounce,
	discardReturn,
	discardRuling,
	discardChangeProposal,
	discardRecovery,
	judgeAccount,
	recordReturn,
	refusePayout,
	releasePayout
} from '$lib/server/supabase/grants';
import {
	countersignLetter,
	previewOfSignature,
	signLetter,
	type FirstSignature
} from '$lib/server/supabase/letters';
import { deedSchema, type Deed, type DeedProblem } from '$lib/ui/grant/deed-form';
import { ACTING, done, orMessage } from '../case-answers';
import { lackingIn } from '../deed-lacks';
import { signAsRead } from '../read-before-signing';

type Asking = RequestEvent<{ id: string }>;
type Doing = { readonly client: Client; readonly applicationId: string };
/** Does what a form says, or tells what is missing in it. */
type Deal = (doing: Doing, deed: Deed) => Promise<void> | DeedProblem;

function action(deal: Deal, needs: readonly (keyof Deed)[] = []) {
	return async (event: Asking) => {
		const { client } = await requireStaff(event, ACTING);
		const form = await superValidate(event.request, zod4(deedSchema));
		const lacking = lackingIn(form, needs);
		if (lacking) return lacking;
		const dealt = deal({ client, applicationId: event.params.id }, form.data);
		if ('code' in dealt) return setError(form, dealt.field, dealt.code, { status: 422 });
		return (await orMessage(event, form, () => dealt)) ?? done(event, 'grant');
	};
}

type Signing = Omit<FirstSignature, 'applicationId'>;

/** A first signature that a letter follows from. */
function signing(read: (deed: Deed) => Signing | DeedProblem, needs: readonly (keyof Deed)[]) {
	return async (event: Asking) => {
		const { client } = await requireStaff(event, ACTING);
		const form = await superValidate(event.request, zod4(deedSchema));
		const lacking = lackingIn(form, needs);
		if (lacking) return lacking;
		const wish = read(form.data);
		if ('code' in wish) return setError(form, wish.field, wish.code, { status: 422 });
		const first = { ...wish, applicationId: event.params.id };
		return (
			(await signAsRead(event, form, {
				preview: () => previewOfSignature(client, first),
				sign: (letter) => signLetter(client, first, letter)
			})) ?? done(event, 'grant')
		);
	};
}

function waiver(kind: 'waiver' | 'interest_waiver') {
	return action(
		({ client, applicationId }, { subject, seen, amount, reason }) => {
			const cents = parseAmount(amount);
			if (!isCents(cents)) return { field: 'amount', code: cents.code };
			const first = {
				deed: kind,
				sourceId: seen,
				applicationId,
				subjectId: subject,
				amountCents: cents,
				reason
			};
			return signLetter(client, first, null);
		},
		['amount', 'reason']
	);
}

/** A ruling whose sum is that of what it is about. */
function ofSubject(kind: 'correction' | 'lapse') {
	return action(
		({ client, applicationId }, { subject, seen, reason }) =>
			signLetter(
				client,
				{ deed: kind, sourceId: seen, applicationId, subjectId: subject, amountCents: 0, reason },
				null
			),
		['reason']
	);
}

/** The second signature: `seen` is the letter that was read; a waiver and a correction have none. */
const second = action(({ client }, { subject, seen }) => countersignLetter(client, subject, seen || null));

export const deeds = {
	release: action(({ client }, { subject, seen, account }) =>
		releasePayout(client, subject, { state: seen, accountId: account })
	),
	refuse: action(({ client }, { subject, reason }) => refusePayout(client, subject, reason), ['reason']),
	bounce: action(
		({ client }, { subject, on, reason }) => bouncePayout(client, subject, on, reason),
		['on', 'reason']
	),
	confirm_bounce: action(({ client }, { subject }) => confirmBounce(client, subject)),
	discard_bounce: action(({ client }, { subject }) => discardBounce(client, subject)),
	account: action(
		({ client }, { subject, choice, reason }) => judgeAccount(client, subject, choice === 'right', reason),
		['choice', 'reason']
	),
	propose_change: signing(
		({ subject, choice, reason, amount, purpose }) => {
			const cents = amount === '' ? null : parseAmount(amount);
			if (cents !== null && !isCents(cents)) return { field: 'amount', code: cents.code };
			if (reason === '' && (choice === 'refused' || cents === 0))
				return { field: 'reason', code: 'reason_required' };
			return { deed: 'change', sourceId: subject, choice, reason, amountCents: cents, purpose };
		},
		['choice']
	),
	countersign_change: second,
	discard_change: action(({ client }, { subject }) => discardChangeProposal(client, subject)),
	claim: signing(
		({ seen, choice, reason, amount, on, from }) => {
			const cents = parseAmount(amount);
			if (!isCents(cents)) return { field: 'amount', code: cents.code };
			if (cents === 0) return { field: 'amount', code: 'not_zero' };
			return {
				deed: 'claim',
				sourceId: seen,
				choice,
				reason,
				amountCents: cents,
				dueOn: on,
				interestFrom: from || null
			};
		},
		['choice', 'reason', 'amount', 'on']
	),
	countersign_recovery: second,
	discard_recovery: action(({ client }, { subject }) => discardRecovery(client, subject)),
	return: action(
		({ client, applicationId }, { subject, seen, amount, interest, excess, reason, on }) => {
			// Interest may come in by itself, after the sum, and too much after both.
			const cents = parseAmount(amount === '' && interest + excess !== '' ? '0' : amount);
			if (!isCents(cents)) return { field: 'amount', code: cents.code };
			const more = parseAmount(interest === '' ? '0' : interest);
			if (!isCents(more)) return { field: 'interest', code: more.code };
			const beyond = parseAmount(excess === '' ? '0' : excess);
			if (!isCents(beyond)) return { field: 'excess', code: beyond.code };
			if (beyond > 0 && reason === '') return { field: 'reason', code: 'reason_required' };
			return recordReturn(client, applicationId, {
				id: seen,
				amountCents: cents,
				interestCents: more,
				excessCents: beyond,
				excessNote: reason,
				receivedOn: on,
				recoveryId: subject || null
			});
		},
		['on']
	),
	confirm_return: action(({ client }, { subject }) => confirmReturn(client, subject)),
	discard_return: action(({ client }, { subject }) => discardReturn(client, subject)),
	revoke: signing(
		({ seen, amount, reason, on, from }) => {
			const cents = parseAmount(amount);
			if (!isCents(cents)) return { field: 'amount', code: cents.code };
			return {
				deed: 'revocation',
				sourceId: seen,
				reason,
				amountCents: cents,
				dueOn: on || null,
				interestFrom: from || null
			};
		},
		['amount', 'reason']
	),
	waive: waiver('waiver'),
	waive_interest: waiver('interest_waiver'),
	correct: ofSubject('correction'),
	lapse: ofSubject('lapse'),
	countersign_ruling: second,
	discard_ruling: action(({ client }, { subject }) => discardRuling(client, subject))
};
