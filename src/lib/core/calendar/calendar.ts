/** A moment to be reminded of, as every calendar takes it in (RFC 5545). */
export type CalendarEntry = {
	/** Unique in the world and always the same for the same moment, so that a second import replaces the first. */
	readonly uid: string;
	/**
	 * When the file was made and when it happens, both in milliseconds since 1970. A moment has no end: RFC 5545 takes none
	 * that is not later.
	 */
	readonly madeAtMs: number;
	readonly atMs: number;
	readonly title: string;
	readonly text: string;
	readonly address: string;
	/** How long before, in days, the calendar speaks up. */
	readonly remindDays: readonly number[];
};

const longestLineOctets = 75;

/** A calendar file with one entry. `instantText` turns milliseconds into `20270215T225959Z`. */
export function calendarFile(entry: CalendarEntry, instantText: (ms: number) => string): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//KOFEI//Frist//DE',
		'BEGIN:VEVENT',
		`UID:${entry.uid}`,
		`DTSTAMP:${instantText(entry.madeAtMs)}`,
		`DTSTART:${instantText(entry.atMs)}`,
		`SUMMARY:${escaped(entry.title)}`,
		`DESCRIPTION:${escaped(entry.text)}`,
		`URL:${entry.address}`,
		...entry.remindDays.flatMap((days) => [
			'BEGIN:VALARM',
			'ACTION:DISPLAY',
			`TRIGGER:-P${days}D`,
			`DESCRIPTION:${escaped(entry.title)}`,
			'END:VALARM'
		]),
		'END:VEVENT',
		'END:VCALENDAR'
	];
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function escaped(text: string): string {
	return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

/** Lines of at most 75 octets, never cut inside a character; what goes on begins with a blank. */
function folded(line: string): string {
	const parts: string[] = [];
	let part = '';
	let octets = 0;
	for (const character of line) {
		const size = octetsOf(character);
		if (octets + size > longestLineOctets) {
			parts.push(part);
			part = ' ';
			octets = 1;
		}
		part += character;
		octets += size;
	}
	return [...parts, part].join('\r\n');
}

/** In UTF-8. */
function octetsOf(character: string): number {
	const point = character.codePointAt(0) ?? 0;
	if (point < 0x80) return 1;
	if (point < 0x800) return 2;
	return point < 0x10000 ? 3 : 4;
}
