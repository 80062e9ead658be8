/** Who waits in a round, with their places. */
export function waitingListHref(roundSlug: string): string {
	return `/staff?${new URLSearchParams({ round: roundSlug, view: 'decided', state: 'waitlisted' })}`;
}
