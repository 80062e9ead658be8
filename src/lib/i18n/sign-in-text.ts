import { failureText } from './failure-text';
import { m } from './generated/applicant/messages';

/** Why signing in did not work, and what to do. */
export function signInFailureText(code: string, retryAfterSeconds: string | number | undefined): string {
	if (code === 'code_not_valid') return m.sign_in_code_wrong();
	if (code === 'too_many_attempts')
		return m.sign_in_too_many({ minutes: Math.max(1, Math.ceil(Number(retryAfterSeconds ?? 600) / 60)) });
	if (code === 'mail_not_sent') return m.sign_in_mail_failed();
	if (code === 'payload_invalid') return m.problem_not_an_email();
	return failureText(code);
}
