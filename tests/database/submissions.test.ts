import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	afterDeadline,
	completeForm,
	copyRound,
	draft,
	inTime,
	submit,
	submitted
} from './support/applications.ts';
import { refusalOf, TestDatabase } from './support/database.ts';
import { join, one, signUp } from './support/people.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
});
beforeEach(() => database.setClock(inTime));
afterAll(() => database.stop());

describe('submitting', () => {
	it('gives a receipt that matches the stored snapshot', async () => {
		const application = await draft(database);
		const receipt = await submit(database, application);
		expect(receipt).toMatchObject({
			application_id: application.id,
			is_late: false,
			state: 'submitted',
			round: 'kofei-2027',
			received_at: '2027-01-20T11:00:00.000000Z'
		});
		expect(receipt['reference_number']).toMatch(/^KOFEI-2027-\d{4}$/);
		const row = await one(
			database,
			`select encode(sha256(convert_to(snapshot::text, 'UTF8')), 'hex') as sha256, snapshot -> 'form' as form,
				jsonb_array_length(snapshot -> 'declarations') as declarations
			from public.submissions where application_id = $1`,
			[application.id]
		);
		expect(row).toEqual({ sha256: receipt['sha256'], form: completeForm, declarations: 9 });
	});

	it('answers one key, another key and a later state with the same receipt: one submission per application', async () => {
		const application = await draft(database);
		const key = randomUUID();
		const first = await submit(database, application, key);
		await database.call(application.applicant, 'withdraw_application', [application.id, null]);
		expect(await submit(database, application, key)).toEqual(first);
		expect(await submit(database, application, randomUUID())).toEqual(first);
		const [row] = await database.owner(
			`select count(*)::int as n from public.submissions where application_id = $1`,
			[application.id]
		);
		expect(row).toEqual({ n: 1 });
	});

	it('keeps what is asked for and leaves out what the answers made superfluous; the draft keeps all of it', async () => {
		const left = {
			register_court: 'Amtsgericht Duisburg',
			child_protection: 'certificates',
			'german.aims': 'x'
		};
		const form = { ...completeForm, has_minors: 'no', ...left };
		const application = await draft(database, form);
		await submit(database, application);
		const row = await one(
			database,
			`select s.snapshot -> 'form' as sent, s.snapshot -> 'files' as files, s.version, a.form
			from public.submissions s join public.applications a on a.id = s.application_id where a.id = $1`,
			[application.id]
		);
		const { child_protection: _, ...sent } = { ...completeForm, has_minors: 'no' };
		expect(row).toEqual({ sent, files: [], version: 1, form });
	});

	it('refuses a key that belongs to another application', async () => {
		const key = randomUUID();
		await submit(database, await draft(database), key);
		const refusal = await refusalOf(submit(database, await draft(database), key));
		expect(refusal).toMatchObject({ code: 'PT422', message: 'payload_invalid' });
	});

	it('counts reference numbers without gaps, also past a refusal', async () => {
		const round = await copyRound(database, 'counted', 5800000);
		await database.owner(`update public.funding_rounds set reference_prefix = 'COUNTED' where id = $1`, [
			round
		]);
		const numbers = [];
		for (const form of [completeForm, { need: 'unfinished' }, completeForm]) {
			const application = await draft(database, form, 'counted');
			numbers.push(
				await submit(database, application).then(
					(r) => r['reference_number'],
					() => 'refused'
				)
			);
		}
		expect(numbers).toEqual(['COUNTED-2027-0001', 'refused', 'COUNTED-2027-0002']);
	});

	it('is refused by the clock of the database after the deadline, and taken as late when prepared before', async () => {
		const application = await draft(database);
		await database.setClock(afterDeadline);
		for (const prepared of [null, afterDeadline]) {
			const attempt = database.call(application.applicant, 'submit_application', [
				application.id,
				randomUUID(),
				1,
				prepared
			]);
			expect(await refusalOf(attempt)).toMatchObject({ code: 'PT422', message: 'round_closed' });
		}
		const prepared = '2027-02-15T23:59:59.5+01:00';
		const receipt = await database.call(application.applicant, 'submit_application', [
			application.id,
			randomUUID(),
			1,
			prepared
		]);
		expect(receipt).toMatchObject({ is_late: true, received_at: '2027-02-15T23:00:00.000000Z' });
		const row = await one(
			database,
			`select prepared_at = $2::timestamptz as is_kept from public.submissions where application_id = $1`,
			[application.id, prepared]
		);
		expect(row).toEqual({ is_kept: true });
	});

	it('is possible in the last second of the deadline and in a round that never closes', async () => {
		await database.setClock('2027-02-15T23:59:59.999+01:00');
		expect(await submit(database, await draft(database))).toMatchObject({ is_late: false });
		const round = await copyRound(database, 'rolling', 5800000);
		await database.owner(`update public.funding_rounds set closes_at = null where id = $1`, [round]);
		await database.setClock('2027-12-01T00:00:00+01:00');
		expect(await submit(database, await draft(database, completeForm, 'rolling'))).toMatchObject({
			is_late: false
		});
	});

	it('is refused before the round opens and, unless it was prepared in time, once it is archived', async () => {
		const application = await draft(database);
		await database.setClock('2026-01-01T00:00:00+01:00');
		expect(await refusalOf(submit(database, application))).toMatchObject({
			code: 'PT422',
			message: 'round_not_open'
		});
		await database.setClock(inTime);
		await database.owner(`update public.funding_rounds set status = 'archived' where id = $1`, [
			application.roundId
		]);
		const refusal = await refusalOf(submit(database, application));
		await database.owner(`update public.funding_rounds set status = 'published' where id = $1`, [
			application.roundId
		]);
		expect(refusal).toMatchObject({ code: 'PT422', message: 'round_closed' });
	});

	it('is refused for another revision than the one the person saw', async () => {
		const application = await draft(database);
		const attempt = database.call(application.applicant, 'submit_application', [
			application.id,
			randomUUID(),
			2,
			null
		]);
		expect(await refusalOf(attempt)).toMatchObject({ code: 'PT409', message: 'draft_moved_on' });
	});

	it('is for owners and editors only', async () => {
		const application = await draft(database);
		const [reader, editor, stranger] = [
			await signUp(database),
			await signUp(database),
			await signUp(database)
		];
		await join(database, reader, application.id, 'reader');
		await join(database, editor, application.id, 'editor');
		for (const applicant of [reader, stranger]) {
			expect(await refusalOf(submit(database, { ...application, applicant }))).toMatchObject({
				code: 'PT404',
				message: 'not_found'
			});
		}
		expect(await submit(database, { ...application, applicant: editor })).toMatchObject({
			state: 'submitted'
		});
	});

	it('does not hand the receipt of a sent application to a stranger', async () => {
		const application = await submitted(database);
		const refusal = await refusalOf(submit(database, { ...application, applicant: await signUp(database) }));
		expect(refusal.message).toBe('not_found');
	});

	it('cannot be changed or deleted afterwards, even by the owner of the table', async () => {
		const { id } = await submitted(database);
		for (const sql of [
			`update public.submissions set received_at = now()`,
			`delete from public.submissions`,
			`truncate public.submissions`,
			`update public.applications set form = '{}' where id = '${id}'`,
			`update public.applications set requested_cents = 1 where id = '${id}'`,
			`update public.applications set is_late = true where id = '${id}'`
		]) {
			expect((await refusalOf(database.owner(sql))).code, sql).toBe('42501');
		}
	});
});

const noQuantity = { 'cost_lines.aaaaaaa1.quantity': null, 'cost_lines.aaaaaaa1.unit_cents': null };

describe('completeness', () => {
	const problemsOf = async (changes: object) => {
		const refusal = await refusalOf(submit(database, await draft(database, { ...completeForm, ...changes })));
		expect(refusal).toMatchObject({ code: 'PT422', message: 'application_incomplete' });
		return JSON.parse(refusal.detail ?? '[]') as unknown;
	};

	it.each([
		['a missing text', { need: null }, [{ path: 'need', code: 'required', params: {} }]],
		['blanks instead of text', { need: ' \n\u00a0' }, [{ path: 'need', code: 'required', params: {} }]],
		[
			'a long title',
			{ project_title: 'x'.repeat(121) },
			[{ path: 'project_title', code: 'too_long', params: { max: 120 } }]
		],
		['control characters', { need: 'a\u0007b' }, [{ path: 'need', code: 'control_characters', params: {} }]],
		[
			'words instead of a number',
			{ participants: 'viele' },
			[{ path: 'participants', code: 'not_a_number', params: {} }]
		],
		['half a person', { participants: 2.5 }, [{ path: 'participants', code: 'not_whole', params: {} }]],
		['nobody', { volunteers: 0 }, [{ path: 'volunteers', code: 'below_one', params: {} }]],
		[
			'31 February',
			{ period_start: '2027-02-31' },
			[{ path: 'period_start', code: 'not_a_date', params: {} }]
		],
		[
			'a day of another year',
			{ period_end: '2028-01-01' },
			[{ path: 'period_end', code: 'outside_period', params: { from: '2027-01-01', until: '2027-12-31' } }]
		],
		[
			'an end before the start',
			{ period_end: '2027-03-31' },
			[{ path: 'period_end', code: 'ends_before_start', params: {} }]
		],
		[
			'an unknown district',
			{ district: 'essen' },
			[{ path: 'district', code: 'unknown_choice', params: {} }]
		],
		[
			'an unknown area',
			{ project_areas: ['encounter', 'x'] },
			[{ path: 'project_areas', code: 'unknown_choice', params: {} }]
		],
		['no area', { project_areas: [] }, [{ path: 'project_areas', code: 'required', params: {} }]],
		[
			'a wrong post code',
			{ postal_code: '4705' },
			[{ path: 'postal_code', code: 'not_a_postal_code', params: {} }]
		],
		[
			'no way to answer',
			{ contact_email: null },
			[{ path: 'contact_email', code: 'email_or_phone', params: {} }]
		],
		[
			'a broken address',
			{ contact_email: 'amina@' },
			[{ path: 'contact_email', code: 'not_an_email', params: {} }]
		],
		[
			'a broken phone',
			{ contact_phone: 'ruf an' },
			[{ path: 'contact_phone', code: 'not_a_phone', params: {} }]
		],
		[
			'a wrong check digit',
			{ iban: 'DE89 3704 0044 0532 0130 01' },
			[{ path: 'iban', code: 'not_an_iban', params: {} }]
		],
		[
			'an old declaration',
			{ 'declared.not_begun': '2026-1' },
			[{ path: 'declared.not_begun', code: 'declaration_missing', params: {} }]
		],
		[
			'staff costs',
			{ 'cost_lines.aaaaaaa1.category': 'staff_costs' },
			[{ path: 'cost_lines.aaaaaaa1.category', code: 'category_not_eligible', params: {} }]
		],
		[
			'a plan that does not balance',
			{ 'income_lines.bbbbbbb1.amount_cents': 15000 },
			[{ path: 'requested_cents', code: 'plan_unbalanced', params: { difference_cents: 5000 } }]
		],
		[
			'too much',
			{ requested_cents: 250001, 'cost_lines.aaaaaaa1.amount_cents': 270001, ...noQuantity },
			[{ path: 'requested_cents', code: 'above_cap', params: { cap_cents: 250000 } }]
		],
		[
			'too little',
			{ requested_cents: 24999, 'cost_lines.aaaaaaa1.amount_cents': 44999, ...noQuantity },
			[{ path: 'requested_cents', code: 'below_minimum', params: { min_cents: 25000 } }]
		],
		[
			'a sum that is not quantity times price',
			{ 'cost_lines.aaaaaaa1.quantity': 7 },
			[{ path: 'cost_lines.aaaaaaa1.amount_cents', code: 'not_the_product', params: {} }]
		],
		[
			'a group with one name',
			{
				'responsible_persons.ddddddd1.position': null,
				'responsible_persons.ddddddd1.first_name': null,
				'responsible_persons.ddddddd1.last_name': null
			},
			[{ path: 'responsible_persons', code: 'too_few_people', params: { min: 2 } }]
		],
		[
			'an association without its register',
			{ legal_form: 'registered_association' },
			[
				{ path: 'register_court', code: 'required', params: {} },
				{ path: 'register_number', code: 'required', params: {} }
			]
		],
		[
			'recognition without its date',
			{ non_profit: 'yes' },
			[{ path: 'exemption_date', code: 'required', params: {} }]
		],
		[
			'minors without a word on their protection',
			{ child_protection: null },
			[{ path: 'child_protection', code: 'required', params: {} }]
		],
		[
			'another grant without its state',
			{ 'income_lines.bbbbbbb1.kind': 'public_grant' },
			[{ path: 'income_lines.bbbbbbb1.grant_status', code: 'required', params: {} }]
		],
		['a year to come', { founded_year: '2028' }, [{ path: 'founded_year', code: 'not_a_year', params: {} }]],
		[
			'no hour',
			{ 'events.eeeeeee1.time': '25:00' },
			[{ path: 'events.eeeeeee1.time', code: 'not_a_time', params: {} }]
		],
		[
			'no address of a page',
			{ website: 'unsere Seite' },
			[{ path: 'website', code: 'not_a_web_address', params: {} }]
		],
		[
			'a German version without end',
			{ 'german.need': 'x'.repeat(4001) },
			[{ path: 'german.need', code: 'too_long', params: { max: 4000 } }]
		],
		['nobody who signs', { signed_name: null }, [{ path: 'signed_name', code: 'required', params: {} }]],
		[
			'an amount in words',
			{ 'cost_lines.aaaaaaa1.amount_cents': 'tausend' },
			[{ path: 'cost_lines.aaaaaaa1.amount_cents', code: 'not_an_amount', params: {} }]
		],
		[
			'an amount of nothing',
			{ 'income_lines.bbbbbbb1.amount_cents': 0 },
			[{ path: 'income_lines.bbbbbbb1.amount_cents', code: 'amount_zero', params: {} }]
		]
	])('names %s', async (_, changes, problems) => {
		expect(await problemsOf(changes)).toEqual(problems);
	});

	it('never needs a German version: another language keeps nobody from sending', async () => {
		const changes = { 'german.need': null, 'german_by.need': null };
		expect(await submit(database, await draft(database, { ...completeForm, ...changes }))).toMatchObject({
			state: 'submitted'
		});
	});

	it('asks what the round asks: less, more, or a signed page instead of a name', async () => {
		const id = await copyRound(database, 'with-settings', 5800000);
		const settings = { not_asked: ['goals', 'events'], also_required: ['iban'], signature: 'signed_page' };
		await database.owner(`update public.funding_rounds set settings = $2 where id = $1`, [
			id,
			JSON.stringify(settings)
		]);
		const changes = { need: null, aims: null, signed_name: null, 'events.eeeeeee1.date': 'bald' };
		const form = { ...completeForm, ...changes };
		const refusal = await refusalOf(submit(database, await draft(database, form, 'with-settings')));
		expect(JSON.parse(refusal.detail ?? '[]')).toEqual([{ path: 'iban', code: 'required', params: {} }]);
		const iban = { ...form, iban: 'DE89370400440532013000' };
		expect(await submit(database, await draft(database, iban, 'with-settings'))).toMatchObject({
			round: 'with-settings'
		});
	});

	it('names a plan without costs', async () => {
		const noCosts = Object.fromEntries(
			Object.keys(completeForm)
				.filter((path) => path.startsWith('cost_lines.'))
				.map((path) => [path, null])
		);
		expect(await problemsOf(noCosts)).toEqual([{ path: 'cost_lines', code: 'no_cost_lines', params: {} }]);
	});

	it('takes a right IBAN, home or foreign, with blanks or without', async () => {
		for (const iban of ['DE89 3704 0044 0532 0130 00', 'nl91abna0417164300']) {
			expect(await submit(database, await draft(database, { ...completeForm, iban }))).toMatchObject({
				state: 'submitted'
			});
		}
	});
});
