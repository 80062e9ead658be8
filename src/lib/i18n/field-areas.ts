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
