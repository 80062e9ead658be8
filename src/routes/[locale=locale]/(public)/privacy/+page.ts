import { languages } from '$lib/i18n/locales';

export const prerender = true;
export const entries = () => languages.map(({ code }) => ({ locale: code }));
