/**
 * Opened directly, public pages are plain HTML: nothing in them needs Kit's client, and a first visit on a prepaid plan
 * should not pay for it. Opened from the app (or offline from its shell) the client draws the very same components.
 */
export const csr = false;
