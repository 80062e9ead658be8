import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure } from '../support/figures.ts';
import { type Applied, asked, inTime } from './support/applications.ts';
import { become, patience, type Person, TestDatabase } from './support/database.ts';
import { everythingHappens } from './support/everything.ts';
import { one, signUp, signUpStaff } from './support/people.ts';

let database: TestDatabase;
let ours: Applied;
const people: Person[] = [];
/** Somebody of the office with every role, who is held back by nothing but what is there. */
let everybody: Person;
/** What a parameter of this name or type is given. */
const given = new Map<string, unknown>();

beforeAll(async () => {
	database = await TestDatabase.start();
	await database.setClock(inTime);
	const clerk = await signUpStaff(database, 'clerk');
	const decider = await signUpStaff(database, 'decider');
	await asked(database, clerk);
	ours = await everythingHappens(database, clerk, decider);
	const secondFactor = { aal: 'aal2' } as const;
	const left = await signUpStaff(database, 'clerk', 'decider', 'admin');
	await database.owner(`update public.staff_members set deactivated_at = now() where user_id = $1`, [
		left.id
	]);
	everybody = { ...(await signUpStaff(database, 'clerk', 'decider', 'admin')), ...secondFactor };
	const partial = { ...(await signUpStaff(database, 'clerk', 'decider', 'admin')), ...secondFactor };
	await database.call(partial, 'declare_conflict', [ours.id, 'Vorstand']);
	const nobody: Person = { id: null, role: 'authenticated', ...secondFactor };
	people.push(nobody, await signUp(database), ours.applicant, { ...left, ...secondFactor }, clerk, partial);
	for (const role of ['clerk', 'decider', 'admin', 'auditor'])
		people.push({ ...(await signUpStaff(database, role)), ...secondFactor });
	await database.owner(`update public.settings set value = 'true' where key = 'staff_requires_aal2'`);

	const newest = async (table: string) =>
		(await one(database, `select id from public.${table} where application_id = $1 limit 1`, [ours.id]))[
			'id'
		];
	given
		.set('p_application', ours.id)
		.set('p_round', ours.roundId)
		.set('p_from', ours.roundId)
		.set('p_account', await newest('bank_accounts'))
		.set('p_change', await newest('grant_changes'))
		.set('p_decision', await newest('decisions'))
		.set('p_payout', await newest('payouts'))
		.set('p_recovery', await newest('recoveries'))
		.set('p_return', await newest('money_returns'))
		.set('p_ruling', await newest('grant_rulings'))
		.set('p_submission', await newest('proof_submissions'))
		.set('p_source', await newest('recoveries'))
		.set(
			'p_run',
			(await one(database, 'select run_id as id from public.payouts where run_id is not null'))['id']
		)
		.set('p_deed', 'claim')
		.set('p_person', ours.applicant.id)
		.set('p_user', clerk.id)
		.set('p_reviewer', clerk.id)
		.set('text', 'something')
		.set('integer', 1)
		.set('bigint', 1)
		.set('boolean', true)
		.set('date', '2027-03-01')
		.set('timestamp with time zone', inTime)
		.set('jsonb', '{}')
		.set('text[]', [])
		.set('uuid[]', []);
}, patience.timeout);
afterAll(() => database.stop());

const answers: Readonly<Record<string, string>> = {
	conflict_of_interest: 'c',
	PT403: '3',
	PT404: '4',
	PT409: '9',
	PT422: '2'
};

/**
 * Reviewed by hand: what each function answers to a token without a person, to a stranger, to the owner of the application, to
 * somebody who left the office, to a clerk without the second factor that the office demands, and with it to somebody of every
 * role who is partial, to a clerk, a decider, an admin and an auditor; then to the owner and to somebody of every role, where
 * nothing is there. `+` an answer, `3` not allowed, `4` not found, `9` not now, `2` not like this, `c` partial.
 */
const cells: Readonly<Record<string, string>> = {
	accept_grant: '4494444444 44',
	add_note: '33333c++33 34',
	announce_file: '4494444444 44',
	application_people: '44+4444444 44',
	ask_about_proof: '33333c9933 34',
	ask_clarification: '33333c2233 34',
	ask_for_erasure: '3+++999999 +9',
	ask_reviewer: '33333c9933 34',
	assign_cases: '3333322233 32',
	audit_page: '33333+33++ 3+',
	begin_export: '3333322222 32',
	begin_factor_reset: '33333+33+3 34',
	bounce_payout: '33333c9933 34',
	case_grant: '33333+++++ 34',
	case_history: '33333+++++ 3+',
	case_mails_given_up: '33333+++++ 3+',
	case_proof: '33333+++++ 34',
	case_readers: '33333+++++ 3+',
	case_reviewers: '33333+++++ 3+',
	change_member_role: '4424444444 44',
	change_round: '3333343343 34',
	choose_language: '3222222222 22',
	claim_invitations: '3+++++++++ ++',
	claim_staff_invitations: '3+++++++++ ++',
	complete_file: '4444444444 44',
	confirm_bounce: '33333c9933 34',
	confirm_payer_account: '3333399993 34',
	confirm_payment_run: '3333399933 34',
	confirm_return: '33333c9933 34',
	copy_round: '33333+33+3 34',
	countersign_decision: '33333c3933 34',
	countersign_letter: '33333c3933 34',
	declare_conflict: '33333+++33 34',
	delete_draft: '4444444444 44',
	delete_round: '3333343343 34',
	desk_counts: '33333+++++ 3+',
	desk_elsewhere: '33333+++++ 3+',
	desk_mails_given_up: '33333+++++ 3+',
	desk_payments: '33333+++++ 3+',
	desk_queue: '3333322222 32',
	desk_retention: '33333+++++ 3+',
	discard_bounce: '33333c9933 34',
	discard_change_proposal: '33333c9933 34',
	discard_decision: '33333c9933 34',
	discard_payment_run: '33333c9933 34',
	discard_recovery: '33333c++33 34',
	discard_return: '33333c9933 34',
	discard_ruling: '33333c++33 34',
	drop_push_subscription: '++++++++++ ++',
	end_proof_query: '33333c++33 34',
	end_session: '4444444444 44',
	end_sessions: '3333++33+3 34',
	export_applications: '3333344444 34',
	export_audit: '3333343344 34',
	export_queue: '3333344444 34',
	forget_view: '33333+++++ 3+',
	formal_check: '33333+++++ 34',
	give_bank_account: '4494444444 44',
	hides_audit_entries: '33333+33++ 3+',
	invite_person: '4424444444 44',
	invite_staff: '3333323323 32',
	judge_bank_account: '33333c9933 34',
	judge_receipts: '33333c9933 34',
	keep_decision: '33333c9933 34',
	keep_push_subscription: '3222222222 22',
	land_report: '3333322222 34',
	leave_application: '4494444444 44',
	lift_legal_hold: '33333c3++3 34',
	mailed_addresses: '33333+++++ 3+',
	my_applications: '++++++++++ ++',
	my_language: '++++++++++ ++',
	my_retention: '3+++++++++ ++',
	my_sessions: '++++++++++ ++',
	my_staff_roles: '++++++++++ ++',
	note_file_part: '4444444444 44',
	note_messages_read: '44+44c++44 4+',
	note_payment_file: '3333322232 32',
	note_session: '3222222222 22',
	notify_change: '4494444444 44',
	open_case: '33333+++++ 34',
	open_letter: '4444444444 44',
	open_reviews: '33333+++++ 34',
	order_payouts: '3333399933 34',
	own_grant_history: '44+4444444 44',
	own_mails: '++++++++++ ++',
	own_push_subscriptions: '++++++++++ ++',
	partial_people: '33333+++++ 3+',
	payment_order: '33333c++3+ 34',
	preview_decision_letter: '33333c++++ 34',
	preview_grant_letter: '33333c++++ 34',
	preview_proof_letter: '3333344444 34',
	preview_proposal: '33333c9933 34',
	preview_request: '33333c2233 34',
	preview_signature: '33333c++33 34',
	propose_decision: '33333c9933 34',
	read_clarification: '44+4444444 44',
	read_decision: '44+4444444 44',
	read_earlier_clarifications: '44+4444444 44',
	read_grant: '44+4444444 44',
	read_messages: '44+4444444 44',
	read_proof: '44+4444444 44',
	record_return: '33333c2233 34',
	refuse_payout: '33333c9933 34',
	release_payout: '33333c9933 34',
	remind_of_clarification: '33333c9933 34',
	remove_file: '4444444444 44',
	remove_person: '4424444444 44',
	remove_reviewer: '33333c9933 34',
	report_barrier: '2222222222 22',
	request_payout: '4494444444 44',
	revoke_staff_invitation: '3333343343 34',
	round_budget: '33333+++++ 34',
	round_problems: '3333344444 34',
	round_ranking: '33333+++++ 3+',
	round_statistics: '33333+++++ 34',
	save_draft: '3444444444 44',
	save_letter_template: '3333343343 34',
	save_proof: '34+4444444 44',
	save_review: '33333c9933 34',
	save_view: '33333+++++ 3+',
	set_legal_hold: '33333c3993 34',
	set_payer_account: '3333323323 34',
	set_retention_period: '3333323323 32',
	set_sign_language: '3333323323 32',
	set_round_status: '3333343343 34',
	set_staff_name: '33333+33+3 34',
	set_staff_roles: '33333+33+3 34',
	settle_barrier: '3333344443 34',
	settle_mail_given_up: '3333344433 34',
	settle_payment_run: '33333+++33 34',
	sign_language_video: '++++++++++ ++',
	sign_letter: '33333c9933 34',
	signed_letters: '33333+++++ 3+',
	staff_directory: '33333+++++ 3+',
	submit_application: '4444444444 44',
	submit_proof: '44+4444444 44',
	take_back_erasure: '3+++++++++ ++',
	transition_application: '3333344433 34',
	unsign_proof_check: '33333c9933 34',
	verify_audit_chain: '33333+33++ 3+',
	waive_remedies: '44+4444444 44',
	was_access_ended: '++++++++++ ++',
	was_draft_deleted: '++++++++++ ++',
	withdraw_application: '4444444444 44',
	withdraw_change: '44+4444444 44',
	withdraw_payout: '4494444444 44',
	write_formal_check: '33333c9933 34',
	write_message: '44+4444444 44',
	write_office_message: '33333c2233 34'
};

describe('calls', () => {
	it(
		'are answered as was reviewed, whoever calls and whatever is there',
		async () => {
			const functions = await database.owner(
				`select p.proname as name, p.proargnames[1:p.pronargs] as names,
					(select array_agg(format_type(t, null) order by place) from unnest(p.proargtypes::oid[]) with ordinality a (t, place)) as types
				from pg_proc p where p.pronamespace = 'public'::regnamespace
				and has_function_privilege('authenticated', p.oid, 'execute') order by 1`
			);
			const actual: Record<string, string> = {};
			for (const { name, names, types } of functions) {
				const parameters = ((names ?? []) as string[]).map((parameter, index) => ({
					parameter,
					type: ((types ?? []) as string[])[index] ?? ''
				}));
				const call = async (person: Person, isThere: boolean) => {
					const values = parameters.map(
						({ parameter, type }) =>
							(isThere ? given.get(parameter) : undefined) ?? given.get(type) ?? randomUUID()
					);
					const places = parameters.map(({ type }, index) => `$${index + 1}::${type}`).join(', ');
					return database.undone(async (tx) => {
						await become(tx, person);
						return tx.query(`select public.${String(name)}(${places})`, values).then(
							() => '+',
							({ code, message }: { code: string; message: string }) =>
								answers[message] ?? answers[code] ?? code
						);
					});
				};
				const said: string[] = [];
				for (const person of people) said.push(await call(person, true));
				said.push(' ', await call(ours.applicant, false), await call(everybody, false));
				actual[String(name)] = said.join('');
			}
			expect(actual).toEqual(cells);
			figure('cells: functions called by personas', functions.length * (people.length + 2));
		},
		patience.timeout
	);
});
