// Contrast and sizes can only be judged in the looks of the app.
// eslint-disable-next-line import-x/no-restricted-paths
import '../../app.css';
import axe from 'axe-core';
import { expect } from 'vitest';

/** Rules about whole pages; a part on its own has neither landmarks nor a first heading. */
const pageRules = ['region', 'landmark-one-main', 'page-has-heading-one', 'heading-order', 'bypass'];

/** Looks at what is drawn as axe does, and says what is wrong and where. */
export async function expectNoAxeViolation(element: Element): Promise<void> {
	// A colour on its way to another is neither of the two.
	for (const animation of document.getAnimations())
		if (animation instanceof CSSTransition) animation.finish();
	const { violations } = await axe.run(element, {
		rules: Object.fromEntries(pageRules.map((rule) => [rule, { enabled: false }]))
	});
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
