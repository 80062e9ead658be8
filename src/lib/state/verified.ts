import type { VerifyAnswer } from '../core/api/session';
import type { Answer, Transport } from '../sync/transport';
import type { Applications } from './applications.svelte';

/** What came of a code. Where the answer broke off it may have been right all the same, and is used up: then the session says so. */
export async function verified(
	transport: Pick<Transport, 'verifyCode'>,
	applications: Pick<Applications, 'findPerson' | 'person'>,
	{ email, code }: { readonly email: string; readonly code: string }
): Promise<Answer<VerifyAnswer>> {
	const answer = await transport.verifyCode(email, code);
	if (answer.isOk || answer.outcome.kind === 'refused') return answer;
	await applications.findPerson();
	const { person } = applications;
	return person?.toLowerCase() === email.toLowerCase()
		? { isOk: true, data: { email: person, locale: null } }
		: answer;
}
