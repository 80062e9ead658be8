import * as z from 'zod/mini';
import type { Client } from './clients';
import { dataOf } from './failure';
import { statisticsSchema } from './statistics';

const text = z.nullable(z.string());
const cents = z.number();

const reportSchema = z.object({
	sha256: z.string(),
	data: z.object({
		round: z.object({
			title: text,
			slug: z.string(),
			total_budget_cents: cents,
			project_from: z.string(),
			project_until: z.string(),
			budget_year: z.number()
		}),
		money: z.object({
			promised_cents: cents,
			granted_cents: cents,
			paid_cents: cents,
			returned_cents: cents,
			freed_cents: cents,
			kept_cents: cents,
			waived_cents: cents,
			owed_cents: cents
		}),
		statistics: statisticsSchema,
		proofs: z.object({
			grants: z.number(),
			sent: z.number(),
			late: z.number(),
			checked: z.number(),
			accepted_cents: cents,
			final_cents: cents,
			claim_cents: cents,
			participants: z.number(),
			newcomers: z.number(),
			volunteers: z.number()
		}),
		grants: z.array(
			z.object({
				reference_number: z.string(),
				organisation_name: text,
				title: text,
				state: z.string(),
				areas: z.array(z.string()),
				district: text,
				period_from: text,
				period_until: text,
				participants: z.number(),
				amount_cents: cents,
				paid_cents: cents,
				returned_cents: cents,
				accepted_cents: z.nullable(cents),
				reached: z.nullable(z.number())
			})
		),
		as_of: text
	})
});

/** What a round tells the Land, and the fingerprint of it: the same data have the same. */
export type LandReport = Readonly<z.infer<typeof reportSchema>>;

export const reportFormats = ['pdf', 'xlsx'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** With a format it is noted in the audit trail, before a file leaves. Throws `Refusal` as in SQL. */
export async function landReport(
	client: Client,
	roundId: string,
	format: ReportFormat | null = null
): Promise<LandReport> {
	return reportSchema.parse(dataOf(await client.rpc('land_report', { p_round: roundId, p_format: format })));
}
