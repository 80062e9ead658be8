import { randomUUID } from 'node:crypto';
import { Account } from '../../support/account.ts';
import { dayIn } from '../../support/calendar.ts';
import { expect, test } from '../../support/journey.ts';
import { colleagues, deskScreen } from '../../support/office.ts';
import { PlainForm } from '../../support/plain-form.ts';
import { expectReadable, refuse } from '../../support/refusing.ts';
import { ofMoney, ofPayments, ofProof, type Refused } from '../../support/staff-forms.ts';
import { Swift } from '../../support/swift.ts';

const iban = 'DE02120300000000202051';
const receipt = {
	position: 1,
	invoice_on: dayIn(0),
	paid_on: dayIn(0),
	payee: 'Markt am Dellplatz',
	purpose: 'Lebensmittel',
	line: 'aaaaaaaa',
	paid_by: 'cash',
	amount_cents: 10_000
};
/** Far less than was paid. */
const oneReceipt = {
	'report.done': 'Acht Abende in Hochfeld.',
	'report.participants': 30,
	'report.income_cents': 0,
	'report.declared': 'yes',
	'report.signed_name': 'Amina Yılmaz',
	...Object.fromEntries(
		Object.entries(receipt).map(([column, value]) => [`receipts.rrrrrrr1.${column}`, value])
	)
};

test('while a grant is paid, what the office typed and cannot be taken is said where it is wrong, and stays', async ({
	newWindow,
	ownServer: { origin }
}) => {
	test.setTimeout(600_000);
	const group = await Account.of(origin, 'money.in.error@example.test');
	const { id } = await group.apply();
	const sit = async (email: string) => {
		const colleague = new Swift(await newWindow(deskScreen), origin);
		await colleague.signIn(email);
		return colleague;
	};
	const [clerk, decider] = [await sit(colleagues.clerk), await sit(colleagues.decider)];
	const at = (part: string) => `${origin}/staff/applications/${id}${part}`;
	const [grant, payments, proof] = [at('/grant'), `${origin}/staff/payments`, at('/proof')];

	await test.step('the account of the city waits for a second person', async () => {
		const manager = await sit(colleagues.manager);
		await manager.page.goto(payments);
		await manager.page.getByRole('link', { name: manager.say('round_edit_grants') }).click();
		await manager.page.locator('#round-payer_name').fill('Stadt Duisburg');
		await manager.page.locator('#round-payer_iban').fill('DE75512108001245126199');
		await manager.page.getByRole('button', { name: manager.say('round_save') }).click();
		await expect(manager.page.getByText(manager.say('round_done_saved'))).toBeVisible();
		await refuseAt(clerk, payments, ofPayments.entered);
		await press(clerk, payments, 'value="confirm_payer"');
	});

	await test.step('money is asked for, released, ordered and sent', async () => {
		await clerk.bringOn(at(''), 'approved');
		await decider.countersignIfAsked(at(''));
		await expect(async () => accept()).toPass({ timeout: 60_000 });
		await press(clerk, grant, 'name="choice"', { choice: 'right', reason: 'Rückruf.' });
		const granted = await (await group.get(`/api/v1/applications/${id}/grant`)).json();
		const cents = Number(granted.terms.amount_cents);
		await group.act(id, { deed: 'payout', id: randomUUID(), cents, needed_by: dayIn(30), words: '' });
		await refuseAt(clerk, grant, ofMoney.requested);
		await press(clerk, grant, 'value="release-');
		await press(decider, grant, 'value="release-');
		await refuseAt(clerk, payments, ofPayments.ready);
		await press(clerk, payments, 'value="order"', { on: dayIn(0) });
		await refuseAt(clerk, payments, ofPayments.ordered);
		await group.act(id, {
			deed: 'account',
			account: randomUUID(),
			iban,
			holder: 'Anders',
			is_private: false
		});
		await refuseAt(decider, payments, ofPayments.disturbed);
		await press(decider, payments, 'value="confirm_run-', { reason: 'Kontoauszug.' });
		// Nothing is carried out that the bank or the cash desk has not been given.
		const file = await found(clerk, payments, 'value="pain.001"');
		await file.fill('format', 'pain.001').look(clerk.page.request);
		await press(clerk, payments, 'value="settle-', { on: dayIn(0) });
	});

	await test.step('what came back from the bank is thought better of, and another grant makes this one smaller', async () => {
		await press(clerk, grant, 'value="bounce-', { on: dayIn(0), reason: 'Konto erloschen.' });
		await refuseAt(decider, grant, ofMoney.bounced);
		await press(decider, grant, 'value="discard_bounce-');
		const wish = { grantor: 'Stiftung', cents: 30_000 };
		await group.act(id, { deed: 'change', id: randomUUID(), kind: 'further_grant', words: 'Neu.', wish });
		await sign(clerk, grant, 'value="propose_change-', {
			choice: 'agreed',
			amount: '500',
			reason: 'Weniger nötig.'
		});
		await refuseAt(decider, grant, ofMoney.changed);
		await press(decider, grant, 'value="discard_change-');
		await sign(clerk, grant, 'value="propose_change-', { choice: 'refused', reason: 'Nicht nötig.' });
	});

	await test.step('money is claimed, comes in, and is corrected', async () => {
		await sign(clerk, grant, 'value="claim-', {
			choice: 'not_for_purpose',
			amount: '100',
			reason: 'Nicht für den Zweck.',
			on: dayIn(30)
		});
		await refuseAt(decider, grant, ofMoney.claimed);
		await press(decider, grant, 'value="countersign_recovery-');
		await refuseAt(clerk, grant, ofMoney.owed);
		const page = await (await clerk.page.request.get(grant)).text();
		const [, claim = ''] = /value="waive-([0-9a-f-]{36})"/.exec(page) ?? [];
		await press(clerk, grant, `value="return-${claim}"`, { amount: '100', on: dayIn(0) });
		await refuseAt(decider, grant, ofMoney.returned);
		await press(decider, grant, 'value="confirm_return-');
		await refuseAt(clerk, grant, ofMoney.settled);
		await press(clerk, grant, 'value="correct-', { reason: 'Falscher Tag.' });
		await refuseAt(decider, grant, ofMoney.ruled);
		await press(decider, grant, 'value="discard_ruling-');
	});

	await test.step('the proof is checked', async () => {
		await group.prove(id, oneReceipt);
		await refuseAt(clerk, proof, ofProof.open);
		await press(clerk, proof, 'value="accept-rrrrrrr1"');
		await refuseAt(clerk, proof, ofProof.judged);
		await sign(clerk, proof, 'value="sign-', { reason: 'Weniger ausgegeben.', on: dayIn(30) });
		await refuseAt(decider, proof, ofProof.signed);
	});

	await group.dispose();

	async function accept() {
		const account = { account: randomUUID(), iban, holder: 'Komşular', is_private: false };
		await group.act(id, { deed: 'accept', ...account, waives: true });
	}
});

async function refuseAt({ page }: Swift, address: string, forms: readonly Refused[]): Promise<void> {
	for (const one of forms) {
		await page.goto(address);
		await refuse(page, one);
	}
	await expectReadable(page);
}

type Words = Readonly<Record<string, string>>;

async function found({ page }: Swift, address: string, piece: string): Promise<PlainForm> {
	const form = PlainForm.in(await (await page.request.get(address)).text(), address, piece);
	if (!form) throw new Error(`no form with ${piece} at ${address}`);
	return form;
}

/** Under the letter that was read. */
async function sign(who: Swift, address: string, piece: string, words: Words): Promise<void> {
	const form = await found(who, address, piece);
	for (const [name, value] of Object.entries(words)) form.fill(name, value);
	const read = PlainForm.in(await form.look(who.page.request), address, piece);
	await read?.fill('intent', 'sign').post(who.page.request);
}

async function press(who: Swift, address: string, piece: string, words: Words = {}): Promise<void> {
	const form = await found(who, address, piece);
	for (const [name, value] of Object.entries(words)) form.fill(name, value);
	await form.post(who.page.request);
}
