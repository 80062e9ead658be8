import * as z from 'zod/mini';

/** GET /api/v1/account/push: the key a browser subscribes with; null where nobody sends pushes. */
export const pushKeySchema = z.object({ key: z.nullable(z.string()) });

/** POST /api/v1/account/push: whether the device at this address of its push service is to be told. */
export const pushBodySchema = z.object({
	endpoint: z.string().check(z.maxLength(1000)),
	is_wanted: z.boolean()
});

export type PushKey = Readonly<z.infer<typeof pushKeySchema>>;
