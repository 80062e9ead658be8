import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../src/lib/core/failure/failure';
import { fileRefusals } from '../../src/lib/core/file/refusal';
import { failureText } from '../../src/lib/i18n/failure-text';
import { peopleFailureText } from '../../src/lib/ui/people/people-texts';
import { fileFailureText } from '../../src/lib/i18n/file-text';
import { signInFailureText } from '../../src/lib/i18n/sign-in-text';

/** Only the office's screens can meet these, and they have their own sentences (`refusal-texts.ts`). */
const forTheOffice: readonly string[] = [
	'already_decided',
	'amount_invalid',
	'budget_exceeded',
	'conflict_of_interest',
	'reason_required',
	'same_person',
	'transition_not_allowed'
];
/** Only the screen about people can meet these, which has its own sentences (`people-texts.ts`). */
const aboutPeople: readonly string[] = ['already_member', 'last_owner', 'too_many_invitations'];
/** Only who was taken out of an application meets this: the screens they are left with say so (`GoneNotice`, `NotHere`). */
const whenTakenOut: readonly string[] = ['access_ended'];
/** About one document: said in its own line, in texts that are loaded with the documents. */
const ofDocuments: readonly string[] = [
	'file_empty',
	'file_too_large',
	'file_type_refused',
	'file_damaged',
	'file_encrypted',
	'file_hostile',
	'file_gap',
	'too_many_files'
];
const unforeseen = failureText('a code nobody foresaw');

describe('what went wrong', () => {
	it('is said in a sentence of its own, for every code an applicant can meet', () => {
		const withoutSentence = failureCodes.filter((code) => failureText(code) === unforeseen);
		expect(withoutSentence.sort()).toEqual(
			[...forTheOffice, ...aboutPeople, ...whenTakenOut, ...ofDocuments, 'code_not_valid'].sort()
		);
	});

	it('is said in their own words where people are invited and removed', () => {
		for (const code of aboutPeople) expect(peopleFailureText(code), code).not.toBe(unforeseen);
		// Nothing here is tried again by itself, so nothing says so.
		for (const code of ['too_many_attempts', 'not_found', 'not_allowed', 'not_reachable'])
			expect(peopleFailureText(code), code).not.toBe(failureText(code));
	});

	it('is said of a document in a sentence of its own', () => {
		const unforeseenOfFile = fileFailureText('a code nobody foresaw');
		for (const code of [...ofDocuments, ...fileRefusals, 'not_found', 'unreadable', 'not_in_state'])
			expect(fileFailureText(code), code).not.toBe(unforeseenOfFile);
		expect(unforeseenOfFile).toMatch(/\p{L}/u);
	});

	it('is said differently where codes are typed in', () => {
		for (const code of ['code_not_valid', 'mail_not_sent']) {
			expect(signInFailureText(code, undefined)).not.toBe(unforeseen);
		}
		expect(signInFailureText('too_many_attempts', 90)).toContain('2');
	});

	it('is still said for a code nobody foresaw', () => {
		expect(failureText('')).toBe(unforeseen);
		expect(unforeseen).toMatch(/\p{L}/u);
	});
});
