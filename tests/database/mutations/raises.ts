import type { Row, TestDatabase } from '../support/database.ts';
import type { Mutation } from './mutation.ts';

/** A refusal inside a function: its place in the definition. */
export interface Raise {
	readonly name: string;
	readonly subject: string;
	/** As Postgres tells where it is: `public.confirm_return line 5`. */
	readonly line: string;
	readonly definition: string;
	readonly from: number;
	readonly to: number;
}

/** Every `raise` of our functions, and every step that only exists to refuse. */
export async function raises(database: TestDatabase): Promise<readonly Raise[]> {
	const functions = await database.owner(
		`select p.pronamespace::regnamespace::text || '.' || p.proname as subject, pg_get_functiondef(p.oid) as definition
		from pg_proc p join pg_language l on l.oid = p.prolang
		where p.pronamespace::regnamespace::text in ('public', 'private') and l.lanname = 'plpgsql' order by 1`
	);
	return functions.flatMap(raisesOf);
}

const refusing = /\braise\s+(?:sqlstate|exception)\b|\bperform\s+private\.(?:require|refuse)_\w+/g;

function raisesOf(row: Row): readonly Raise[] {
	const [subject, definition] = [String(row['subject']), String(row['definition'])];
	const names = new Map<string, number>();
	return [...definition.matchAll(refusing)].map(({ index: from }) => {
		const to = endOfStatement(definition, from);
		const statement = definition.slice(from, to);
		const what = /perform private\.(\w+)/.exec(statement) ?? /'((?!PT)[a-z][^']+)'/.exec(statement);
		const name = `${subject}: ${what?.[1] ?? 'raise'}`;
		const count = (names.get(name) ?? 0) + 1;
		names.set(name, count);
		const lines = definition.slice(definition.indexOf('$function$'), from).split('\n').length;
		return {
			name: count === 1 ? name : `${name} (${count})`,
			subject,
			line: `${subject} line ${lines}`,
			definition,
			from,
			to
		};
	});
}

function endOfStatement(definition: string, from: number): number {
	let isQuoted = false;
	for (let at = from; at < definition.length; at += 1) {
		if (definition[at] === "'") isQuoted = !isQuoted;
		else if (definition[at] === ';' && !isQuoted) return at + 1;
	}
	throw new Error(`a statement without an end: ${definition.slice(from, from + 80)}`);
}

/** The function without this refusal. */
export function without({ name, definition, from, to }: Raise, files: readonly string[]): Mutation {
	return { name: `raise ${name}`, sql: `${definition.slice(0, from)}null;${definition.slice(to)}`, files };
}

/** The functions as they are, but they say where they are before they refuse. */
export function telling(all: readonly Raise[]): string {
	const told = new Map<string, string>();
	for (const { definition, from } of [...all].reverse()) {
		if (definition.startsWith('perform', from)) continue;
		const rest = told.get(definition) ?? definition;
		told.set(definition, `${rest.slice(0, from)}raise warning 'reached'; ${rest.slice(from)}`);
	}
	return [...told.values()].join(';\n');
}
