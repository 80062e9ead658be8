/** Of a request; the database holds a form of at most 200,000 bytes. The rest as `private.is_form_value` has it. */
export const maxBodyBytes = 256 * 1024;
export const maxChanges = 400;
export const maxTextLength = 20_000;
export const maxCodes = 50;
export const maxCodeLength = 100;
