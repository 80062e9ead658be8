import type { PreviewedMail } from './MailPreview.svelte';

/** What a click will mail to the group, and when; see `server/mail/causes.ts`. */
export type ClickNews = readonly {
	readonly event: string;
	readonly when: 'now' | 'if_yes' | 'if_no' | 'with_letter' | 'with_letter_if_alone' | 'if_owed';
	readonly mail: PreviewedMail;
}[];
