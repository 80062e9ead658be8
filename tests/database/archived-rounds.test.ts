import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { afterDeadline, completeForm, draft, inTime, save, slug, submitted } from './support/applications.ts';
import { type Person, refusalOf, TestDatabase } from './support/database.ts';
import { one, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let admin: Person;

beforeAll(async () => {
	database = await TestDatabase.start();
	admin = await signUpStaff(database, 'admin');
	await database.setClock(inTime);
});
afterAll(() => database.stop());

const revision = async (id: string) =>
	(await one(database, 'select revision from public.funding_rounds where id = $1', [id]))['revision'];
const setStatus = async (id: string, to: string, person: Person = admin) =>
	database.call(person, 'set_round_status', [id, await revision(id), to]);

describe('archiving a round', () => {
	it('waits for what is undecided, and an archived round is opened again by an admin, on record', async () => {
		const { id: round } = await one(database, 'select id from public.funding_rounds where slug = $1', [slug]);
		const id = String(round);
		const { id: application, applicant } = await submitted(database);
		await database.setClock(afterDeadline);
		expect(await refusalOf(setStatus(id, 'archived'))).toMatchObject({
			code: 'PT409',
			message: 'cases_open',
			detail: '{"count": 1}'
		});
		await database.call(applicant, 'withdraw_application', [application, null]);
		await setStatus(id, 'archived');
		const clerk = await signUpStaff(database, 'clerk');
		expect(await refusalOf(setStatus(id, 'reopened', clerk))).toMatchObject({
			message: 'not_allowed'
		});
		await setStatus(id, 'reopened');
		await database.call(admin, 'change_round', [id, await revision(id), '{"total_budget_cents": 6000000}']);
		// Over is over.
		expect(await refusalOf(submitted(database))).toMatchObject({ code: 'PT422' });
		const entries = await database.owner(
			`select detail #> '{values,status}' as status from public.audit_log
			where action = 'round_changed' and entity_id = $1 and detail -> 'values' ? 'status' order by id`,
			[id]
		);
		expect(entries.map(({ status }) => status)).toEqual([
			['published', 'archived'],
			['archived', 'published']
		]);
	});

	it('loses nothing that was prepared in time: it arrives late, is seen, and the round is opened again for it', async () => {
		await database.setClock(inTime);
		const { id: round } = await one(database, 'select id from public.funding_rounds where slug = $1', [slug]);
		const id = String(round);
		const begun = await draft(database);
		await database.setClock(afterDeadline);
		await setStatus(id, 'archived');
		const send = (prepared: string | null) =>
			database.call(begun.applicant, 'submit_application', [begun.id, randomUUID(), 2, prepared]);
		await save(database, begun.applicant, begun.id, 1, { need: 'Ohne Netz geschrieben.' });
		for (const prepared of [null, afterDeadline])
			expect(await refusalOf(send(prepared))).toMatchObject({ code: 'PT422', message: 'round_closed' });
		await send(inTime);
		const clerk = await signUpStaff(database, 'clerk');
		expect(
			await database.as(clerk, `select state, is_late from public.applications where id = $1`, [begun.id])
		).toEqual([{ state: 'submitted', is_late: true }]);
		// Written without network, and never seen by the server before the round was archived.
		const fresh = randomUUID();
		await save(database, begun.applicant, fresh, 0, completeForm);
		await database.call(begun.applicant, 'submit_application', [fresh, randomUUID(), 1, inTime]);
		const open = `select count(*)::int as open from private.cases where round_id = $1 and is_open`;
		expect(await one(database, open, [id])).toEqual({ open: 2 });
		await setStatus(id, 'reopened');
		await database.call(admin, 'change_round', [id, await revision(id), '{"total_budget_cents": 7000000}']);
		expect(await refusalOf(setStatus(id, 'archived'))).toMatchObject({ message: 'cases_open' });
	});
});
