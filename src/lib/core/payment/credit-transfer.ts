/** One order to the bank, as `payment_order` in SQL tells it: the same answer for ever, but for what came back. */
export interface PaymentOrder {
	readonly message_id: string;
	readonly created_at: string;
	readonly execution_on: string;
	readonly payer: { readonly name: string; readonly iban: string; readonly bic: string | null };
	readonly sum_cents: number;
	readonly transfers: readonly {
		readonly end_to_end_id: string;
		readonly amount_cents: number;
		readonly name: string;
		readonly iban: string;
		readonly reference_number: string;
		readonly number: number;
		readonly organisation_name: string | null;
		/** The money came back on this day. */
		readonly bounced_on: string | null;
	}[];
}

/**
 * SEPA credit transfer initiation, pain.001.001.09, in the subset of the EPC (Customer-to-PSP guidelines): one debit account,
 * euros, one day, charges shared. Made of the order alone, without clock and chance, so that the same order is the same file.
 */
export function creditTransferFile(order: PaymentOrder): string {
	const { payer, transfers } = order;
	const totals = element('NbOfTxs', String(transfers.length)) + element('CtrlSum', euros(order.sum_cents));
	const header = element(
		'GrpHdr',
		element('MsgId', order.message_id) +
			element('CreDtTm', order.created_at) +
			totals +
			element('InitgPty', element('Nm', name(payer.name)))
	);
	const payment = element(
		'PmtInf',
		element('PmtInfId', order.message_id) +
			element('PmtMtd', 'TRF') +
			element('BtchBookg', 'true') +
			totals +
			element('PmtTpInf', element('SvcLvl', element('Cd', 'SEPA'))) +
			element('ReqdExctnDt', element('Dt', order.execution_on)) +
			element('Dbtr', element('Nm', name(payer.name))) +
			element('DbtrAcct', account(payer.iban)) +
			element('DbtrAgt', element('FinInstnId', bank(payer.bic))) +
			element('ChrgBr', 'SLEV') +
			transfers.map(transfer).join('')
	);
	return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">${element('CstmrCdtTrfInitn', header + payment)}</Document>\n`;
}

function transfer({ end_to_end_id, amount_cents, ...to }: PaymentOrder['transfers'][number]): string {
	return element(
		'CdtTrfTxInf',
		element('PmtId', element('EndToEndId', end_to_end_id)) +
			element('Amt', `<InstdAmt Ccy="EUR">${euros(amount_cents)}</InstdAmt>`) +
			element('Cdtr', element('Nm', name(to.name))) +
			element('CdtrAcct', account(to.iban)) +
			element('RmtInf', element('Ustrd', `Zuwendung ${to.reference_number}, Zahlung ${String(to.number)}`))
	);
}

function account(iban: string): string {
	return element('Id', element('IBAN', iban));
}

function bank(bic: string | null): string {
	return bic === null ? element('Othr', element('Id', 'NOTPROVIDED')) : element('BICFI', bic);
}

/** By digits, not by division: cents stay exact. */
function euros(cents: number): string {
	const digits = String(cents).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Only tags of our own and texts that `latin` has gone over stand inside. */
function element(tag: string, content: string): string {
	return `<${tag}>${content}</${tag}>`;
}

const LONGEST_NAME = 70;

function name(text: string): string {
	return latin(text).slice(0, LONGEST_NAME).trim() || 'NOTPROVIDED';
}

const LETTERS: Readonly<Record<string, string>> = {
	ä: 'ae',
	ö: 'oe',
	ü: 'ue',
	Ä: 'Ae',
	Ö: 'Oe',
	Ü: 'Ue',
	ß: 'ss',
	ẞ: 'SS',
	æ: 'ae',
	Æ: 'Ae',
	œ: 'oe',
	Œ: 'Oe',
	ð: 'd',
	Ð: 'D',
	þ: 'th',
	Þ: 'Th',
	ə: 'e',
	Ə: 'E',
	ı: 'i',
	ł: 'l',
	Ł: 'L',
	ø: 'o',
	Ø: 'O',
	đ: 'd',
	Đ: 'D',
	'&': '+',
	// Of African languages, as in names from Ghana, Senegal, Nigeria or Cameroon.
	Ɓ: 'B',
	ɓ: 'b',
	Ɖ: 'D',
	ɖ: 'd',
	Ɗ: 'D',
	ɗ: 'd',
	Ɛ: 'E',
	ɛ: 'e',
	Ǝ: 'E',
	ǝ: 'e',
	Ƒ: 'F',
	ƒ: 'f',
	Ɣ: 'Gh',
	ɣ: 'gh',
	Ɩ: 'I',
	ɩ: 'i',
	Ɨ: 'I',
	ɨ: 'i',
	Ƙ: 'K',
	ƙ: 'k',
	Ŋ: 'Ng',
	ŋ: 'ng',
	Ɲ: 'Ny',
	ɲ: 'ny',
	Ɔ: 'O',
	ɔ: 'o',
	Ƥ: 'P',
	ƥ: 'p',
	Ʃ: 'Sh',
	ʃ: 'sh',
	Ƭ: 'T',
	ƭ: 't',
	Ʋ: 'V',
	ʋ: 'v',
	Ʊ: 'U',
	ʊ: 'u',
	Ʉ: 'U',
	ʉ: 'u',
	Ƴ: 'Y',
	ƴ: 'y',
	Ʒ: 'Zh',
	ʒ: 'zh',
	Ħ: 'H',
	ħ: 'h',
	Ŧ: 'T',
	ŧ: 't'
};

function unmarked(sign: string): string {
	const bare = sign.normalize('NFD').replace(/\p{M}/gu, '');
	return LETTERS[bare] ?? bare;
}

/**
 * What every bank in SEPA takes (EPC217-08): Latin letters, digits and a few signs. Marks on letters go, German letters are
 * written out, everything else becomes a blank; so nothing of XML is left to be escaped.
 */
export function latin(text: string): string {
	return [...text.normalize('NFC')]
		.map((sign) => LETTERS[sign] ?? unmarked(sign))
		.join('')
		.replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ')
		.replace(/ {2,}/g, ' ')
		.replace(/^[\s/]+|[\s/]+$/g, '');
}
