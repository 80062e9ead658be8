import type { IconName } from '$lib/ui/parts/icons';
import { m } from '$lib/i18n/generated/staff/messages';

/** Where a round stands, for the office: its status and the calendar together. */
export type Standing = 'draft' | 'announced' | 'open' | 'closed' | 'archived';

export function standingOf(
	{ status, opens_at, closes_at }: { status: string; opens_at: string; closes_at: string | null },
	nowMs: number
): Standing {
	if (status === 'draft' || status === 'archived') return status;
	if (Date.parse(opens_at) > nowMs) return 'announced';
	return closes_at !== null && Date.parse(closes_at) < nowMs ? 'closed' : 'open';
}

type Tone = 'neutral' | 'info' | 'success' | 'warning';

export const standingWords: Readonly<
	Record<Standing, { readonly text: () => string; readonly tone: Tone; readonly icon: IconName }>
> = {
	draft: { text: m.round_standing_draft, tone: 'neutral', icon: 'pencil' },
	announced: { text: m.round_standing_announced, tone: 'info', icon: 'calendar' },
	open: { text: m.round_standing_open, tone: 'success', icon: 'check' },
	closed: { text: m.round_standing_closed, tone: 'warning', icon: 'clock' },
	archived: { text: m.round_standing_archived, tone: 'neutral', icon: 'lock' }
};
