import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	explainedIn,
	knownPlaceholders,
	letterKinds,
	requiredPlaceholders,
	templateProblems,
	type LetterTemplate
} from '../../src/lib/core/letter/template.ts';
import { asked, copyRound, inTime, readyForDecision, slug, submitted } from './support/applications.ts';
import { anonymous, type Person, refusalOf, type Row, service, TestDatabase } from './support/database.ts';
import { hash } from './support/files.ts';
import { invited } from './support/invitations.ts';
import { decide, letterOf, printed } from './support/letters.ts';
import { join, one, signUp, signUpStaff } from './support/people.ts';
import { countersignDecision, proposeDecision } from './support/signatures.ts';

let database: TestDatabase;
let clerk: Person & { id: string };
let decider: Person & { id: string };
let admin: Person & { id: string };
let roundId: string;

beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	clerk = await signUpStaff(database, 'clerk');
	decider = await signUpStaff(database, 'decider');
	admin = await signUpStaff(database, 'admin');
	roundId = String(
		(await one(database, `select id from public.funding_rounds where slug = $1`, [slug]))['id']
	);
});
afterAll(() => database.stop());
beforeEach(() => database.setClock(inTime));

const codeOf = async (attempt: Promise<unknown>) => {
	const { code, message } = await refusalOf(attempt);
	return `${code} ${message}`;
};
const templateOf = (kind: string, round = roundId) =>
	one(database, `select * from public.letter_templates where round_id = $1 and kind = $2`, [round, kind]);
const saveTemplate = (
	person: Person,
	kind: string,
	version: unknown,
	changes: Partial<LetterTemplate>,
	base: Row
) =>
	database.call(person, 'save_letter_template', [
		roundId,
		kind,
		version,
		changes.subject ?? base['subject'],
		JSON.stringify(changes.blocks ?? base['blocks']),
		JSON.stringify(changes.explanations ?? base['explanations'])
	]);
const sees = (person: Person, id: string) =>
	database.as(person, `select id from public.letters where id = $1`, [id]);

describe('a letter', () => {
	it('is written by the second signature, with amount and conditions, and not by the first', async () => {
		const { id } = await readyForDecision(database, clerk);
		const count = () =>
			database.owner(`select kind from public.letters where application_id = $1 order by written_at, kind`, [
				id
			]);
		expect(await count()).toEqual([{ kind: 'receipt' }]);
		await decide(database, { clerk, decider }, id, { cents: 45000, conditions: 'Nur in Hochfeld.' });
		const letter = await letterOf(database, id, 'approved');
		expect(letter['facts']).toMatchObject({
			amount_cents: 45000,
			conditions: 'Nur in Hochfeld.',
			reason: 'Das genügt für das Projekt.',
			organisation_name: 'Nachbarschaft Hochfeld',
			project_title: 'Kochen und reden',
			period_from: '2027-04-01',
			city: 'Duisburg'
		});
		expect(letter['template']).toMatchObject({ version: 1 });
		expect(letter['printed_at']).toBeNull();
	});

	it('bears the name of whoever signed it second', async () => {
		const { id } = await readyForDecision(database, clerk);
		await database.call(decider, 'set_staff_name', [decider.id, 'Ruth Becker']);
		const proposed = await proposeDecision(database, clerk, [id, 'approved', 50_000, 'Das genügt.', null]);
		const preview = (person: Person) =>
			database.call(person, 'preview_decision_letter', [proposed['decision_id']]);
		expect(await preview(decider)).toMatchObject({ facts: { signer: 'Ruth Becker' } });
		expect(await preview(clerk)).toMatchObject({ facts: { signer: null } });
		await countersignDecision(database, decider, proposed['decision_id']);
		await database.call(decider, 'set_staff_name', [decider.id, 'Ruth Becker-Krüger']);
		const letter = await letterOf(database, id, 'approved');
		expect(letter['facts']).toMatchObject({ signer: 'Ruth Becker' });
		expect(JSON.stringify(letter['template'])).toContain('{{signer}}');
	});

	it('asks for what is missing, with the words of the request', async () => {
		const { id } = await asked(database, clerk, {
			message: 'Lütfen tüzüğü gönderin.',
			language: 'tr',
			german: 'Bitte die Satzung.',
			items: [{ kind: 'document', document: 'statutes', note: 'mit Unterschrift' }]
		});
		expect((await letterOf(database, id, 'request'))['facts']).toMatchObject({
			due_on: '2027-03-31',
			message: 'Bitte die Satzung.',
			items: [{ kind: 'document', document: 'statutes', note: 'mit Unterschrift' }],
			document_labels: { statutes: expect.stringContaining('Satzung') }
		});
	});

	it('stands or falls with the decision: what cannot be written is not signed', async () => {
		const name = `without-letters-${randomUUID().slice(0, 8)}`;
		const round = await copyRound(database, name, 5800000);
		const { id } = await readyForDecision(database, clerk, name);
		await database.owner(`delete from public.letter_templates where round_id = $1 and kind = 'approved'`, [
			round
		]);
		await expect(decide(database, { clerk, decider }, id)).rejects.toThrow();
		expect(await one(database, `select state from public.applications where id = $1`, [id])).toEqual({
			state: 'decision'
		});
	});

	it('is the same whatever becomes of the template afterwards', async () => {
		const { id } = await readyForDecision(database, clerk);
		await decide(database, { clerk, decider }, id, { outcome: 'waitlisted' });
		const before = await letterOf(database, id, 'waitlisted');
		expect(Object(before['facts'])).toMatchObject({ waiting_rank: 1 });
		const base = await templateOf('waitlisted');
		await saveTemplate(admin, 'waitlisted', base['version'], { subject: 'Neu {{reference_number}}' }, base);
		expect(await letterOf(database, id, 'waitlisted')).toEqual(before);
	});

	it('is read by members once it is printed, by staff always, and by nobody else', async () => {
		const application = await readyForDecision(database, clerk);
		const reader = await signUp(database, 'reader');
		await join(database, reader, application.id, 'reader');
		const helper = await invited(database, application, 'helper', '2027-02-01');
		await decide(database, { clerk, decider }, application.id);
		const { id } = await letterOf(database, application.id, 'approved');
		expect(await sees(application.applicant, String(id))).toEqual([]);
		expect(await sees(clerk, String(id))).toHaveLength(1);
		expect(await codeOf(database.call(application.applicant, 'open_letter', [id]))).toBe('PT404 not_found');
		await printed(database, application.id, 'approved');
		for (const person of [application.applicant, reader])
			expect(await sees(person, String(id))).toHaveLength(1);
		const other = await submitted(database);
		for (const person of [helper, other.applicant, await signUp(database)]) {
			expect(await sees(person, String(id))).toEqual([]);
			expect(await codeOf(database.call(person, 'open_letter', [id]))).toBe('PT404 not_found');
		}
		expect(await codeOf(database.call(clerk, 'open_letter', [id]))).toBe('PT404 not_found');
		expect((await refusalOf(sees(anonymous, String(id)))).code).toBe('42501');
	});

	it('gives its bytes to whoever sees it', async () => {
		const application = await submitted(database);
		await printed(database, application.id, 'receipt');
		const { storage_path: path } = await letterOf(database, application.id, 'receipt');
		await database.owner(`insert into storage.objects (bucket_id, name) values ('letters', $1)`, [path]);
		const bytes = (person: Person) =>
			database.as(person, `select name from storage.objects where bucket_id = 'letters' and name = $1`, [
				path
			]);
		for (const person of [application.applicant, clerk]) expect(await bytes(person)).toHaveLength(1);
		const other = await submitted(database);
		expect(await bytes(other.applicant)).toEqual([]);
		const written = database.as(
			application.applicant,
			`insert into storage.objects (bucket_id, name) values ('letters', 'x')`
		);
		expect((await refusalOf(written)).code).toBe('42501');
	});

	it('notes who first opened it and when, once', async () => {
		const application = await submitted(database);
		const id = await printed(database, application.id, 'receipt');
		await database.call(application.applicant, 'open_letter', [id]);
		const first = await letterOf(database, application.id, 'receipt');
		expect(first['first_opened_by']).toBe(application.applicant.id);
		await database.setClock('2027-02-01T12:00:00+01:00');
		await database.call(application.applicant, 'open_letter', [id]);
		expect(await letterOf(database, application.id, 'receipt')).toEqual(first);
		const deeds = await database.owner(
			`select action from public.audit_log where entity = 'letter' and entity_id = $1 order by id`,
			[id]
		);
		expect(deeds).toEqual([{ action: 'letter_printed' }, { action: 'letter_opened' }]);
	});

	it('never changes and never goes, not even for the owner', async () => {
		const application = await submitted(database);
		const id = await printed(database, application.id, 'receipt');
		await database.call(application.applicant, 'open_letter', [id]);
		for (const change of [
			`facts = '{}'`,
			`template = '{}'`,
			`kind = 'approved'`,
			`language = 'ar'`,
			`written_at = now()`,
			`source_id = gen_random_uuid()`,
			`sha256 = '${hash('other')}'`,
			`size = 1`,
			`storage_path = 'x'`,
			`printed_at = now()`,
			`first_opened_at = now()`,
			`first_opened_by = gen_random_uuid()`
		])
			expect(
				(await refusalOf(database.owner(`update public.letters set ${change} where id = $1`, [id]))).code,
				change
			).toBe('42501');
		for (const statement of ['delete from public.letters', 'truncate public.letters'])
			expect((await refusalOf(database.owner(statement))).code).toBe('42501');
	});

	it('is printed once: a second print changes nothing, and only the job prints', async () => {
		const application = await submitted(database);
		const id = await printed(database, application.id, 'receipt');
		const before = await letterOf(database, application.id, 'receipt');
		await database.call(service, 'keep_letter', [id, hash('another'), 99]);
		expect(await letterOf(database, application.id, 'receipt')).toEqual(before);
		for (const person of [application.applicant, clerk, decider, anonymous])
			for (const [name, args] of [
				['keep_letter', [id, hash('x'), 1]],
				['claim_letters', [5]]
			] as const)
				expect((await refusalOf(database.call(person, name, args))).code).toBe('42501');
	});

	it('waits for one printer at a time, decisions before receipts', async () => {
		const claim = async () =>
			(await database.call(service, 'claim_letters', [20])) as unknown as readonly {
				id: string;
				kind: string;
			}[];
		while ((await claim()).length > 0);
		const application = await readyForDecision(database, clerk);
		await decide(database, { clerk, decider }, application.id);
		const [first, ...rest] = await claim();
		expect([first?.kind, ...rest.map(({ kind }) => kind)].sort()).toEqual(['approved', 'receipt']);
		expect(await claim()).toEqual([]);
	});

	it('can be seen by staff before it is signed, as it will be', async () => {
		const { id, applicant } = await readyForDecision(database, clerk);
		const proposed = await proposeDecision(database, clerk, [
			id,
			'approved',
			45000,
			'Das genügt.',
			'Nur dort.'
		]);
		const preview = await database.call(decider, 'preview_decision_letter', [proposed['decision_id']]);
		await countersignDecision(database, decider, proposed['decision_id']);
		const letter = await letterOf(database, id, 'approved');
		expect(preview).toMatchObject({
			kind: 'approved',
			language: letter['language'],
			template: letter['template'],
			facts: letter['facts']
		});
		expect(await codeOf(database.call(applicant, 'preview_decision_letter', [proposed['decision_id']]))).toBe(
			'PT403 not_allowed'
		);
	});
});

describe('the letters of a round', () => {
	it('begin with our proposals, and a later round with those of the one before', async () => {
		const base = await templateOf('rejected');
		await saveTemplate(admin, 'rejected', base['version'], { subject: 'Anders {{reference_number}}' }, base);
		await database.owner(
			`update public.funding_rounds set created_at = now() + interval '1 day' where id = $1`,
			[roundId]
		);
		const copy = await copyRound(database, `copy-${randomUUID().slice(0, 8)}`, 5800000);
		expect((await templateOf('rejected', copy))['subject']).toBe('Anders {{reference_number}}');
		const kinds = await database.owner(
			`select kind from public.letter_templates where round_id = $1 order by kind`,
			[copy]
		);
		expect(kinds.map(({ kind }) => kind)).toEqual([...letterKinds].sort());
	});

	it('are saved by admins alone, with the version that was read', async () => {
		const base = await templateOf('request');
		for (const person of [clerk, decider, await signUpStaff(database, 'auditor'), await signUp(database)])
			expect(await codeOf(saveTemplate(person, 'request', base['version'], {}, base))).toBe(
				'PT403 not_allowed'
			);
		await saveTemplate(admin, 'request', base['version'], {}, base);
		expect(await codeOf(saveTemplate(admin, 'request', base['version'], {}, base))).toBe(
			'PT409 letter_template_moved_on'
		);
		expect(await codeOf(saveTemplate(admin, 'unknown', 1, {}, base))).toBe('PT404 not_found');
	});

	it('lacking a placeholder are refused when they are saved, for the owner too', async () => {
		const base = await templateOf('approved');
		const attempt = saveTemplate(
			admin,
			'approved',
			base['version'],
			{ subject: 'Ohne Nummer', blocks: [] },
			base
		);
		const { code, message, detail } = await refusalOf(attempt);
		expect(`${code} ${message}`).toBe('PT422 letter_template_invalid');
		expect(JSON.parse(detail ?? '')).toContainEqual({ code: 'placeholder_missing', name: 'amount' });
		const directly = database.owner(
			`update public.letter_templates set blocks = '[]' where kind = 'approved'`
		);
		expect((await refusalOf(directly)).code).toBe('PT422');
	});

	it('know the placeholders that core knows, and find the problems that core finds', async () => {
		for (const kind of letterKinds) {
			const rows = await database.owner(
				`select name, is_required from private.letter_placeholders where kind = $1`,
				[kind]
			);
			expect(rows.map(({ name }) => name).sort()).toEqual([...knownPlaceholders(kind)].sort());
			expect(
				rows
					.filter((row) => row['is_required'])
					.map(({ name }) => name)
					.sort()
			).toEqual([...requiredPlaceholders(kind)].sort());
		}
		const whole = Object.fromEntries(explainedIn.map((locale) => [locale, 'Text {{amount}}']));
		const remedies = [{ heading: 'Rechtsbehelf', text: 'Ein Monat für die Klage.' }];
		const denied = [
			{ heading: 'Rechtsbehelf', text: 'Nicht gegeben. Auch nach einem Monat keine Klage.' },
			{ heading: 'Kein Rechtsbehelf', text: 'Ein Monat für die Klage.' }
		];
		const bits = [
			'',
			' ',
			'Text',
			'{{amount}}',
			'{{ reason }}',
			'{{conditions}}',
			'{{amonut}}',
			'{{amount',
			'}}',
			'{{}}',
			'x'.repeat(4001),
			'{{reference_number}}',
			'{{Amount}}',
			'{{{amount}}}',
			'Ihr bekommt {amount} {reason}.',
			'Ihr bekommt { amount in Raten.\n{{reason',
			'amount} und }'
		];
		for (const bit of bits)
			for (const other of bits) {
				const template: LetterTemplate = {
					subject: `Bescheid ${bit}`,
					blocks: [
						{ heading: '', text: other },
						{ heading: 'Auflagen', text: bit },
						...(other === 'Text' ? remedies : denied)
					],
					explanations: bit === 'Text' ? { de: 'x' } : whole
				};
				const row = await one(
					database,
					`select private.letter_template_problems($1, $2, $3, $4) as problems`,
					[
						'approved',
						template.subject,
						JSON.stringify(template.blocks),
						JSON.stringify(template.explanations)
					]
				);
				const sorted = (problems: readonly unknown[]) =>
					problems.map((one) => JSON.stringify(sortKeys(one))).sort();
				expect(sorted(row['problems'] as unknown[]), `${bit} | ${other}`).toEqual(
					sorted(templateProblems('approved', template))
				);
			}
	});
});

function sortKeys(value: unknown): unknown {
	return Object.fromEntries(Object.entries(Object(value)).sort());
}
