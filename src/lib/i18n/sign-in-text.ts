import { failureText } from './failure-text';
import { m } from './generated/applicant/messages';
import { m as moments } from './generated/moments/messages';

/** Why signing in did not work, and what to do; `isCode` while the code is asked for, not the address. */
export function signInFailureText(
	code: string,
	retryAfterSeconds: string | number | undefined,
	isCode = false
): string {
	if (code === 'code_not_valid') return moments.sign_in_code_wrong();
	if (code === 'too_many_attempts')
		return moments.sign_in_too_many({
			minutes: Math.max(1, Math.ceil(Number(retryAfterSeconds ?? 600) / 60))
		});
	if (code === 'mail_not_sent') return moments.sign_in_mail_failed();
	if (code === 'payload_invalid') return isCode ? moments.sign_in_code_short() : m.problem_not_an_email();
	return failureText(code);
}
