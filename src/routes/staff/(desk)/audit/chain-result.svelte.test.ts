import { beforeEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import ChainResult from './ChainResult.svelte';

const shown = (is_intact: boolean, checked: number) =>
	render(ChainResult, {
		check: { is_intact, checked, first_broken_id: is_intact ? null : checked + 1 }
	});
const saidAs = (role: 'status' | 'alert') => page.getByRole(role).element().textContent;

beforeEach(() => {
	document.documentElement.lang = 'de';
});

describe('a verified trail', () => {
	it('is called intact with as many entries as there are', async () => {
		await shown(true, 12);
		expect(saidAs('status')).toMatch(/unversehrt\s+12 Einträge/);
	});

	it('that was emptied is not called intact, but what it is: nothing to verify, and alarming', async () => {
		await shown(true, 0);
		expect(saidAs('alert')).toMatch(/nichts zu prüfen\s.*informieren Sie/s);
		await expect.element(page.getByRole('status')).not.toBeInTheDocument();
	});

	it('that lost its first entry is broken from there', async () => {
		await shown(false, 0);
		expect(saidAs('alert')).toMatch(/gebrochen\s+Ab Eintrag 1 /);
	});
});
