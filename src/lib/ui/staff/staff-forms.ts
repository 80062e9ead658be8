import * as z from 'zod/mini';
import { isMediaAddress } from '../../core/text/address';
import { said } from '../../core/text/said';

export const staffRoles = ['clerk', 'decider', 'admin', 'auditor'] as const;
export type StaffRoleCode = (typeof staffRoles)[number];

const roles = z.array(z.enum(staffRoles));

/** Errors are codes. */
export const inviteSchema = z.object({
	email: z
		.string()
		.check(
			z.trim(),
			z.maxLength(254, 'email_required'),
			z.regex(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, 'email_required')
		),
	roles: roles.check(z.minLength(1, 'roles_required'))
});
export type InviteForm = z.infer<typeof inviteSchema>;

/** Exactly these roles from now on; none means that the person leaves. */
export const rolesSchema = z.object({ roles });
export type RolesForm = z.infer<typeof rolesSchema>;

export const maxNameLength = 80;
export const nameSchema = z.object({
	name: z.string().check(z.trim(), z.maxLength(maxNameLength, 'too_long'))
});
/** Whoever signs a letter is named below it. */
export const ownNameSchema = z.object({
	name: z
		.string()
		.check(z.overwrite(said), z.minLength(1, 'required'), z.maxLength(maxNameLength, 'too_long'))
});
const mediaAddress = z.string().check(
	z.trim(),
	z.maxLength(2000, 'no_address'),
	z.refine((text) => text === '' || isMediaAddress(text), 'no_address')
);
/** Where the video in German Sign Language and its text are; empty takes them away. */
export const signLanguageSchema = z.object({ video: mediaAddress, transcript: mediaAddress });
export type SignLanguageForm = z.infer<typeof signLanguageSchema>;
export type NameForm = z.infer<typeof nameSchema>;
