import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Spread from './Spread.svelte';

it('begins with what has most, and puts the rest in the order it is looked up in', async () => {
	const { container } = await render(Spread, {
		caption: 'Stadtbezirke',
		rows: [
			{ codes: ['a', 'b', 'c'], cents: 0 },
			{ codes: ['c'], cents: 0 },
			{ codes: ['d'], cents: 0 }
		],
		labels: { a: 'Walsum', b: 'Ölberg', c: 'Zentrum', d: 'Nord' },
		locale: 'de'
	});
	const names = [...container.querySelectorAll('tbody th')].map((cell) => cell.textContent.trim());
	expect(names).toEqual(['Zentrum', 'Nord', 'Ölberg', 'Walsum']);
});
