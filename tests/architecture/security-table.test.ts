import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
	maxBodyBytes,
	maxFileBytes,
	maxFiles,
	maxMessageFiles,
	maxProofFiles
} from '../../src/lib/core/api/limits';
import { MAX_PIXELS } from '../../src/lib/server/files/image';
import { most } from '../../src/lib/server/operations/gate';
import { sourcesUnder } from './sources';

const folder = 'tests/security';
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const linksOf = (text: string) => [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
const rowsOf = (text: string) => text.split('\n').filter((line) => /^\| \d/.test(line));
const cellsOf = (row: string) =>
	row
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim());

/** Every number of version 5.0.0 by its level. */
const standard = JSON.parse(read('asvs-5.0.0.json')) as Record<string, readonly string[]>;

function table() {
	const [, list = ''] = read('asvs.md').split('## With a test');
	const [judged = '', without = ''] = list.split('## Does not apply');
	const [tested = '', deviating = ''] = judged.split('## Deviations');
	return { tested: rowsOf(tested), deviating: rowsOf(deviating), without: rowsOf(without) };
}

function constantOf(migration: string, name: string): string | undefined {
	const text = readFileSync(`supabase/migrations/${migration}.sql`, 'utf8');
	return new RegExp(`${name} constant int := (\\d+)`).exec(text)?.[1];
}

describe('the papers about security', () => {
	it.each(['threats.md', 'asvs.md', 'inventories.md'])('lead to what is there: %s', (name) => {
		const links = linksOf(read(name));
		expect(links.length).toBeGreaterThan(1);
		expect(links.filter((link) => !existsSync(path.join(folder, link)))).toEqual([]);
	});

	it('give each requirement of levels 1 and 2 a test or a reason, once, at its level', () => {
		const { tested, deviating, without } = table();
		const rows = [...tested, ...deviating, ...without].map(cellsOf);
		const levels = Object.entries(standard).flatMap(([level, ids]) => ids.map((id) => [id, level] as const));
		const levelOf = new Map(levels);
		expect([standard['1'], standard['2'], standard['3']].map((ids) => ids?.length)).toEqual([70, 183, 92]);
		const ids = rows.map(([id = '']) => id);
		expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
		const wanted = levels.filter(([, level]) => level !== '3').map(([id]) => id);
		expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
		expect(rows.filter(([id = '', level]) => levelOf.get(id) !== level).map(([id]) => id)).toEqual([]);
		expect(tested.filter((row) => !linksOf(row).some((link) => link.endsWith('.test.ts')))).toEqual([]);
		const held = deviating.map(cellsOf);
		expect(held.filter(([, , how = '']) => !['untested', 'in part', 'no'].includes(how))).toEqual([]);
		expect(held.filter(([, , , , instead = '']) => instead.length < 10)).toEqual([]);
		expect(without.map(cellsOf).filter(([, , because = '']) => because.length < 5)).toEqual([]);
	});

	it('count what they say, here and in the README', () => {
		const { tested, deviating, without } = table();
		const [tests, reasons, others] = [tested, deviating, without].map((rows) => rows.map(cellsOf));
		const at = (rows: readonly (readonly string[])[] = [], level: string, held?: string) =>
			rows.filter((row) => row[1] === level && (held === undefined || row[2] === held)).length;
		const counted = ['1', '2', '3'].map((level) =>
			[
				level,
				at(tests, level),
				...['untested', 'in part', 'no'].map((held) => at(reasons, level, held)),
				at(others, level)
			].join(' | ')
		);
		const said = read('asvs.md').split('## With a test')[0] ?? '';
		const lines = said.replace(/ +/g, ' ');
		expect(counted.filter((line) => !lines.includes(`| ${line} |`))).toEqual([]);
		const readme = readFileSync('README.md', 'utf8').replace(/\s+/g, ' ');
		const sentence = `${tested.length} requirements with a test, ${deviating.length} with a reason instead, ${without.length} that do not apply`;
		expect(readme.includes(sentence), sentence).toBe(true);
	});

	it('tell the limits, sizes and events that the code has', () => {
		const words = read('inventories.md').replace(/\s+/g, ' ');
		const limits = readFileSync('src/lib/server/security/limits.ts', 'utf8');
		const countOf = (name: string) => new RegExp(`${name}: \\{ count: (\\d+)`).exec(limits)?.[1];
		const sentences = [
			`by one sender | ${countOf('code_by_email')}, ${countOf('code_by_address')} in ten minutes`,
			`by one sender | ${countOf('try_by_email')}, ${countOf('try_by_address')} in ten minutes`,
			`by one person | ${countOf('factor_by_person')} in ten minutes`,
			`exports by one person | ${countOf('export_by_person')} an hour`,
			`by all | ${countOf('report_by_address')} an hour, ${constantOf('20261204100000_accessibility_reports', 'most_a_day')} a day`,
			`drafts of one person | ${constantOf('20261213200600_late_in_archived_rounds', 'most_drafts')} `,
			`${constantOf('20261128110000_outbox', 'most_a_day')} a day; ${constantOf('20261128110000_outbox', 'most_mails_to_one_address')} a day`,
			`in one case | ${constantOf('20261128110300_messages', 'most_a_day')} a day`,
			`reads, writes | ${most.reads}, ${most.writes};`,
			`JSON call | ${maxBodyBytes / 1024} KiB`,
			`at most ${maxFileBytes / 1024 / 1024} MiB, a photo ${MAX_PIXELS / 1e6} megapixels`,
			`an application ${maxFiles} documents, a proof of use ${maxProofFiles}, a message ${maxMessageFiles}.`
		];
		expect(sentences.filter((sentence) => !words.includes(sentence))).toEqual([]);
		const events = sourcesUnder('src', '.ts').flatMap(({ text }) =>
			[...text.matchAll(/\blog\(([^,;]+), ([^;{)]+)/g)].flatMap(([, , named = '']) =>
				[...named.matchAll(/'([a-z_]+)'/g)].map(([, event = '']) => event)
			)
		);
		expect(events.length).toBeGreaterThan(20);
		expect(events.filter((event) => !words.includes(`\`${event}\``))).toEqual([]);
	});

	it('names a test for every attacker', () => {
		const rows = read('threats.md')
			.split('\n')
			.filter((line) => line.startsWith('| ') && !/^\| (-+|attacker) /.test(line));
		expect(rows.length).toBeGreaterThan(10);
		expect(rows.filter((row) => linksOf(row).length === 0)).toEqual([]);
	});
});
