import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { asClassComponent } from './light-root.svelte';
import Sample from './Sample.svelte';

it('is drawn with its props, and again with every $set, keeping those not named', () => {
	const target = document.createElement('div');
	const Root = asClassComponent(Sample as never);
	const root = new Root({ target, props: { text: 'before', tone: 'calm' }, hydrate: false });
	expect(target.innerHTML).toBe('<p class="calm">before</p>');
	const drawn = target.firstElementChild;
	root.$set({ text: 'after' });
	flushSync();
	expect(target.innerHTML).toBe('<p class="calm">after</p>');
	expect(target.firstElementChild).toBe(drawn);
});
