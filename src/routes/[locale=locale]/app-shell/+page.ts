import { languages } from '$lib/i18n/locales';

/** The empty page the service worker answers with offline; the client router then draws the address asked for. */
export const ssr = false;
export const prerender = true;

export const entries = () => languages.map(({ code }) => ({ locale: code }));
