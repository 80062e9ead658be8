import type { Person, Row, TestDatabase } from './database.ts';
import { service } from './database.ts';
import { hash } from './files.ts';
import { one } from './people.ts';
import { countersignDecision, proposeDecision } from './signatures.ts';

/** Two people decide; gives the decision. */
export async function decide(
	database: TestDatabase,
	people: { readonly clerk: Person; readonly decider: Person },
	application: string,
	decision: {
		readonly outcome?: string;
		readonly cents?: number | null;
		readonly reason?: string;
		readonly conditions?: string;
	} = {}
): Promise<string> {
	const { outcome = 'approved', cents = outcome === 'approved' ? 50000 : null } = decision;
	// Most of the applications here ask for more than they are given.
	const { reason = outcome === 'approved' ? 'Das genügt für das Projekt.' : null, conditions = null } =
		decision;
	const proposed = await proposeDecision(database, people.clerk, [
		application,
		outcome,
		cents,
		reason,
		conditions
	]);
	const id = String(proposed['decision_id']);
	await countersignDecision(database, people.decider, id);
	return id;
}

export function letterOf(database: TestDatabase, application: string, kind: string): Promise<Row> {
	return one(database, `select * from public.letters where application_id = $1 and kind = $2`, [
		application,
		kind
	]);
}

/** As the job does once the bytes are in the bucket; gives the letter. */
export async function printed(database: TestDatabase, application: string, kind: string): Promise<string> {
	const { id } = await letterOf(database, application, kind);
	await database.call(service, 'keep_letter', [id, hash('pdf'), 1234]);
	return String(id);
}
