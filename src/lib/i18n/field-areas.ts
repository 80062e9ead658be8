import type { Section } from '../core/application/fields';

/** The catalogues of the questions, by what they ask about: a screen of the form loads its own alone. */
export type FieldArea = 'who' | 'what' | 'money';

const areas: Readonly<Record<Section, FieldArea>> = {
	organisation: 'who',
	recognition: 'who',
	contact: 'who',
	responsible: 'who',
	project: 'what',
	goals: 'what',
	impact: 'what',
	activities: 'what',
	people: 'what',
	quality: 'what',
	costs: 'money',
	bank: 'who',
	documents: 'money',
	declarations: 'money'
};

export const fieldAreas: readonly FieldArea[] = ['who', 'what', 'money'];

export function fieldAreaOf(section: Section): FieldArea {
	return areas[section];
}

export type FieldCatalogue = FieldArea | 'who_hints' | 'what_hints';

/** Besides the words to read answers by, what helps to write them. Money has so few hints that they stay with the rest. */
const hints: Readonly<Record<FieldArea, FieldCatalogue>> = {
	who: 'who_hints',
	what: 'what_hints',
	money: 'money'
};

/** Where a text of a section's questions stands. */
export function catalogueOf(section: Section, key: string): FieldCatalogue {
	const area = fieldAreaOf(section);
	return /_(hint|example)$/.test(key) ? hints[area] : area;
}

/** All that a screen needs on which a section is written. */
export function cataloguesOf(section: Section): readonly FieldCatalogue[] {
	const area = fieldAreaOf(section);
	return [...new Set([area, hints[area]])];
}

export const fieldCatalogues: readonly FieldCatalogue[] = [...fieldAreas, 'who_hints', 'what_hints'];
