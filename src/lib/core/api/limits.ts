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

/** Of documents, as `announce_file` and `note_file_part` have them in SQL; a test compares the two. */
export const maxFileBytes = 10 * 1024 * 1024;
export const maxFiles = 30;
/** Of a proof of use: a receipt has a picture or two. */
export const maxProofFiles = 150;
export const maxPartBytes = 256 * 1024;
/** Every part but the last is a multiple of it. */
export const partGrainBytes = 64 * 1024;

/** Of one message, as `private.keep_message` has them. */
export const maxMessageLength = 4000;
export const maxMessageFiles = 5;
