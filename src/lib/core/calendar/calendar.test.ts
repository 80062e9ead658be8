import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFile, type CalendarEntry } from './calendar';

const entry: CalendarEntry = {
	uid: 'kofei-2027@kofei',
	madeAtMs: 1,
	atMs: 2,
	title: 'Abgabe: KOFEI, 2027; bis 23:59',
	text: 'Zeile 1\nZeile 2',
	address: 'https://kofei.example/de/apply',
	remindDays: [7, 1]
};
const file = (changes: Partial<CalendarEntry> = {}) =>
	calendarFile({ ...entry, ...changes }, (ms) => `T${ms}`);

describe('a calendar file', () => {
	it('holds the moment, the words and the reminders', () => {
		const lines = file().split('\r\n');
		expect(lines).toEqual(
			expect.arrayContaining(['DTSTART:T2', 'DTSTAMP:T1', 'TRIGGER:-P7D', 'TRIGGER:-P1D', 'END:VCALENDAR'])
		);
		expect(file()).not.toContain('DTEND');
		expect(lines).toContain('SUMMARY:Abgabe: KOFEI\\, 2027\\; bis 23:59');
		expect(lines).toContain('DESCRIPTION:Zeile 1\\nZeile 2');
	});

	it('never has a line longer than 75 octets, and loses no character by folding', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (title) => {
				const text = file({ title });
				for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThan(76);
				const unfolded = text.replace(/\r\n /g, '');
				const expected = title.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
				expect(unfolded).toContain(`SUMMARY:${expected}\r\n`);
			})
		);
	});

	it('lets no text of a person begin a line of its own', () => {
		const lines = file({ title: 'a\r\nBEGIN:VALARM\nx' }).split('\r\n');
		expect(lines.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(2);
	});
});
