import type { Page } from '@playwright/test';

/**
 * Words on a page that nobody can read whole, a line for each: cut by a box that hides what does not fit, wider than their
 * own box, beyond the edge of the screen, an ellipsis in a closed list, or under a bar they can never be scrolled away from.
 * Looks at every element that has text of its own, drawn and not meant for voices alone. What lies in a box that can be
 * scrolled counts as within reach.
 */
export function cutOff(page: Page): Promise<readonly string[]> {
	return page.evaluate(() => {
		const TOLERANCE_PX = 1.5;
		const asTold = (element: Element) =>
			`${element.tagName.toLowerCase()} "${element.textContent?.replace(/\s+/g, ' ').trim().slice(0, 60)}"`;
		const found = new Map<Element, string>();
		const note = (element: Element, why: string) => {
			if (!found.has(element)) found.set(element, `${asTold(element)} ${why}`);
		};

		const styleOf = (element: Element) => getComputedStyle(element);
		const hides = (value: string) => value === 'hidden' || value === 'clip';
		const scrolls = (value: string) => value === 'auto' || value === 'scroll';
		const ancestorsOf = (element: Element): readonly Element[] =>
			element.parentElement ? [element.parentElement, ...ancestorsOf(element.parentElement)] : [];
		/** Words for voices lie in a box of a pixel, or are clipped to nothing. */
		const isForVoices = (element: Element) =>
			[element, ...ancestorsOf(element)].some((one) => {
				const { clipPath, position } = styleOf(one);
				return position === 'absolute' && clipPath === 'inset(50%)';
			});
		const ownText = (element: Element) =>
			[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
		const rectsOf = (nodes: readonly ChildNode[]) =>
			nodes.flatMap((node) => {
				const range = document.createRange();
				range.selectNodeContents(node);
				return [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
			});

		const modal = document.querySelector('dialog:modal');
		const candidates = [...(modal ?? document.body).querySelectorAll('*')]
			.filter(
				(element) => !['SCRIPT', 'STYLE', 'OPTION', 'NOSCRIPT', 'TEMPLATE', 'TITLE'].includes(element.tagName)
			)
			.filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
			.filter((element) => !element.closest('svg, [aria-busy="true"].skeleton') && !isForVoices(element));
		const worded = candidates
			.map((element) => ({ element, rects: rectsOf(ownText(element)) }))
			.filter(({ rects }) => rects.length > 0);

		for (const { element, rects } of worded) {
			const own = styleOf(element);
			if (
				own.display !== 'inline' &&
				!scrolls(own.overflowX) &&
				element.clientWidth > 1 &&
				element.scrollWidth > element.clientWidth + 1
			)
				note(element, `is ${element.scrollWidth - element.clientWidth} px wider than its box`);
			if (hides(own.overflowY) && element.scrollHeight > element.clientHeight + 2 && element.clientHeight > 1)
				note(element, `is ${element.scrollHeight - element.clientHeight} px higher than its box`);
			// Where a box scrolls, what is outside of it can be brought inside.
			let isWithinReach = false;
			for (const box of [element, ...ancestorsOf(element)]) {
				const { overflowX, overflowY } = styleOf(box);
				if (scrolls(overflowX)) isWithinReach = true;
				if (isWithinReach || box === document.body || box === document.documentElement) break;
				const edge = box.getBoundingClientRect();
				if (
					hides(overflowX) &&
					rects.some(
						({ left, right }) => left < edge.left - TOLERANCE_PX || right > edge.right + TOLERANCE_PX
					)
				)
					note(element, 'is cut at the side');
				if (
					hides(overflowY) &&
					rects.some(
						({ top, bottom }) => top < edge.top - TOLERANCE_PX * 2 || bottom > edge.bottom + TOLERANCE_PX * 2
					)
				)
					note(element, 'is cut above or below');
			}
			const isOutside = rects.some(
				({ left, right }) =>
					left < -TOLERANCE_PX || right > document.documentElement.clientWidth + TOLERANCE_PX
			);
			if (!isWithinReach && isOutside) note(element, 'stands beyond the edge of the screen');
		}

		// A closed list shows what fits of its choice.
		for (const list of candidates.filter((one) => one instanceof HTMLSelectElement && one.size <= 1)) {
			if (!(list instanceof HTMLSelectElement)) continue;
			const style = styleOf(list);
			const pen = document.createElement('canvas').getContext('2d');
			const text = list.selectedOptions[0]?.text.trim() ?? '';
			if (!pen || !text || style.whiteSpace === 'normal' || style.whiteSpace === 'pre-wrap') continue;
			pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
			const room = list.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
			const surplus = Math.ceil(pen.measureText(text).width - room);
			if (surplus > 1) found.set(list, `select "${text}" is ${surplus} px wider than its box`);
		}

		// A bar in sight covers what is scrolled under it; at both ends of the page nothing can be scrolled any further.
		const before = { left: scrollX, top: scrollY };
		const barOver = (element: Element, { left, top, width, height }: DOMRect) => {
			const covering = document.elementFromPoint(left + width / 2, top + height / 2);
			if (!covering || covering === element || element.contains(covering)) return null;
			// A menu somebody opened lies over the page until it is closed.
			if (covering.closest('details[open]') && !element.closest('details[open]')) return null;
			const bar = [covering, ...ancestorsOf(covering)].find((one) =>
				['fixed', 'sticky'].includes(styleOf(one).position)
			);
			return bar && !bar.contains(element) ? bar : null;
		};
		for (const isEnd of [false, true]) {
			scrollTo({ top: isEnd ? document.documentElement.scrollHeight : 0, behavior: 'instant' });
			for (const { element } of worded) {
				// Within a box that scrolls by itself, what a bar covers is scrolled there.
				if (ancestorsOf(element).some((box) => box !== document.body && scrolls(styleOf(box).overflowY)))
					continue;
				for (const rect of rectsOf(ownText(element))) {
					const middle = rect.top + rect.height / 2;
					if (middle < 0 || middle > innerHeight || middle > innerHeight / 2 !== isEnd) continue;
					const bar = barOver(element, rect);
					if (bar) note(element, `lies under ${bar.tagName.toLowerCase()}.${bar.className}`);
				}
			}
		}
		scrollTo({ ...before, behavior: 'instant' });
		return [...found.values()];
	});
}
