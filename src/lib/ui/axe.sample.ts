// Contrast and sizes can only be judged in the looks of the app.
// eslint-disable-next-line import-x/no-restricted-paths
import '../../app.css';
import axe from 'axe-core';
import { expect } from 'vitest';

/** Rules about whole pages; a part on its own has neither landmarks nor a first heading. */
const pageRules = ['region', 'landmark-one-main', 'page-has-heading-one', 'heading-order', 'bypass'];

/** Looks at what is drawn as axe does, and says what is wrong and where. */
export async function expectNoAxeViolation(element: Element): Promise<void> {
	// What is still fading has a contrast of the moment.
	const fading = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
	await Promise.allSettled(fading.map(({ finished }) => finished));
	const { violations } = await axe.run(element, {
		rules: Object.fromEntries(pageRules.map((rule) => [rule, { enabled: false }]))
	});
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
