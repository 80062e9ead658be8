/**
 * Blanks, what is invisible, marks without their letter (lengthening strokes too), and punctuation: nothing that can be read. The
 * same in `private.said` in SQL, where the classes are ranges; a test compares.
 */
const readable =
	/[^\p{M}\p{Cf}\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u060c\u061b-\u061f\u0640\u066a-\u066d\u06d4\u115f\u1160\u1680\u2000-\u206f\u2800\u3000-\u3003\u3008-\u3011\u3164\uffa0\u{e0000}-\u{e0fff}]/u;

/** A reason without blanks around it; empty where it says nothing: a dot is none. */
export function said(text: string): string {
	return readable.test(text) ? text.trim() : '';
}
