import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	answer,
	ask,
	asked,
	completeForm,
	copyRound,
	inFormalCheck,
	inTime,
	save,
	signCheck,
	submitted
} from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import { join, one, signUpStaff } from './support/people.ts';

type Finding = { readonly code: string; readonly finding: string; readonly params: Row };

let database: TestDatabase;
let clerk: Person & { id: string };
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	clerk = await signUpStaff(database, 'clerk');
});
afterAll(() => database.stop());

const read = async (id: string) =>
	(await database.call(clerk, 'formal_check', [id])) as unknown as {
		readonly findings: readonly Finding[];
		readonly revision: number;
		readonly judgements: Row;
		readonly records: readonly Row[];
	};
const findingOf = async (id: string, code: string) =>
	(await read(id)).findings.find((finding) => finding.code === code);
const write = (id: string, revision: number, judgements: object, isSigned = false, person: Person = clerk) =>
	database.call(person, 'write_formal_check', [
		id,
		revision,
		JSON.stringify(judgements),
		'Aktenvermerk',
		isSigned
	]);
const met = { judgement: 'met', reason: '' };

describe('the checklist', () => {
	it('comes from the round, with what the program finds for each item', async () => {
		const { id } = await inFormalCheck(database, clerk);
		const { findings } = await read(id);
		expect(Object.fromEntries(findings.map(({ code, finding }) => [code, finding]))).toEqual({
			deadline: 'ok',
			eligibility: 'ok',
			documents: 'problem',
			signature: 'ok',
			declarations: 'ok',
			plan: 'ok',
			cap: 'ok',
			not_begun: 'ok',
			double_funding: 'ok'
		});
		expect(await findingOf(id, 'documents')).toMatchObject({
			params: { missing: ['self_presentation', 'responsibility'] }
		});
	});

	// § 23 (4) VwVfG NRW, as the letter that asks for the translation says.
	it.each([
		['in time', '2027-03-10', 'ok'],
		['after its day', '2027-03-20', 'look'],
		['not at all', null, 'look']
	])('counts the deadline by a translation that comes %s', async (_, cameOn, finding) => {
		const items = [{ kind: 'translation', path: 'format', note: '' }];
		const application = await asked(database, clerk, { items, dueOn: '2027-03-10' });
		expect(await findingOf(application.id, 'deadline')).toMatchObject({ finding: 'ok' });
		if (cameOn) {
			await database.setClock(`${cameOn}T12:00:00Z`);
			await save(database, application.applicant, application.id, 1, { 'german.format': 'Acht.' });
			await answer(database, application, 2);
		}
		await database.setClock('2027-04-01T12:00:00Z');
		const found = await findingOf(application.id, 'deadline');
		const [{ round_id }] = (await database.owner(`select round_id from public.applications where id = $1`, [
			application.id
		])) as [Row];
		const list = await database.call(clerk, 'desk_queue', [round_id, '{"mark": "late"}', 'arrived_down']);
		const { is_late } = await database.call(clerk, 'open_case', [application.id]);
		const [sent] = await database.owner(
			`select s.is_late from private.sent_applications($1) s where s.id = $2`,
			[round_id, application.id]
		);
		const [exported] = (
			await one(database, `select private.exported_applications(array[$1::uuid]) as value`, [application.id])
		)['value'] as [Row];
		await database.setClock(inTime);
		const isLate = finding !== 'ok';
		expect((list['rows'] as Row[]).some(({ id }) => id === application.id)).toBe(isLate);
		expect([is_late, sent?.['is_late'], exported['is_late']]).toEqual([isLate, isLate, isLate]);
		expect(found).toMatchObject({
			finding,
			params: { translation_due_on: finding === 'ok' ? null : '2027-03-10' }
		});
	});

	it('leaves out what a round does not ask for', async () => {
		const round = await copyRound(database, 'rolling', 1_000_000);
		await database.owner(
			`update public.funding_rounds set closes_at = null, documents = '[]', declarations = '[]' where id = $1`,
			[round]
		);
		const { id } = await inFormalCheck(database, clerk, 'rolling');
		expect((await read(id)).findings.map(({ code }) => code)).toEqual([
			'eligibility',
			'signature',
			'plan',
			'cap',
			'not_begun',
			'double_funding'
		]);
	});

	it('sees the same project sent twice, and money of other offices', async () => {
		const names = { organisation_name: 'Garten der Kulturen', project_title: 'Hochbeete' };
		const first = await submitted(database, { ...completeForm, ...names });
		const second = await inFormalCheck(database, clerk, undefined, {
			...completeForm,
			...names,
			organisation_name: 'garten der kulturen ',
			'income_lines.bbbbbbb1.kind': 'public_grant',
			'income_lines.bbbbbbb1.grant_status': 'applied'
		});
		const finding = await findingOf(second.id, 'double_funding');
		expect(finding).toMatchObject({ finding: 'look', params: { public_grant_cents: 20000 } });
		expect(finding?.params['applications']).toMatchObject([{ id: first.id }]);
	});

	it('says when a project has begun before the decision', async () => {
		const { id } = await inFormalCheck(database, clerk);
		await database.setClock('2027-04-02T12:00:00+02:00');
		expect(await findingOf(id, 'not_begun')).toMatchObject({ finding: 'problem' });
		await database.setClock(inTime);
	});

	it('is for the office alone', async () => {
		const { id, applicant } = await inFormalCheck(database, clerk);
		expect(await refusalOf(database.call(applicant, 'formal_check', [id]))).toMatchObject({ code: 'PT403' });
		await signCheck(database, clerk, id);
		expect(await database.as(applicant, `select 1 from public.formal_checks`)).toEqual([]);
		expect(await refusalOf(write(id, 0, {}, false, applicant))).toMatchObject({ code: 'PT403' });
	});
});

describe('the formal check', () => {
	it('is kept while it is written, and nobody overwrites what a colleague wrote', async () => {
		const { id } = await inFormalCheck(database, clerk);
		const colleague = await signUpStaff(database, 'clerk');
		expect(await write(id, 0, { plan: met })).toEqual({ revision: 1, is_signed: false });
		expect(await refusalOf(write(id, 0, { cap: met }, false, colleague))).toMatchObject({
			code: 'PT409',
			message: 'case_moved_on'
		});
		expect(await write(id, 1, { plan: met, cap: met }, false, colleague)).toMatchObject({ revision: 2 });
		expect((await read(id)).judgements).toEqual({ plan: met, cap: met });
	});

	it('is signed only when each item is judged, with a reason where program and person do not agree that all is well', async () => {
		const { id } = await inFormalCheck(database, clerk);
		const { findings } = await read(id);
		const all = {
			...Object.fromEntries(findings.map(({ code }) => [code, met])),
			double_funding: { judgement: 'met', reason: 'Eine andere Gruppe.' }
		};
		expect(await refusalOf(write(id, 0, {}, true))).toMatchObject({ message: 'check_incomplete' });
		const refused = await refusalOf(
			write(id, 0, { ...all, cap: { judgement: 'not_met', reason: ' ' } }, true)
		);
		expect(JSON.parse(refused.detail ?? '')).toEqual(['documents', 'cap']);
		await write(id, 0, { ...all, documents: { judgement: 'met', reason: 'Kam per Post.' } }, true);
		const [record] = (await read(id)).records;
		expect(record).toMatchObject({ is_passed: true, signed_by: clerk.id, version: 1, note: 'Aktenvermerk' });
		expect(record?.['items']).toEqual(
			expect.arrayContaining([
				expect.objectContaining({
					code: 'documents',
					finding: 'problem',
					judgement: 'met',
					reason: 'Kam per Post.'
				})
			])
		);
	});

	it.each([
		['no map', []],
		['an unknown judgement', { plan: { judgement: 'fine', reason: '' } }],
		['no reason at all', { plan: { judgement: 'met' } }],
		['more than was asked', { plan: { ...met, by: 'me' } }],
		['a book', { plan: { judgement: 'met', reason: 'x'.repeat(4001) } }]
	])('refuses %s', async (_, judgements) => {
		const { id } = await inFormalCheck(database, clerk);
		expect(await refusalOf(write(id, 0, judgements))).toMatchObject({ message: 'payload_invalid' });
	});

	it('never changes once it is signed, not even by the owner of the tables', async () => {
		const { id } = await inFormalCheck(database, clerk);
		await signCheck(database, clerk, id);
		for (const sql of [
			`update public.formal_checks set is_passed = false where application_id = $1`,
			`update public.formal_checks set note = '' where application_id = $1`,
			`delete from public.formal_checks where application_id = $1`
		])
			expect(await refusalOf(database.owner(sql, [id]))).toMatchObject({ code: '42501' });
	});

	it('comes before the assessment, and anew for each version', async () => {
		const application = await inFormalCheck(database, clerk);
		const { id, applicant } = application;
		const goOn = () => database.call(clerk, 'transition_application', [id, 'assessment', null]);
		expect(await refusalOf(goOn())).toMatchObject({ code: 'PT422', message: 'check_required' });
		await signCheck(database, clerk, id);
		await ask(database, clerk, id);
		await save(database, applicant, id, 1, { aims: 'Genauer.' });
		await answer(database, application, 2);
		expect(await refusalOf(goOn())).toMatchObject({ message: 'check_required' });
		await signCheck(database, clerk, id);
		expect(await goOn()).toEqual({ state: 'assessment' });
		expect((await read(id)).records.map(({ version }) => version)).toEqual([2, 1]);
		expect(await refusalOf(write(id, 0, {}))).toMatchObject({ message: 'not_in_state' });
	});

	it('is not for somebody who belongs to the group', async () => {
		const application = await inFormalCheck(database, clerk);
		const member = await signUpStaff(database, 'clerk');
		await join(database, member, application.id, 'reader');
		expect(await refusalOf(write(application.id, 0, {}, false, member))).toMatchObject({
			message: 'conflict_of_interest'
		});
	});
});

describe('a reminder', () => {
	it('has its day while the request is open, and none afterwards', async () => {
		const application = await inFormalCheck(database, clerk);
		const remind = (on: string | null) =>
			database.call(clerk, 'remind_of_clarification', [application.id, on]);
		expect(await refusalOf(remind('2027-03-01'))).toMatchObject({ message: 'not_in_state' });
		await ask(database, clerk, application.id, { dueOn: '2027-03-31' });
		for (const day of ['2027-01-19', '2027-04-01'])
			expect(await refusalOf(remind(day))).toMatchObject({ message: 'payload_invalid' });
		await remind('2027-03-24');
		const kept = `select remind_on::text from public.clarifications where application_id = $1`;
		expect(await one(database, kept, [application.id])).toEqual({ remind_on: '2027-03-24' });
		await remind(null);
		expect(await one(database, kept, [application.id])).toEqual({ remind_on: null });
		await answer(database, application, 1);
		expect(await refusalOf(remind('2027-03-24'))).toMatchObject({ message: 'not_in_state' });
	});
});
