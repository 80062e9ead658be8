import { randomUUID } from 'node:crypto';
import { type Applied, assess, draft, inTime, signCheck, submit } from './applications.ts';
import type { Person, TestDatabase } from './database.ts';
import { handIn } from './files.ts';
import { invite, invited } from './invitations.ts';
import { accept, confirmAccount, notifyChange, pay, recordReturn, setPayer } from './grants.ts';
import { decide, printed } from './letters.ts';
import { signUpStaff } from './people.ts';
import { judge, receipt, report, sentProof, whole } from './proofs.ts';
import { signFirst } from './signatures.ts';

/** An application that leaves a row in every table its people or the office write to; a new one, or a draft that is there. */
export async function everythingHappens(
	database: TestDatabase,
	clerk: Person & { id: string },
	decider: Person,
	begun?: Applied
): Promise<Applied> {
	const application = begun ?? (await draft(database));
	const { id, applicant } = application;
	await handIn(database, application);
	await invited(database, application, 'helper', '2027-03-01');
	await invite(database, applicant, id, 'somebody@example.org', 'reader');
	await submit(database, application);
	await database.call(applicant, 'write_message', [id, randomUUID(), 'Dürfen wir früher anfangen?', []]);
	await database.call(clerk, 'add_note', [id, randomUUID(), 'Rückruf am Montag']);
	await database.call(await signUpStaff(database, 'clerk'), 'declare_conflict', [id, 'Nachbarn']);
	await database.call(clerk, 'transition_application', [id, 'formal_check', null]);
	await signCheck(database, clerk, id);
	await database.call(clerk, 'transition_application', [id, 'assessment', null]);
	await assess(database, clerk, application);
	await database.call(clerk, 'transition_application', [id, 'decision', null]);
	await decide(database, { clerk, decider }, id);
	await printed(database, id, 'approved');
	await database.call(decider, 'transition_application', [id, 'decision', 'Noch einmal gelesen']);
	await database.call(decider, 'keep_decision', [id, 'War richtig']);
	await accept(database, application);
	const office = {
		clerk,
		decider: { ...decider, id: String(decider.id) },
		admin: await signUpStaff(database, 'admin')
	};
	await setPayer(database, office, application.roundId);
	await confirmAccount(database, office, application);
	await pay(database, office, application, 50_000, '2027-01-20');
	await database.call(decider, 'set_legal_hold', [id, 'Prüfung']);
	await notifyChange(database, application, 'purpose');
	await signFirst(database, clerk, 'claim_recovery', [
		id,
		randomUUID(),
		'unspent',
		'Rest',
		100,
		'2027-02-28',
		null
	]);
	const back = await recordReturn(database, office, application, 100);
	await signFirst(database, clerk, 'propose_ruling', [
		id,
		randomUUID(),
		'correction',
		back,
		0,
		'Verbucht beim falschen Antrag'
	]);
	const submission = await sentProof(database, application, { ...report, ...receipt('rrrrrrr1', 40_000) });
	await judge(database, clerk, submission, { rrrrrrr1: whole(40_000) });
	const wish = [{ kind: 'question', id: 'qqqqqqq1', note: 'Wofür war das?' }];
	await database.call(clerk, 'ask_about_proof', [
		submission,
		JSON.stringify(wish),
		'2027-10-20',
		'Noch einer?'
	]);
	await database.setClock(inTime);
	return application;
}
