import { calendarFile } from '../core/calendar/calendar';
import type { Round } from '../core/round/round';
import { formatInstant, parseInstant } from '../core/time/instant';
import { m } from './generated/moments/messages';

/** A week, in which much can still be written, and a day, in which it can still be sent. */
const REMIND_DAYS = [7, 1];

/** The last moment of a round as a calendar file in the reader's language; null for a round without a last day. */
export function deadlineCalendar(
	{ slug, closes_at, texts }: Pick<Round, 'slug' | 'closes_at' | 'texts'>,
	{ address, nowMs }: { address: string; nowMs: number }
): string | null {
	const atMs = closes_at === null ? null : parseInstant(closes_at);
	if (atMs === null) return null;
	const entry = {
		uid: `deadline-${slug}@kofei`,
		madeAtMs: nowMs,
		atMs,
		title: m.calendar_title({ title: texts.title }),
		text: m.calendar_text({ address }),
		address,
		remindDays: REMIND_DAYS
	};
	return calendarFile(entry, (ms) => formatInstant(ms).replace(/[-:]|\.\d+/g, ''));
}
