import { isSection, type Section } from '$lib/core/application/fields';

export function match(param: string): param is Section {
	return isSection(param);
}
