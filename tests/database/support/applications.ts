import { randomUUID } from 'node:crypto';
import type { Person, Row, TestDatabase } from './database.ts';
import { one, signUp } from './people.ts';

export const slug = 'kofei-2027';
export const inTime = '2027-01-20T12:00:00+01:00';
export const afterDeadline = '2027-02-16T00:00:00+01:00';

/** A form that may be sent in the seeded round of 2027. */
export const completeForm = {
	organisation_name: 'Nachbarschaft Hochfeld',
	legal_form: 'initiative',
	street: 'Wanheimer Straße 1',
	postal_code: '47053',
	city: 'Duisburg',
	founded_year: '2019',
	non_profit: 'no',
	org_volunteers: 12,
	org_employees: 0,
	contact_first_name: 'Amina',
	contact_last_name: "O'Neill",
	contact_email: 'amina@example.org',
	contact_authorised: 'yes',
	'responsible_persons.ccccccc1.position': 1,
	'responsible_persons.ccccccc1.first_name': 'Amina',
	'responsible_persons.ccccccc1.last_name': "O'Neill",
	'responsible_persons.ddddddd1.position': 2,
	'responsible_persons.ddddddd1.first_name': 'Cem',
	'responsible_persons.ddddddd1.last_name': 'Y',
	project_title: 'Kochen und reden',
	project_summary: 'Wir kochen zusammen.',
	project_areas: ['encounter', 'democracy'],
	project_is_new: 'new',
	need: 'Birçok kişi komşusunu tanımıyor.',
	'text_language.need': 'tr',
	'german.need': 'Viele kennen ihre Nachbarn nicht.',
	'german_by.need': 'interpreter',
	aims: 'Sich kennenlernen.',
	empowerment: 'Alle leiten einmal an.',
	prevention: 'Wer sich kennt, hasst weniger.',
	format: 'Acht Abende.',
	period_start: '2027-04-01',
	period_end: '2027-09-30',
	district: 'mitte',
	'events.eeeeeee1.position': 1,
	'events.eeeeeee1.date': '2027-04-03',
	'events.eeeeeee1.time': '18:30',
	target_groups: ['neighbours'],
	participants: 25,
	volunteers: 5,
	has_minors: 'yes',
	child_protection: 'have_concept',
	'partners.fffffff1.position': 1,
	'partners.fffffff1.name': 'Nachbarschaftszentrum',
	requested_cents: 100000,
	'cost_lines.aaaaaaa1.position': 1,
	'cost_lines.aaaaaaa1.category': 'food',
	'cost_lines.aaaaaaa1.label': 'Lebensmittel',
	'cost_lines.aaaaaaa1.quantity': 8,
	'cost_lines.aaaaaaa1.unit_cents': 15000,
	'cost_lines.aaaaaaa1.amount_cents': 120000,
	'income_lines.bbbbbbb1.position': 1,
	'income_lines.bbbbbbb1.kind': 'own_money',
	'income_lines.bbbbbbb1.amount_cents': 20000,
	input_tax: 'not_entitled',
	'declared.true_and_complete': '2027-1',
	'declared.not_begun': '2027-1',
	'declared.no_double_funding': '2027-1',
	'declared.reports_changes': '2027-1',
	'declared.democratic_order': '2027-1',
	'declared.knows_terms': '2027-1',
	'declared.mentions_funding': '2027-1',
	'declared.privacy_read': '2027-1',
	signed_name: "Amina O'Neill"
} as const;

export interface Applied {
	readonly id: string;
	readonly applicant: Person & { id: string };
	readonly roundId: string;
}

export function save(
	database: TestDatabase,
	person: Person,
	id: string,
	base: number,
	changes: object,
	round = slug
) {
	return database.call(person, 'save_draft', [id, round, base, changes, 2]);
}

export async function draft(
	database: TestDatabase,
	changes: object = completeForm,
	round = slug
): Promise<Applied> {
	const applicant = await signUp(database, 'applicant');
	const id = randomUUID();
	await save(database, applicant, id, 0, changes, round);
	const row = await one(database, `select round_id from public.applications where id = $1`, [id]);
	return { id, applicant, roundId: String(row['round_id']) };
}

export function submit(
	database: TestDatabase,
	application: Applied,
	key: string = randomUUID()
): Promise<Row> {
	return database.call(application.applicant, 'submit_application', [application.id, key, 1, null]);
}

export async function submitted(database: TestDatabase, changes: object = completeForm, round = slug) {
	const application = await draft(database, changes, round);
	await submit(database, application);
	return application;
}

/** Sent, and the office asks for something; by default the section with the goals, until the end of March. */
export async function asked(database: TestDatabase, clerk: Person, question: Question = {}, round = slug) {
	const application = await submitted(database, completeForm, round);
	await database.call(clerk, 'transition_application', [application.id, 'formal_check', null]);
	await ask(database, clerk, application.id, question);
	return application;
}

export interface Question {
	readonly items?: unknown;
	readonly dueOn?: string | null;
	readonly message?: string | null;
	readonly language?: string | null;
	readonly german?: string | null;
}

export function ask(
	database: TestDatabase,
	person: Person,
	id: string,
	{ items = [goals], dueOn = '2027-03-31', message = 'Bitte noch etwas.', language, german }: Question = {}
): Promise<Row> {
	const itemsJson = JSON.stringify(items);
	return database.call(person, 'ask_clarification', [id, itemsJson, dueOn, message, language, german]);
}

const goals = { kind: 'section', section: 'goals', note: 'Für wen genau?' };

/** Answers the open question of the office. */
export async function answer(database: TestDatabase, application: Applied, revision: number): Promise<Row> {
	const { id, applicant } = application;
	const { clarification } = await database.call(applicant, 'read_clarification', [id]);
	const question = (clarification as Row)['id'];
	return database.call(applicant, 'submit_application', [id, randomUUID(), revision, null, question]);
}

/** Sent, and the formal check begun. */
export async function inFormalCheck(
	database: TestDatabase,
	clerk: Person,
	round = slug,
	changes: object = completeForm
) {
	const application = await submitted(database, changes, round);
	await database.call(clerk, 'transition_application', [application.id, 'formal_check', null]);
	return application;
}

/** Judges every item of the checklist as met and signs it. */
export async function signCheck(database: TestDatabase, clerk: Person, id: string) {
	const { findings, revision } = await database.call(clerk, 'formal_check', [id]);
	const codes = (findings as { code: string }[]).map(({ code }) => code);
	const judgements = Object.fromEntries(
		codes.map((code) => [code, { judgement: 'met', reason: 'Gesehen.' }])
	);
	return database.call(clerk, 'write_formal_check', [id, revision, JSON.stringify(judgements), '', true]);
}

/** Checked, and lies there to be assessed. */
export async function inAssessment(
	database: TestDatabase,
	clerk: Person,
	round = slug,
	changes: object = completeForm
) {
	const application = await inFormalCheck(database, clerk, round, changes);
	await signCheck(database, clerk, application.id);
	await database.call(clerk, 'transition_application', [application.id, 'assessment', null]);
	return application;
}

/** The same points for every criterion of the round, with a reason each. */
export async function scores(database: TestDatabase, roundId: string, points = 2): Promise<string> {
	const codes = await database.owner(
		`select c.value ->> 'code' as code from public.funding_rounds r, jsonb_array_elements(r.criteria) c where r.id = $1`,
		[roundId]
	);
	return JSON.stringify(
		Object.fromEntries(codes.map(({ code }) => [String(code), { points, reason: 'Überzeugt.' }]))
	);
}

/** Asks a person for an assessment and has them submit it. */
export async function assess(
	database: TestDatabase,
	reviewer: Person,
	{ id, roundId }: Applied,
	points = 2
): Promise<void> {
	await database.call(reviewer, 'ask_reviewer', [id, reviewer.id]);
	const words = await scores(database, roundId, points);
	await database.call(reviewer, 'save_review', [id, 0, words, '', null, true]);
}

/** Sent, checked, assessed: lies on the desk for a decision. */
export async function readyForDecision(
	database: TestDatabase,
	clerk: Person,
	round = slug,
	changes: object = completeForm
) {
	const application = await inAssessment(database, clerk, round, changes);
	await assess(database, clerk, application);
	await database.call(clerk, 'transition_application', [application.id, 'decision', null]);
	return application;
}

/** A copy of the seeded round under another name, with its own budget and, as before the whole form, no settings. */
export async function copyRound(database: TestDatabase, name: string, budgetCents: number): Promise<string> {
	const row = await one(
		database,
		`insert into public.funding_rounds (slug, status, reference_prefix, opens_at, closes_at, project_from,
			project_until, total_budget_cents, min_cents, cap_cents, areas, districts, target_groups, cost_categories,
			income_kinds, declarations, documents)
		select $1, 'published', 'KOFEI', opens_at, closes_at, project_from, project_until, $2, min_cents, cap_cents, areas,
			districts, target_groups, cost_categories, income_kinds, declarations, documents
		from public.funding_rounds where slug = 'kofei-2027' returning id`,
		[name, budgetCents]
	);
	return String(row['id']);
}
