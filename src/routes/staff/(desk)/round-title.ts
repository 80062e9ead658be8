import type { StaffLocale } from '$lib/i18n/locales';
import { m } from '$lib/i18n/generated/staff/messages';

type Titled = {
	readonly slug: string;
	readonly status?: string;
	readonly texts: Readonly<Record<string, { readonly title?: string }>>;
};

/** The name of a round as staff read it, German where the translation is missing; says when it is not the live one. */
export function roundTitle({ slug, status, texts }: Titled, locale: StaffLocale): string {
	const title = texts[locale]?.title ?? texts['de']?.title ?? slug;
	if (status === 'draft') return m.round_draft({ title });
	return status === 'archived' ? m.round_archived({ title }) : title;
}
