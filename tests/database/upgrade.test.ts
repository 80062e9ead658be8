import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, completeForm, copyRound, inTime } from './support/applications.ts';
import { type Person, refusalOf, TestDatabase } from './support/database.ts';
import { one, signUp, signUpStaff } from './support/people.ts';

/** What the first program sent: far fewer fields than today, and complete by its rules. */
const firstFields = [
	'organisation_name legal_form non_profit postal_code contact_first_name contact_last_name contact_email',
	'project_title project_summary project_areas need aims empowerment prevention format period_start period_end',
	'district target_groups participants volunteers requested_cents input_tax',
	'cost_lines.aaaaaaa1.position cost_lines.aaaaaaa1.category cost_lines.aaaaaaa1.label',
	'cost_lines.aaaaaaa1.amount_cents income_lines.bbbbbbb1.position income_lines.bbbbbbb1.kind',
	'income_lines.bbbbbbb1.amount_cents'
].flatMap((line) => line.split(' '));
const firstForm = Object.fromEntries(
	Object.entries(completeForm).filter(([path]) => firstFields.includes(path) || path.startsWith('declared.'))
);

const round = 'before';
const [sent, unsent] = [randomUUID(), randomUUID()];
let database: TestDatabase;
let applicant: Person & { id: string };
let receipt: unknown;

// An installation of the first release with a sent application and a draft; then this release comes.
beforeAll(async () => {
	database = await TestDatabase.startBefore('20261125');
	await database.setClock(inTime);
	await copyRound(database, round, 5800000);
	applicant = await signUp(database);
	for (const id of [sent, unsent]) await database.call(applicant, 'save_draft', [id, round, 0, firstForm, 1]);
	receipt = await database.call(applicant, 'submit_application', [sent, randomUUID(), 1, null]);
	await database.migrate((name) => name > '20261125');
});
afterAll(() => database.stop());

it('keeps what was sent as the first version, with its receipt', async () => {
	const again = await database.call(applicant, 'submit_application', [sent, randomUUID(), 1, null]);
	expect(again).toEqual(receipt);
	const row = await one(
		database,
		`select version, snapshot -> 'form' as form from public.submissions where application_id = $1`,
		[sent]
	);
	expect(row).toEqual({ version: 1, form: firstForm });
});

it('lets a question about it be answered: the rules of today ask nothing of the parts that stay shut', async () => {
	const clerk = await signUpStaff(database, 'clerk');
	await database.call(clerk, 'transition_application', [sent, 'formal_check', null]);
	await ask(database, clerk, sent);
	await database.call(applicant, 'save_draft', [sent, round, 1, { need: 'Genauer.' }, 2]);
	const { clarification } = await database.call(applicant, 'read_clarification', [sent]);
	const answer = [sent, randomUUID(), 2, null, Object(clarification).id];
	expect(await database.call(applicant, 'submit_application', answer)).toEqual(receipt);
	const row = await one(
		database,
		`select a.state, s.snapshot -> 'form' as form from public.applications a
		join public.submissions s on s.application_id = a.id and s.version = 2 where a.id = $1`,
		[sent]
	);
	expect(row).toEqual({ state: 'formal_check', form: { ...firstForm, need: 'Genauer.' } });
});

it('goes on with a draft, and asks of it what is asked today', async () => {
	const sending = database.call(applicant, 'submit_application', [unsent, randomUUID(), 1, null]);
	expect(await refusalOf(sending)).toMatchObject({ message: 'application_incomplete' });
	await database.call(applicant, 'save_draft', [unsent, round, 1, completeForm, 2]);
	const [row] = await database.owner(
		`select form_schema_version as version from public.applications where id = $1`,
		[unsent]
	);
	expect(row).toEqual({ version: 2 });
	expect(await database.call(applicant, 'submit_application', [unsent, randomUUID(), 2, null])).toMatchObject(
		{
			state: 'submitted'
		}
	);
});
