import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
	people.push(await signUp(database), ours.applicant, { ...left, ...secondFactor }, clerk);
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
	PT403: '3',
	PT404: '4',
	PT409: '9',
	PT422: '2'
};

/**
 * Reviewed by hand: what each function answers to a stranger, to the owner of the application, to somebody who left the office, to
 * a clerk without the second factor that the office demands, and to a clerk, a decider, an admin and an auditor with it; then to
 * the owner and to somebody with every role, where nothing is there. `+` an answer, `3` not allowed, `4` not found, `9` not now,
 * `2` not like this.
 */
const cells: Readonly<Record<string, string>> = {
	accept_grant: '49444444 44',
	add_note: '3333++33 34',
	announce_file: '49444444 44',
	application_people: '4+444444 44',
	ask_about_proof: '33339933 34',
	ask_clarification: '33332233 34',
	ask_for_erasure: '+++99999 +9',
	ask_reviewer: '33339933 34',
	assign_cases: '33332233 32',
	audit_page: '333333++ 3+',
	begin_export: '33332222 32',
	begin_factor_reset: '333333+3 34',
	bounce_payout: '33339933 34',
	case_grant: '3333++++ 34',
	case_history: '3333++++ 3+',
	case_proof: '3333++++ 34',
	case_readers: '3333++++ 3+',
	case_reviewers: '3333++++ 3+',
	change_member_role: '42444444 44',
	change_round: '33333343 34',
	claim_invitations: '++++++++ ++',
	claim_recovery: '33339933 34',
	claim_staff_invitations: '++++++++ ++',
	complete_file: '44444444 44',
	confirm_bounce: '33339933 34',
	confirm_payer_account: '33339993 34',
	confirm_payment_run: '33339933 34',
	confirm_return: '33339933 34',
	copy_round: '333333+3 34',
	countersign_change: '33333933 34',
	countersign_decision: '33333933 34',
	countersign_letter: '33333933 34',
	countersign_proof_check: '33333933 34',
	countersign_recovery: '33333+33 34',
	countersign_ruling: '33333+33 34',
	declare_conflict: '3333++33 34',
	delete_draft: '44444444 44',
	delete_round: '33333343 34',
	desk_counts: '3333++++ 3+',
	desk_elsewhere: '3333++++ 3+',
	desk_payments: '3333++++ 3+',
	desk_queue: '33332222 32',
	desk_retention: '3333++++ 3+',
	discard_bounce: '33339933 34',
	discard_change_proposal: '33339933 34',
	discard_decision: '33339933 34',
	discard_payment_run: '33339933 34',
	discard_recovery: '3333++33 34',
	discard_return: '33339933 34',
	discard_ruling: '3333++33 34',
	drop_push_subscription: '++++++++ ++',
	end_proof_query: '3333++33 34',
	end_session: '44444444 44',
	end_sessions: '333+33+3 34',
	export_applications: '33334444 34',
	export_audit: '33333344 34',
	export_queue: '33334444 34',
	forget_view: '++++++++ ++',
	formal_check: '3333++++ 34',
	give_bank_account: '49444444 44',
	hides_audit_entries: '333333++ 3+',
	invite_person: '42444444 44',
	invite_staff: '33333323 32',
	judge_bank_account: '33339933 34',
	judge_receipts: '33339933 34',
	keep_decision: '33339933 34',
	keep_push_subscription: '22222222 22',
	land_report: '33332222 34',
	leave_application: '49444444 44',
	lift_legal_hold: '33333++3 34',
	mailed_addresses: '3333++++ 3+',
	my_applications: '++++++++ ++',
	my_retention: '++++++++ ++',
	my_sessions: '++++++++ ++',
	my_staff_roles: '++++++++ ++',
	note_file_part: '44444444 44',
	note_messages_read: '4+44++44 4+',
	note_payment_file: '33332232 32',
	note_session: '22222222 22',
	notify_change: '49444444 44',
	open_case: '3333++++ 34',
	open_letter: '44444444 44',
	open_reviews: '3333++++ 34',
	order_payouts: '33339933 34',
	own_grant_history: '4+444444 44',
	own_push_subscriptions: '++++++++ ++',
	partial_people: '3333++++ 3+',
	payment_order: '3333++3+ 34',
	preview_decision_letter: '3333++++ 34',
	preview_grant_letter: '3333++++ 34',
	preview_proof_letter: '33334444 34',
	preview_proposal: '33339933 34',
	preview_request: '33332233 34',
	propose_change: '33339933 34',
	propose_decision: '33339933 34',
	propose_ruling: '33332233 34',
	read_clarification: '4+444444 44',
	read_decision: '4+444444 44',
	read_earlier_clarifications: '4+444444 44',
	read_grant: '4+444444 44',
	read_messages: '4+444444 44',
	read_proof: '4+444444 44',
	record_return: '33332233 34',
	refuse_payout: '33339933 34',
	release_payout: '33339933 34',
	remind_of_clarification: '33339933 34',
	remove_file: '44444444 44',
	remove_person: '42444444 44',
	remove_reviewer: '33339933 34',
	report_barrier: '22222222 22',
	request_payout: '49444444 44',
	revoke_staff_invitation: '33333343 34',
	round_budget: '3333++++ 34',
	round_problems: '33334444 34',
	round_ranking: '3333++++ 3+',
	round_statistics: '3333++++ 34',
	save_draft: '44444444 44',
	save_letter_template: '33333343 34',
	save_proof: '4+444444 44',
	save_review: '33339933 34',
	save_view: '3333++++ 3+',
	set_legal_hold: '33333993 34',
	set_payer_account: '33333323 34',
	set_retention_period: '33333323 32',
	set_round_status: '33333343 34',
	set_staff_name: '333333+3 34',
	set_staff_roles: '333333+3 34',
	settle_barrier: '33334443 34',
	settle_payment_run: '3333++33 34',
	sign_language_video: '++++++++ ++',
	sign_proof_check: '33339933 34',
	signed_letters: '3333++++ 3+',
	staff_directory: '3333++++ 3+',
	submit_application: '44444444 44',
	submit_proof: '4+444444 44',
	take_back_erasure: '++++++++ ++',
	transition_application: '33334433 34',
	unsign_proof_check: '33339933 34',
	verify_audit_chain: '333333++ 3+',
	waive_remedies: '4+444444 44',
	was_draft_deleted: '++++++++ ++',
	withdraw_application: '44444444 44',
	withdraw_change: '4+444444 44',
	withdraw_payout: '49444444 44',
	write_formal_check: '33339933 34',
	write_message: '4+444444 44',
	write_office_message: '33332233 34'
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
							({ code }: { code: string }) => answers[code] ?? code
						);
					});
				};
				const said: string[] = [];
				for (const person of people) said.push(await call(person, true));
				said.push(' ', await call(ours.applicant, false), await call(everybody, false));
				actual[String(name)] = said.join('');
			}
			expect(actual).toEqual(cells);
		},
		patience.timeout
	);
});
