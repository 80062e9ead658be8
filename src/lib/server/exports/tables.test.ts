import { describe, expect, it } from 'vitest';
import { sampleRound } from '../../core/round/round.sample';
import type { Cell } from '../../core/table/cell';
import type { LandReport } from '../supabase/land-report';
import { statisticsHead, statisticsRows } from './tables';

const report = {
	data: {
		statistics: {
			applications: 9,
			requested_cents: 900_000,
			late: 1,
			late_cents: 60_000,
			withdrawn: 2,
			withdrawn_cents: 180_000,
			undecided: 3,
			undecided_cents: 400_000,
			approved: 1,
			approved_requested_cents: 200_000,
			approved_cents: 100_000,
			rejected: 1,
			rejected_cents: 50_000,
			waitlisted: 1,
			waitlisted_cents: 70_000,
			paid_cents: 80_000,
			average_grant_cents: 100_000,
			median_days_to_decision: 11.4,
			volunteers: 5,
			participants: 40,
			newcomers: 20,
			approved_volunteers: 2,
			approved_participants: 30,
			approved_newcomers: 10,
			groups: []
		},
		money: { paid_cents: 90_000, returned_cents: 10_000 },
		proofs: { accepted_cents: 75_000, participants: 28, newcomers: 9, volunteers: 4 }
	}
} as unknown as LandReport;

describe('the figures that are taken out', () => {
	const rows = statisticsRows(report, { round: sampleRound, locale: 'de' });
	const valuesOf = (name: string) =>
		rows
			.filter((row) => row[1]?.kind === 'text' && row[1].value === name)
			.map((row) => row.slice(2).map(plain));
	const plain = (cell: Cell) => (cell.kind === 'empty' ? null : cell.value);

	it('are all that the page shows: states, money and time besides the groups', () => {
		expect(new Set(rows.map((row) => row.length))).toEqual(new Set([statisticsHead().length]));
		expect(valuesOf('Warteliste')).toEqual([[1, 70_000, null, null, null, null, null]]);
		for (const [name, count, asked] of [
			['Noch nicht entschieden', 3, 400_000],
			['Zurückgezogen', 2, 180_000],
			['davon verspätet angekommen', 1, 60_000]
		] as const)
			expect(valuesOf(name)[0]?.slice(0, 2)).toEqual([count, asked]);
		for (const [name, value] of [
			['Ausgezahlt, im Ganzen', 90_000],
			['Zurückgekommen', 10_000],
			['Anerkannte Kosten', 75_000],
			['Förderung im Durchschnitt', 100_000],
			['Von der Sendung bis zur Entscheidung (Median)', 11]
		] as const)
			expect(valuesOf(name).map((values) => values.at(-1))).toEqual([value]);
	});

	it('have the people who were planned and those who were reached', () => {
		const alone = (value: number) => [null, null, null, null, null, null, value];
		expect(valuesOf('Teilnehmende')).toEqual([40, 30, 28].map(alone));
	});
});
