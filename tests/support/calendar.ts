/** A day of the office's calendar, from today on: around midnight that of UTC is another one. */
export function dayIn(days: number): string {
	return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(
		Date.now() + days * 86_400_000
	);
}
