import * as z from 'zod/mini';

export const fieldValueSchema = z.union([
	z.string(),
	z.number(),
	z.boolean(),
	z.readonly(z.array(z.string()))
]);
export const fieldsSchema = z.readonly(z.record(z.string(), fieldValueSchema));
export const changesSchema = z.readonly(z.record(z.string(), z.nullable(fieldValueSchema)));
