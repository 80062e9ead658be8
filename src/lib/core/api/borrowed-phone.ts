/**
 * Set by a window on a phone that is not its person's. The server keeps their session no longer than the browser is open
 * then; a later window sees from it that the session is somebody else's and ends it. Holds nothing about anybody.
 */
export const borrowedPhoneCookie = 'borrowed-phone';
