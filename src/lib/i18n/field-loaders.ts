import type { FieldCatalogue } from './field-areas';

export type Catalogue = Readonly<Record<string, unknown>>;

/** In the browser's build these go straight to the files, without a module between for each: see `src/build/messages`. */
export const loaders: Readonly<Record<FieldCatalogue, () => Promise<{ m: Catalogue }>>> = {
	who: () => import('./generated/who/messages'),
	who_hints: () => import('./generated/who_hints/messages'),
	what: () => import('./generated/what/messages'),
	what_hints: () => import('./generated/what_hints/messages'),
	money: () => import('./generated/money/messages')
};
