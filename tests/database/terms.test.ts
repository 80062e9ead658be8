import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	answer,
	ask,
	assess,
	completeForm,
	inAssessment,
	inFormalCheck,
	inTime,
	readyForDecision,
	save,
	slug,
	submitted
} from './support/applications.ts';
import { patience, refusalOf, TestDatabase, type Person, type Row } from './support/database.ts';
import { one, signUp, signUpStaff } from './support/people.ts';
import { proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let admin: Person;
let clerk: Person;
let before: Row;

const columns =
	'id, revision, min_cents, cap_cents, closes_at, criteria, documents, texts, settings, contact';
const today = () => one(database, `select ${columns} from public.funding_rounds where slug = $1`, [slug]);

async function change(changes: object): Promise<void> {
	const { id, revision } = await today();
	await database.call(admin, 'change_round', [id, revision, JSON.stringify(changes)]);
}

async function finding(id: string, code: string): Promise<Row | undefined> {
	const { findings } = await database.call(clerk, 'formal_check', [id]);
	return (findings as Row[]).find((one) => one['code'] === code);
}

beforeAll(async () => {
	database = await TestDatabase.start();
	admin = await signUpStaff(database, 'admin');
	clerk = await signUpStaff(database, 'clerk');
	await database.setClock(inTime);
});
beforeEach(async () => {
	before ??= await today();
	const { id: _, revision: __, ...terms } = before;
	await change(terms);
});
afterAll(() => database.stop());

describe('a case is judged by the terms it was sent under', patience, () => {
	it('in the formal check: sums, documents and the deadline of that day', async () => {
		const { id } = await inFormalCheck(database, clerk);
		const paper = { code: 'new_paper', labels: { de: 'Neues Papier' }, is_required: true };
		await change({
			min_cents: 150_000,
			closes_at: '2027-03-15T23:59:59+01:00',
			documents: [...(before['documents'] as object[]), paper]
		});
		expect(await finding(id, 'cap')).toMatchObject({
			finding: 'ok',
			params: { min_cents: before['min_cents'], cap_cents: before['cap_cents'] }
		});
		expect(Object((await finding(id, 'documents'))?.['params']).missing).not.toContain('new_paper');
		const { closes_at } = (await finding(id, 'deadline'))?.['params'] as { closes_at: string };
		expect(new Date(closes_at)).toEqual(new Date(String(before['closes_at'])));
	});

	it('in the queue: nothing is missing that was asked for later', async () => {
		const { id } = await submitted(database);
		const paper = { code: 'new_paper', labels: { de: 'Neues Papier' }, is_required: true };
		await change({ documents: [...(before['documents'] as object[]), paper] });
		await database.call(clerk, 'transition_application', [id, 'formal_check', null]);
		const row = await one(database, 'select missing_documents from private.cases where application_id = $1', [
			id
		]);
		expect(row['missing_documents']).not.toContain('new_paper');
	});

	it('in assessments: its criteria, their weights, and what they weigh in the ranking', async () => {
		const criteria = before['criteria'] as { code: string; weight?: number }[];
		const [first] = criteria;
		const early = await inAssessment(database, clerk);
		await assess(database, clerk, early, 3);
		const other = await inAssessment(database, clerk);
		await change({
			criteria: [
				{ ...first, weight: 10 },
				{ code: 'brand_new', labels: { de: 'Neu' } }
			]
		});
		await database.call(clerk, 'ask_reviewer', [other.id, clerk.id]);
		const points = Object.fromEntries(
			criteria.map(({ code }, place) => [code, { points: place === 0 ? 3 : 0, reason: 'Gesehen.' }])
		);
		await database.call(clerk, 'save_review', [other.id, 0, JSON.stringify(points), '', null, true]);
		const ranking = (await database.call(clerk, 'round_ranking', [early.roundId])) as unknown as Row[];
		const scoreOf = (id: string) => ranking.find((row) => row['id'] === id)?.['score'];
		const all = criteria.reduce((sum, { weight }) => sum + (weight ?? 1), 0);
		expect(scoreOf(early.id)).toBe(100);
		expect(scoreOf(other.id)).toBeCloseTo((100 * (first?.weight ?? 1)) / all, 1);
	});

	it('in the decision: the cap of then, also when it is higher today', async () => {
		const asksForMore = { requested_cents: 250_000, 'cost_lines.aaaaaaa1.amount_cents': 270_000 };
		const { id } = await readyForDecision(database, clerk, slug, {
			...completeForm,
			...asksForMore,
			'cost_lines.aaaaaaa1.unit_cents': 33_750
		});
		await change({ cap_cents: 300_000 });
		// What was sent cannot exceed the cap of then, so the table is told past its guards.
		const pretend = (cents: number) =>
			database.connection.exec(`
				set session_replication_role = replica;
				update public.applications set requested_cents = ${cents} where id = '${id}';
				set session_replication_role = origin;
			`);
		await pretend(280_000);
		const tooMuch = proposeDecision(database, clerk, [id, 'approved', 260_000, 'Das genügt.', null]);
		expect((await refusalOf(tooMuch)).message).toBe('amount_invalid');
		await pretend(250_000);
		await proposeDecision(database, clerk, [id, 'approved', 250_000, 'Das genügt.', null]);
	});

	it('in letters: the title of then, but whom to ask today', async () => {
		const { id } = await inFormalCheck(database, clerk);
		const texts = before['texts'] as Record<string, object>;
		const contact = before['contact'] as object;
		const without = (before['documents'] as { code: string; labels: Row }[]).slice(1);
		const removed = (before['documents'] as { code: string; labels: Row }[])[0];
		await change({
			texts: { ...texts, de: { ...texts['de'], title: 'Anders' } },
			contact: { ...contact, phone: '0203 1' },
			documents: without
		});
		await ask(database, clerk, id, { items: [{ kind: 'document', document: removed?.code, note: '' }] });
		const { facts } = await one(
			database,
			`select facts from public.letters where application_id = $1 and kind = 'request'`,
			[id]
		);
		expect(facts).toMatchObject({
			round_title: Object(texts['de']).title,
			contact: { phone: '0203 1' },
			document_labels: { [String(removed?.code)]: removed?.labels['de'] }
		});
	});

	it('when a document is asked for that the call does not name any more: it can be brought', async () => {
		const application = await inFormalCheck(database, clerk);
		const [removed, ...rest] = before['documents'] as { code: string }[];
		await change({ documents: rest });
		const items = [{ kind: 'document', document: removed?.code, note: '' }];
		await ask(database, clerk, application.id, { items });
		const file = [application.id, randomUUID(), removed?.code, 'a.pdf', 10, 'a'.repeat(64), null];
		await database.call(application.applicant, 'announce_file', file);
	});
});

describe('an answer of the group', patience, () => {
	it('is sent under what the call says by then, and so is what it is judged by', async () => {
		const application = await inFormalCheck(database, clerk);
		await ask(database, clerk, application.id);
		await change({ cap_cents: 300_000, closes_at: '2027-03-15T23:59:59+01:00' });
		const { revision } = await one(database, 'select revision from public.applications where id = $1', [
			application.id
		]);
		await save(database, application.applicant, application.id, Number(revision), { aims: 'Genauer.' });
		await answer(database, application, Number(revision) + 1);
		expect(await finding(application.id, 'cap')).toMatchObject({ params: { cap_cents: 300_000 } });
		const { closes_at } = (await finding(application.id, 'deadline'))?.['params'] as { closes_at: string };
		expect(new Date(closes_at), 'the deadline is that of the application').toEqual(
			new Date(String(before['closes_at']))
		);
	});
});

describe('the terms of a version', patience, () => {
	it('are read by whoever sent something under it, and by nobody else outside', async () => {
		const { id, applicant } = await submitted(database);
		await change({ cap_cents: 300_000 });
		const sql = 'select revision from public.round_versions';
		const { round_revision } = await one(
			database,
			'select round_revision from public.submissions where application_id = $1',
			[id]
		);
		expect(await database.as(applicant, sql)).toEqual([{ revision: round_revision }]);
		expect(await database.as(await signUp(database, 'stranger'), sql)).toEqual([]);
	});
});
