import * as z from 'zod/mini';

/** The server's word that it has an application; nothing is called received without one. */
export const receiptSchema = z.readonly(
	z.object({
		application_id: z.string(),
		reference_number: z.string(),
		received_at: z.string(),
		/** Of what was sent, so that both sides can prove it. */
		sha256: z.string(),
		/** Sent off before the deadline, arrived after it. */
		is_late: z.boolean(),
		state: z.string(),
		round: z.string()
	})
);

export type Receipt = z.infer<typeof receiptSchema>;
