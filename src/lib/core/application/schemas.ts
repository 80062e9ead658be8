import * as z from 'zod/mini';
import { applyChanges, type FieldValue, type Fields } from '../draft/fields';
import { type Round } from '../round/round';
import { entryOf } from './entry';
import { type Field, form, type Section, type SectionValues } from './fields';
import { encodeProblem } from './problem';
import { fieldProblems } from './problems';

/**
 * The schema of a section's form, for superforms on the client (`zod4Client`). It has no rules of its own: one check asks
 * `fieldProblems`, and each message is an encoded problem. Texts that are still being typed are read as entries first.
 * The rows of the plan are no form fields; `sectionProblems('costs', …)` speaks about them.
 */
export function sectionSchema<S extends Section>(section: S, round: Round): SectionSchema<S> {
	const fields = Object.entries<Field>(form[section]);
	const declarations = section === 'declarations' ? round.declarations : [];
	const shape = Object.fromEntries<z.ZodMiniType>([
		...fields.map(([path, { kind }]) => [path, valueSchemas[kind] ?? text] as const),
		...declarations.map(({ code }) => [`declared.${code}`, text] as const)
	]);
	const schema = z.object(shape).check((context) => {
		const entries = fields.map(([path, { kind }]) => [path, entry(kind, context.value[path])] as const);
		const values = { ...valuesOf(context.value), ...valuesOf(Object.fromEntries(entries)) };
		for (const problem of fieldProblems(section, values, round)) {
			context.issues.push({
				code: 'custom',
				message: encodeProblem(problem),
				path: [problem.path],
				input: context.value[problem.path],
				continue: true
			});
		}
	});
	// A shape made of data has no type of its own; SectionValues is computed from the same data.
	return schema as unknown as SectionSchema<S>;
}

export type SectionSchema<S extends Section> = z.ZodMiniType<SectionValues<S>, SectionValues<S>>;

const text = z.optional(z.string());
const number = z.optional(z.union([z.number(), z.string()]));
const valueSchemas: Partial<Record<Field['kind'], z.ZodMiniType>> = {
	count: number,
	money: number,
	codes: z.optional(z.array(z.string()))
};

function entry(kind: Field['kind'], value: unknown): unknown {
	return typeof value === 'string' ? entryOf(kind, value) : value;
}

function valuesOf(record: Readonly<Record<string, unknown>>): Fields {
	const values = Object.entries(record).filter((pair): pair is [string, FieldValue] => pair[1] !== undefined);
	return applyChanges({}, Object.fromEntries(values));
}
