import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Applied, asked, inTime } from './support/applications.ts';
import { become, patience, type Person, service, TestDatabase } from './support/database.ts';
import { everythingHappens } from './support/everything.ts';
import { hash } from './support/files.ts';
import { one, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let ours: Applied;
const people = new Map<string, Person>();
/** What stands in braces below. */
const ids = new Map<string, string>();
const tables = [
	'bank_accounts',
	'decisions',
	'grant_changes',
	'money_returns',
	'payouts',
	'proof_queries',
	'proof_submissions',
	'recoveries'
] as const;
beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	const [clerk, decider] = [await signUpStaff(database, 'clerk'), await signUpStaff(database, 'decider')];
	await asked(database, clerk);
	ours = await everythingHappens(database, clerk, decider);
	people.set('clerk', clerk).set('decider', decider).set('owner', ours.applicant).set('job', service);
	people
		.set('admin', await signUpStaff(database, 'admin'))
		.set('another', await signUpStaff(database, 'clerk'));
	for (const [name, { id }] of people) ids.set(name, String(id));
	for (const table of tables) {
		const { id } = await one(database, `select id from public.${table} where application_id = $1 limit 1`, [
			ours.id
		]);
		ids.set(table, String(id));
	}
	const { run_id } = await one(database, `select run_id from public.payouts where application_id = $1`, [
		ours.id
	]);
	ids.set('ours', ours.id).set('round', ours.roundId).set('run', String(run_id));
	await database.setClock('2027-10-05T12:00:00+02:00');
}, patience.timeout);
afterAll(() => database.stop());

type Who = 'clerk' | 'another' | 'decider' | 'admin' | 'owner' | 'job';
/** Who calls what, how it is refused, and what was different before, past all guards. */
type Refused = [who: Who, call: string, refusal: string, before?: string];

const long = `repeat('x', 100000)`;
const some = 'gen_random_uuid()';
const state = (name: string) => `update public.applications set state = '${name}' where id = '{ours}';`;
const clerk = `'{clerk}'`;
const signedCheck = `update public.proof_checks set first_signed_by = ${clerk}, first_signed_at = now(), accepted_cents = 1,
	grant_cents = 1, claim_cents = 1 where application_id = '{ours}';`;
const uncheckedProof = `update public.proof_checks set first_signed_by = null, first_signed_at = null, second_signed_by = null,
	second_signed_at = null, concluded_at = null, accepted_cents = null, grant_cents = null, claim_cents = null where application_id = '{ours}';`;
const unsignedDecision = `update public.decisions set second_signed_by = null, second_signed_at = null where application_id = '{ours}';`;
const signedChange = `update public.grant_changes set first_signed_by = ${clerk}, first_signed_at = now(),
	proposal = '{"outcome": "agreed", "needs_second": true}' where application_id = '{ours}';`;
/** For a letter that is called "abc". */
const signedFor = (
	source: string
) => `insert into private.signed_letters (source_id, kind, application_id, sha256)
	values ('${source}', 'changed', '{ours}', 'abc') on conflict (source_id) do update set sha256 = 'abc';`;
const unjudgedAccount = `update public.bank_accounts set confirmed_by = null, confirmed_at = null where application_id = '{ours}';`;
const openedAgain = `update public.decision_reopenings set outcome = null, closed_by = null, closed_at = null, close_reason = null
	where application_id = '{ours}'; ${state('decision')}`;
const askedPayout = `update public.payouts set run_id = null, paid_on = null, first_released_by = null, first_released_at = null,
	second_released_by = null, second_released_at = null, account_id = null where application_id = '{ours}';`;
const closedChanges = `update public.grant_changes set outcome = 'withdrawn', closed_at = now() where application_id = '{ours}';`;
const disturbedRun = `update public.payment_runs set settled_at = null, settled_by = null, paid_on = null, sha256 = null where id = '{run}';
	update public.payouts set paid_on = null where run_id = '{run}';`;
const cameBack = `${state('recovery')} update public.payouts set back_on = '2027-10-01', back_reason = 'Erloschen',
	back_noted_by = ${clerk}, back_noted_at = now() where application_id = '{ours}';`;
const unsentProof = `${state('report_due')} delete from public.proof_submissions where application_id = '{ours}';
	delete from public.proof_queries; delete from public.proof_checks;`;
const proofRevision = `(select p.revision from public.proofs p where p.application_id = '{ours}')`;
const partial = `insert into public.conflicts (application_id, user_id, reason, declared_at) values ('{ours}', '{another}', 'Nachbarn', now());`;
const openReview = `update public.reviews set submitted_at = null where application_id = '{ours}'; ${state('decision')}`;

const claim = (reason: string, cause = 'unspent', due = '2027-11-30', from = 'null') =>
	`sign_letter(null, 'claim', ${some}, '{ours}', '${cause}', ${reason}, 1, '${due}', ${from})`;
const ruling = (kind: string, subject: string, amount = '0', due = 'null') =>
	`sign_letter(null, '${kind}', ${some}, '{ours}', null, 'Grund', ${amount}, ${due}, p_subject => ${subject})`;
const change = (kind: string) => `notify_change('{ours}', ${some}, '${kind}', 'Wir', '{}')`;

const money: readonly Refused[] = [
	['clerk', claim(`' . '`), 'reason_required'],
	['clerk', claim(`'Rest'`, 'something'), 'payload_invalid'],
	['clerk', claim(`'Rest'`, 'unspent', '2027-11-30', `'2027-10-06'`), 'interest_day_to_come'],
	['clerk', claim(`'Rest'`, 'unspent', '2027-10-04'), 'due_day_past'],
	['clerk', claim(`'Rest'`, 'unspent', '2027-11-30', `'2027-01-19'`), 'interest_day_early'],
	['clerk', `transition_application('{ours}', 'closed', null)`, 'payment_under_way', cameBack],
	['another', `countersign_letter('{recoveries}', 'abc')`, 'not_allowed'],
	[
		'clerk',
		`discard_recovery('{recoveries}')`,
		'already_decided',
		`update public.recoveries set discarded_by = ${clerk}, discarded_at = now() where application_id = '{ours}'`
	],
	['clerk', ruling('revocation', 'null'), 'not_in_state'],
	['clerk', ruling('revocation', 'null'), 'claim_open', state('paid')],
	['clerk', ruling('interest_waiver', some, '1'), 'not_found'],
	[
		'owner',
		`give_bank_account('{ours}', ${some}, 'DE75512108001245126199', ' ', false)`,
		'payload_invalid',
		state('accepted')
	],
	[
		'owner',
		`save_proof('{ours}', 1, '{"report.declared": "yes"}')`,
		'not_found',
		`${state('report_due')} delete from public.proofs where application_id = '{ours}'`
	],
	[
		'owner',
		`save_proof('{ours}', (select p.revision from public.proofs p where p.application_id = '{ours}'), '{"report.signed_name": "Özge Demir"}')`,
		'payload_invalid',
		`${state('report_due')} update public.proofs set form = (
			select jsonb_object_agg('receipts.' || lpad(i::text, 8, 'a') || '.payee', 'x') from generate_series(1, 1000) i
		) where application_id = '{ours}'`
	],
	[
		'clerk',
		ruling('correction', `'{money_returns}'`, '100'),
		'not_in_state',
		`${state('withdrawn')} update public.grant_rulings set discarded_by = ${clerk}, discarded_at = now() where application_id = '{ours}'`
	],
	['clerk', `record_return('{ours}', ${some}, 1, 0, '2027-10-01', ${some})`, 'not_found'],
	['clerk', `record_return('{ours}', ${some}, 0, 0, '2027-10-01', null)`, 'amount_invalid'],
	['clerk', `record_return('{ours}', ${some}, 1, 0, '2027-10-01', null, 1, ${long})`, 'payload_invalid'],
	['clerk', `record_return('{ours}', ${some}, 1, 1, '2027-10-01', null)`, 'amount_invalid'],
	['clerk', `bounce_payout('{payouts}', '2027-10-01', ' . ')`, 'reason_required'],
	['clerk', `bounce_payout('{payouts}', '2027-10-01', 'Erloschen')`, 'not_in_state', state('withdrawn')],
	['clerk', `refuse_payout('{payouts}', ${long})`, 'payload_invalid', askedPayout],
	[
		'owner',
		`request_payout('{ours}', null, 1, '2027-11-01', '')`,
		'payload_invalid',
		`${state('accepted')} ${closedChanges}`
	],
	[
		'another',
		`confirm_payment_run('{run}', 'Kontoauszug')`,
		'conflict_of_interest',
		`${disturbedRun} ${partial}`
	],
	['another', `confirm_payment_run('{run}', ${long})`, 'payload_invalid', disturbedRun],
	['clerk', `note_payment_file(${some}, 'pain.001', '${hash('file')}')`, 'not_found'],
	[
		'admin',
		`set_payer_account('{round}', ${long}, 'DE89370400440532013000', 'COBADEFFXXX')`,
		'payload_invalid'
	],
	[
		'clerk',
		`judge_bank_account('{bank_accounts}', true, 'Angerufen')`,
		'same_person',
		`${unjudgedAccount} update public.bank_accounts set given_by = ${clerk} where application_id = '{ours}'`
	],
	['clerk', `judge_bank_account('{bank_accounts}', null, 'Angerufen')`, 'payload_invalid', unjudgedAccount]
];

const changesAndProofs: readonly Refused[] = [
	['owner', change('something'), 'payload_invalid', state('accepted')],
	[
		'owner',
		change('purpose'),
		'too_many_changes',
		`${state('accepted')} insert into public.grant_changes (id, application_id, number, kind, words, wish, notified_by, notified_at)
			select gen_random_uuid(), application_id, number + n, kind, words, wish, notified_by, notified_at
			from public.grant_changes, generate_series(1, 5) n where id = '{grant_changes}'`
	],
	[
		'clerk',
		`sign_letter(null, 'change', '{grant_changes}', null, 'something', 'Grund')`,
		'payload_invalid',
		state('accepted')
	],
	[
		'clerk',
		`sign_letter(null, 'change', '{grant_changes}', null, 'agreed', 'Grund')`,
		'already_decided',
		`${state('accepted')} ${signedChange}`
	],
	[
		'decider',
		`countersign_letter('{grant_changes}', 'abc')`,
		'not_in_state',
		`${state('accepted')} ${signedFor('{grant_changes}')}`
	],
	[
		'clerk',
		`sign_letter(null, 'check', '{proof_submissions}', null, null, 'Grund')`,
		'already_decided',
		`${state('report_submitted')} ${signedCheck}`
	],
	[
		'clerk',
		`ask_about_proof('{proof_submissions}', '[]', '2027-11-01', 'Bitte', null, null, null)`,
		'already_decided',
		`${state('report_submitted')} ${signedCheck}`
	],
	[
		'decider',
		`countersign_letter('{proof_submissions}', 'abc')`,
		'not_in_state',
		`${state('closed')} ${signedCheck} ${signedFor('{proof_submissions}')}`
	],
	['clerk', `end_proof_query('{ours}')`, 'not_in_state', state('report_submitted')],
	['owner', `submit_proof('{ours}', null, ${proofRevision})`, 'payload_invalid', unsentProof],
	['owner', `submit_proof('{ours}', ${some}, 999, null, '{proof_queries}')`, 'draft_moved_on'],
	[
		'owner',
		`waive_remedies('{ours}')`,
		'not_in_state',
		`${state('closed')} delete from public.grant_acceptances`
	]
];

const cases: readonly Refused[] = [
	['clerk', `add_note('{ours}', ${some}, ' ')`, 'payload_invalid'],
	['clerk', `begin_export('something', 'csv', '{}')`, 'payload_invalid'],
	['clerk', `begin_export('applications', 'pdf', '{}')`, 'payload_invalid'],
	['clerk', `desk_queue('{round}', '[]')`, 'payload_invalid'],
	['clerk', `declare_conflict('{ours}', ${long})`, 'payload_invalid'],
	['clerk', `write_office_message('{ours}', ${some}, 'Anbei.', null)`, 'payload_invalid'],
	['clerk', `desk_elsewhere('{round}', ${long})`, 'payload_invalid'],
	['clerk', `save_view(${long}, 'view=all')`, 'payload_invalid'],
	['clerk', `discard_decision('{decisions}', ${long})`, 'payload_invalid', unsignedDecision],
	[
		'clerk',
		`propose_decision('{ours}', 'rejected', null, 'Reicht nicht', 'Eine Auflage')`,
		'payload_invalid',
		openedAgain
	],
	['clerk', `remove_reviewer('{ours}', ${some}, ${long})`, 'payload_invalid', state('assessment')],
	['decider', `countersign_decision('{decisions}', null)`, 'not_in_state', unsignedDecision],
	[
		'decider',
		`countersign_letter('{proof_submissions}', 'abc')`,
		'not_in_state',
		`${uncheckedProof} ${signedFor('{proof_submissions}')}`
	],
	['decider', `keep_decision('{ours}', 'War richtig', 0)`, 'case_moved_on', openedAgain],
	['decider', `keep_decision('{ours}', ${long}, null)`, 'payload_invalid', openedAgain],
	['decider', `set_legal_hold('{ours}', ${long})`, 'payload_invalid'],
	['decider', `lift_legal_hold('{ours}', 'Geprüft')`, 'not_in_state', 'delete from public.legal_holds'],
	['clerk', `save_review('{ours}', 0, '{}', '', null, false)`, 'not_in_state', openReview],
	['job', `judge_file(${some}, null, 'a.pdf', 1, '${hash('file')}', 'application/pdf')`, 'not_found'],
	['job', `keep_letter(${some}, '${hash('file')}', 1)`, 'not_found']
];

describe.each<[string, readonly Refused[]]>([
	['money', money],
	['changes and proofs', changesAndProofs],
	['cases', cases]
])('%s', (_, refused) => {
	it.each<Refused>(refused)('%s is refused %s: %s', async (who, call, refusal, before = '') => {
		const person = people.get(who) ?? expect.unreachable();
		const filled = (text: string) =>
			text.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids.get(name) ?? `{${name}}`);
		const answer = await database.undone(async (tx) => {
			await tx.exec(
				`set local session_replication_role = replica; ${filled(before)}; set local session_replication_role = origin`
			);
			await become(tx, person);
			return tx.query(filled(`select public.${call}`)).then(
				() => 'an answer',
				({ message }: { message: string }) => message
			);
		});
		expect(answer).toBe(refusal);
	});
});
