/** As the style of the page: from here on there is no room for both beside each other. */
const NARROW = 'screen and (max-width: 63.99rem)';

/**
 * Where the work stands above the application, it also comes first for the keyboard and for whoever listens (WCAG 2.4.3); on
 * paper and beside it, after. What is typed stays: nodes move, and never the one that has the focus.
 */
export function inOrderOfScreen(columns: HTMLElement): (() => void) | undefined {
	const [application, work] = columns.children;
	if (!application || !work) return;
	const narrow = matchMedia(NARROW);
	const arrange = () => {
		const [first, second] = narrow.matches ? [work, application] : [application, work];
		if (columns.firstElementChild === first) return;
		if (first.contains(document.activeElement)) first.after(second);
		else second.before(first);
	};
	arrange();
	narrow.addEventListener('change', arrange);
	return () => narrow.removeEventListener('change', arrange);
}
