/** Of a request: a whole form, of which the database holds 300,000 bytes, and what goes around it. */
export const maxBodyBytes = 320 * 1024;
/** As many as a form may have paths (`private.is_small_map`), so that a draft written offline travels in one piece. */
export const maxChanges = 1000;
/** These as `private.is_form_value` has them. */
export const maxTextLength = 20_000;
export const maxCodes = 50;
export const maxCodeLength = 100;
/** Of an answer to a question of the office. */
export const maxAnswerLength = 2000;
