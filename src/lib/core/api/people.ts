import * as z from 'zod/mini';
import { isCalendarDate } from '../time/date';
import { parseInstant } from '../time/instant';
import { email } from './session';

const day = z.string().check(z.refine(isCalendarDate));
const instant = z.string().check(z.refine((text) => parseInstant(text) !== null));

/** What a person may do with an application: `send` all of it, `write` its draft as a helper, `read` it. */
export const maySchema = z.enum(['send', 'write', 'read']);

const memberRoles = ['owner', 'editor', 'reader'] as const;
const invitedRoles = ['editor', 'reader', 'helper'] as const;

/** GET /api/v1/applications/{id}/people */
export const peopleSchema = z.object({
	me: maySchema,
	people: z.array(
		z.object({
			/** Of the account, or of the invitation while it waits. */
			id: z.string(),
			email: z.string(),
			role: z.enum([...memberRoles, 'helper']),
			/** A helper's last day. */
			until: z.nullable(z.string()),
			is_me: z.boolean(),
			state: z.enum(['active', 'invited'])
		})
	),
	/** Newest first; the address is null where the account is gone. */
	changes: z.array(z.object({ at: instant, email: z.nullable(z.string()), paths: z.array(z.string()) })),
	/** Documents that had arrived and were taken out, by their code, newest first; absent from an older server. */
	removed: z._default(
		z.array(z.object({ at: instant, email: z.nullable(z.string()), document: z.string() })),
		[]
	)
});

/** POST /api/v1/applications/{id}/people. Answered alike for addresses with and without an account. */
export const inviteBodySchema = z
	.object({
		email,
		role: z.enum(invitedRoles),
		until: z.nullable(day),
		/** The language the mail begins in. */
		locale: z._default(z.string().check(z.maxLength(20)), 'de')
	})
	.check(z.refine(({ role, until }) => (role === 'helper') === (until !== null)));
/** `is_mailed` false: the invitation stands, but no mail went out, so somebody must tell the person. */
export const invitedSchema = z.object({ ok: z.literal(true), is_mailed: z.boolean() });

/** PUT /api/v1/applications/{id}/people/{personId} */
export const roleBodySchema = z.object({ role: z.enum(memberRoles) });

export type People = z.infer<typeof peopleSchema>;
export type Person = People['people'][number];
export type Invited = z.infer<typeof invitedSchema>;
export type InviteBody = z.input<typeof inviteBodySchema>;
export type MemberRole = (typeof memberRoles)[number];
