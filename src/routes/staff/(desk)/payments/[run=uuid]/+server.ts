import { createHash } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { cashList } from '$lib/core/payment/cash-list';
import { creditTransferFile, type PaymentOrder } from '$lib/core/payment/credit-transfer';
import { cents, day, number, text } from '$lib/core/table/cell';
import { BYTE_ORDER_MARK, csvLine } from '$lib/core/table/csv';
import { m } from '$lib/i18n/generated/staff/messages';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { fileFormats, notePaymentFile, paymentOrder } from '$lib/server/supabase/payments';

const types = {
	'pain.001': 'application/xml',
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
} as const;

/**
 * The file for the bank, or the list for the cash office. By POST, because each time is noted in the audit trail before the
 * bytes leave; a bank file that is not the one made first does not leave at all.
 */
export async function POST(event) {
	const { client } = await requireStaff(event, ['clerk', 'decider', 'auditor']);
	const wished = (await event.request.formData()).get('format');
	const format = fileFormats.find((one) => one === wished);
	if (!format) error(422, { message: 'payload_invalid', code: 'payload_invalid' });
	const order = await orErrorPage(paymentOrder(client, event.params.run));
	// Nothing of it is to be paid any more.
	if (format !== 'pain.001' && cashList(order).length === 0)
		error(409, { message: 'not_in_state', code: 'not_in_state' });
	const bytes = await bytesOf(order, format);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	await orErrorPage(notePaymentFile(client, event.params.run, { format, sha256 }));
	const extension = format === 'pain.001' ? 'xml' : format;
	return new Response(bytes, {
		headers: {
			'content-type': types[format],
			'content-disposition': `attachment; filename="${order.message_id}.${extension}"`,
			'cache-control': 'no-store'
		}
	});
}

async function bytesOf(
	order: PaymentOrder,
	format: (typeof fileFormats)[number]
): Promise<Uint8Array<ArrayBuffer>> {
	if (format === 'pain.001') return new TextEncoder().encode(creditTransferFile(order));
	const head = listHead.map((name) => name());
	const rows = cashList(order).map((one) => [
		text(order.message_id),
		text(one.reference_number),
		number(one.number),
		text(one.organisation_name),
		text(one.name),
		text(one.iban),
		cents(one.amount_cents),
		day(order.execution_on),
		text(one.end_to_end_id)
	]);
	if (format === 'csv') {
		const dialect = { separator: ';', decimal: ',' } as const;
		const lines = [head.map(text), ...rows].map((row) => csvLine(row, dialect));
		return new TextEncoder().encode(BYTE_ORDER_MARK + lines.join(''));
	}
	const { xlsxOf } = await import('$lib/server/exports/xlsx');
	return new Uint8Array(await xlsxOf(order.message_id, head, rows));
}

const listHead = [
	m.run_message_id,
	m.column_reference,
	m.payout_number_column,
	m.export_organisation,
	m.account_holder,
	m.account_iban,
	m.payout_amount,
	m.run_execution,
	m.run_end_to_end
];
