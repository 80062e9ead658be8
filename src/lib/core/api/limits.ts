/** Of a request; the database holds a form of at most 200,000 bytes. The rest as `private.is_form_value` has it. */
export const maxBodyBytes = 256 * 1024;
export const maxChanges = 400;
export const maxTextLength = 20_000;
export const maxCodes = 50;
export const maxCodeLength = 100;

/** Of documents, as `announce_file` and `note_file_part` have them in SQL; a test compares the two. */
export const maxFileBytes = 10 * 1024 * 1024;
export const maxFiles = 30;
export const maxPartBytes = 256 * 1024;
/** Every part but the last is a multiple of it. */
export const partGrainBytes = 64 * 1024;
