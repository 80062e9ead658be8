import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = 'tests/security';
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const linksOf = (text: string) => [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
const rowsOf = (text: string) => text.split('\n').filter((line) => /^\| \d/.test(line));

describe('the papers about security', () => {
	it.each(['threats.md', 'asvs.md'])('lead to what is there: %s', (name) => {
		const links = linksOf(read(name));
		expect(links.length).toBeGreaterThan(5);
		expect(links.filter((link) => !existsSync(path.join(folder, link)))).toEqual([]);
	});

	it('give each requirement a test or a reason, and once only', () => {
		const [judged = '', without = ''] = read('asvs.md').split('## Does not apply');
		const [tested = '', deviating = ''] = judged.split('## Deviations');
		const rows = [tested, deviating, without].map(rowsOf);
		const numbers = rows.flat().map((row) => row.split('|')[1]?.trim() ?? '');
		expect(numbers.filter((number) => !/^\d{1,2}\.\d{1,2}(\.\d{1,2})?$/.test(number))).toEqual([]);
		expect(numbers.length).toBe(new Set(numbers).size);
		const [withTest = [], deviations = [], others = []] = rows;
		expect(withTest.filter((row) => linksOf(row).length === 0)).toEqual([]);
		expect(deviations.filter((row) => (row.split('|')[3] ?? '').trim().length < 10)).toEqual([]);
		expect(others.filter((row) => (row.split('|')[2] ?? '').trim().length < 5)).toEqual([]);
		expect(others.length).toBeGreaterThan(10);
	});

	it('names a test for every attacker', () => {
		const rows = read('threats.md')
			.split('\n')
			.filter((line) => line.startsWith('| ') && !/^\| (-+|attacker) /.test(line));
		expect(rows.length).toBeGreaterThan(10);
		expect(rows.filter((row) => linksOf(row).length === 0)).toEqual([]);
	});
});
