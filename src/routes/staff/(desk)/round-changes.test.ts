import { expect, it } from 'vitest';
import { m } from '$lib/i18n/generated/staff/messages';
import { roundChanges } from './round-changes';

it('tells what was changed about a round in words: sums and dates from what to what, options by their code', () => {
	const text = roundChanges(
		{
			values: {
				cap_cents: [250_000, 300_000],
				closes_at: ['2027-02-15T22:59:59+00:00', null],
				status: ['draft', 'published']
			},
			paths: ['areas.sport.labels.de', 'areas.sport.labels.tr', 'texts.title.de', 'contact.phone']
		},
		'de'
	);
	expect(text).toBe(
		[
			`${m.round_cap_cents()}: 2.500,00\u00a0€ → 3.000,00\u00a0€`,
			`${m.round_closes_day()}: 15.02.2027, 23:59 → –`,
			`${m.column_state()}: ${m.round_standing_draft()} → ${m.round_status_published()}`,
			`${m.round_list_areas()} (sport)`,
			m.round_text_title(),
			m.round_part_terms()
		].join(', ')
	);
});
