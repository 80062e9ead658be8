const tooLong = 'Viel zu lang. '.repeat(2500);
/** An id that belongs to nothing any more. */
const gone = '00000000-0000-4000-8000-000000000000';
const otherLetter = '0'.repeat(64);
/** A form of the office that is refused, and how. */
export type Refused = {
	/** What the form is called in its page: its superform id, how that begins (…-), or a field of it (#…). */
	readonly form: string;
	/** What is written into it, by id or name; a choice by its value. What is posted unseen (`seen`, `letter`) as if the page were old. */
	readonly write?: Readonly<Record<string, string>>;
	/** What keys type into it, by id: a day there is not can be typed, and not written. */
	readonly type?: Readonly<Record<string, string>>;
	/** What its action is called; how `form` begins unless told. */
	readonly action?: string;
	/** Which of its buttons, by value or by place; the last one unless told. */
	readonly press?: string | 0;
	/** Ids of the fields that complain, without those of what they are about; undefined for some of many. */
	readonly complains?: readonly string[];
	/** Refused as a whole, with a link to the form: no field is wrong. */
	readonly isWhole?: true;
};

/** Of a round, by what follows its address. */
export const ofRound: Readonly<Record<string, readonly Refused[]>> = {
	'/terms': [
		{
			form: '#round-person',
			action: 'default',
			write: { total_budget_cents: 'viel' },
			complains: ['round-total_budget_cents']
		},
		{ form: '#round-person', action: 'default', write: { person: tooLong }, complains: ['round-person'] }
	],
	'/texts?language=tr': [
		{ form: 'texts-tr', action: 'default', write: { title: tooLong }, complains: ['text-title'] }
	],
	'/grants': [
		{
			form: '#round-delivery_days',
			action: 'default',
			write: { delivery_days: 'bald' },
			complains: ['round-delivery_days']
		}
	],
	'/letters': [
		{
			form: 'template-receipt',
			action: 'default',
			write: { 'receipt-explanation-0': '' },
			complains: ['receipt-explanation-0']
		},
		{
			form: 'template-rejected',
			action: 'default',
			write: { 'rejected-text-0': '{{nichts_davon}}' },
			complains: ['rejected-text-0']
		}
	],
	'/lists/areas': [
		{ form: '#label-0-0', action: 'default', write: { 'label-0-0': '' }, complains: ['label-0-0'] }
	],
	'/lists/cost_categories': [
		{ form: '#cap-0', action: 'default', write: { 'cap-0': 'viel' }, complains: ['cap-0'] }
	]
};
/** Of the administration, by address. */
export const ofManager: Readonly<Record<string, readonly Refused[]>> = {
	'/staff/retention': [
		{ form: 'hold', complains: ['hold-case', 'hold-reason'] },
		{ form: 'hold', write: { case: 'KOFEI-0000-0000', reason: 'Klage' }, complains: ['hold-case'] },
		{ form: 'period-draft', write: { days: 'bald' }, complains: ['period-draft'] }
	],
	'/staff/barriers': [
		{
			form: 'video',
			write: { video: 'javascript:1', transcript: 'dort' },
			complains: ['video', 'transcript']
		}
	],
	'/staff/rounds': [
		{ form: '#copy-slug', action: 'copy', write: { slug: 'ein jahr' }, complains: ['copy-slug'] }
	],
	'/staff/people': [
		{
			form: '#invite-email',
			action: 'invite',
			write: { email: 'niemand' },
			complains: ['invite-email', 'roles']
		}
	]
};
/** Of the only person who has this role. */
export const ofLastAdmin: readonly Refused[] = [{ form: 'roles', press: 0, isWhole: true }];
/** Of a copy that is still in preparation. */
export const ofCopy: readonly Refused[] = [
	{ form: 'delete', isWhole: true },
	{ form: 'step', write: { revision: '0' }, isWhole: true }
];
export const ofSignIn: readonly [send: Refused, verify: Refused] = [
	{ form: 'sign-in', action: 'send', write: { email: 'niemand' }, complains: ['email'] },
	{ form: 'sign-in', action: 'verify', write: { code: '12' }, complains: ['code'] }
];
export const ofPerson: readonly Refused[] = [
	{ form: 'name', write: { name: tooLong }, complains: ['person-name'] }
];
export const ofQueue: readonly Refused[] = [
	{ form: 'save', write: { name: tooLong }, complains: ['save-name'] },
	{ form: 'assign', complains: ['chosen'] }
];
/** By the view of the list and a form that the case is to have. */
export const ofCases: readonly {
	readonly view: string;
	readonly at?: string;
	readonly forms: readonly Refused[];
}[] = [
	{
		view: 'check',
		forms: [
			{ form: 'check', press: 'sign' },
			{ form: 'check', press: 'save', write: { 'check-note': tooLong }, complains: ['check-note'] },
			{ form: 'ask', press: 'send', write: { message: '' }, complains: ['ask-message'] },
			{
				form: 'ask',
				press: 'send',
				write: { 'ask-question-0': 'Wie viele?', due_on: '' },
				complains: ['ask-due']
			},
			{ form: 'ask', press: 'send', type: { 'ask-due': '31022027' }, complains: ['ask-due'] },
			{ form: 'note', complains: ['note-text'] },
			{ form: 'conflict', complains: ['conflict-reason'] },
			{ form: 'message', write: { text: tooLong }, complains: ['message-text'] }
		]
	},
	{
		view: 'assess',
		forms: [
			{ form: 'review', press: 'submit' },
			{ form: 'review', press: 'save', write: { recommended: 'viel' }, complains: ['review-recommended'] },
			{ form: 'reviewer-remove', action: 'remove_reviewer', complains: ['reviewer-remove-reason'] },
			{ form: 'step-formal_check', complains: ['reason-formal_check'] },
			{ form: 'step-decision', write: { seen: '0' }, isWhole: true }
		]
	},
	{
		view: 'decide',
		forms: [
			{ form: 'proposal', action: 'propose', complains: ['decision-outcome'] },
			{
				form: 'proposal',
				action: 'propose',
				write: { outcome: 'approved', amount: 'viel', conditions: tooLong },
				complains: ['decision-conditions']
			},
			{
				form: 'proposal',
				action: 'propose',
				write: { conditions: '', 'cut-0': '1' },
				complains: ['cut-reason-0']
			},
			{
				form: 'proposal',
				action: 'propose',
				write: { 'cut-reason-0': 'Zu teuer' },
				complains: ['decision-amount']
			},
			{ form: 'step-assessment', complains: ['reason-assessment'] }
		]
	},
	{
		view: 'decide',
		forms: [
			{ form: 'discard', complains: ['discard-reason'] },
			{ form: 'countersign', write: { letter: '0'.repeat(64) }, isWhole: true }
		]
	},
	{
		view: 'decided',
		at: '/grant',
		forms: [
			{ form: 'propose_change-', complains: ['propose_change--choice'] },
			{ form: 'bounce-', complains: ['bounce--on', 'bounce--reason'] },
			{
				form: 'claim-',
				complains: ['claim--choice', 'claim--amount', 'claim--reason', 'claim--on']
			},
			{ form: 'return-', complains: ['return--amount'] },
			{ form: 'return-', write: { amount: '1', excess: '2' }, complains: ['return--reason'] },
			{ form: 'revoke-', complains: ['revoke--amount', 'revoke--reason'] }
		]
	},
	{
		view: 'decided',
		at: '/grant',
		forms: [{ form: 'account-', complains: ['account--choice', 'account--reason'] }]
	}
];

/** Of a grant and of its money; each is there at one moment of its life only. */
export const ofMoney = {
	requested: [
		{ form: 'refuse-', complains: ['refuse--reason'] },
		{ form: 'release-', write: { seen: 'paid' }, isWhole: true }
	],
	bounced: [
		{ form: 'confirm_bounce-', write: { subject: gone }, isWhole: true },
		{ form: 'discard_bounce-', write: { subject: gone }, isWhole: true }
	],
	changed: [
		{ form: 'countersign_change-', write: { seen: otherLetter }, isWhole: true },
		{ form: 'discard_change-', write: { subject: gone }, isWhole: true }
	],
	claimed: [
		{ form: 'countersign_recovery-', write: { seen: otherLetter }, isWhole: true },
		{ form: 'discard_recovery-', write: { subject: gone }, isWhole: true }
	],
	owed: [{ form: 'waive-', complains: ['waive--amount', 'waive--reason'] }],
	returned: [
		{ form: 'confirm_return-', write: { subject: gone }, isWhole: true },
		{ form: 'discard_return-', write: { subject: gone }, isWhole: true }
	],
	settled: [{ form: 'correct-', complains: ['correct--reason'] }],
	ruled: [
		{ form: 'countersign_ruling-', write: { subject: gone }, isWhole: true },
		{ form: 'discard_ruling-', write: { subject: gone }, isWhole: true }
	]
} as const satisfies Readonly<Record<string, readonly Refused[]>>;

export const ofPayments = {
	entered: [{ form: 'confirm_payer', write: { seen: gone }, isWhole: true }],
	ready: [
		{ form: 'order', write: { on: '' }, complains: ['order-on'] },
		{ form: 'order', type: { 'order-on': '31022027' }, complains: ['order-on'] }
	],
	ordered: [
		{ form: 'settle-', write: { on: '' }, complains: ['settle--on'] },
		{ form: 'discard_run-', write: { subject: gone }, isWhole: true }
	],
	disturbed: [{ form: 'confirm_run-', complains: ['confirm_run--reason'] }]
} as const satisfies Readonly<Record<string, readonly Refused[]>>;

/** Of the check of a proof with one receipt. */
export const ofProof = {
	open: [
		{ form: 'accept-', write: { subject: 'zzzzzzzz' }, isWhole: true },
		{ form: 'cut-', write: { amount: '' }, complains: ['cut-rrrrrrr1-amount', 'cut-rrrrrrr1-reason'] },
		{ form: 'scope-', write: { choice: '' }, complains: ['scope--choice'] },
		{ form: 'ask', complains: ['ask-chosen'] }
	],
	judged: [
		{ form: 'reopen-', write: { subject: 'zzzzzzzz' }, isWhole: true },
		{ form: 'sign-', complains: ['sign--reason', 'sign--on'] }
	],
	signed: [{ form: 'countersign-', write: { subject: otherLetter }, isWhole: true }]
} as const satisfies Readonly<Record<string, readonly Refused[]>>;

/** What is driven into error by the page of its action, below `src/routes/staff`. */
export const driven: readonly { readonly page: string; readonly forms: readonly Refused[] }[] = [
	{ page: '(desk)', forms: ofQueue },
	...Object.entries(ofManager).map(([address, forms]) => ({
		page: address.replace('/staff', '(desk)'),
		forms
	})),
	...Object.entries(ofRound).map(([part, forms]) => ({
		page: `(desk)/rounds/[id=uuid]${part.split('?')[0]}`.replace(/lists\/\w+/, 'lists/[list=round_list]'),
		forms
	})),
	{ page: '(desk)/rounds/[id=uuid]', forms: ofCopy },
	{ page: '(desk)/people/[id=uuid]', forms: [...ofPerson, ...ofLastAdmin] },
	...ofCases.map(({ at = '', forms }) => ({ page: `(desk)/applications/[id]${at}`, forms })),
	{ page: '(desk)/applications/[id]/grant', forms: Object.values(ofMoney).flat() },
	{ page: '(desk)/applications/[id]/proof', forms: Object.values(ofProof).flat() },
	{ page: '(desk)/payments', forms: Object.values(ofPayments).flat() },
	{ page: 'sign-in', forms: ofSignIn },
	{ page: 'second-factor', forms: [{ form: '#code', action: 'confirm' }] }
];

const asked = 'one click without a word; the page of errors answers for what is gone';
const moments = 'its moment is not part of the journey yet';
const unfinished = 'needs a claim that is months old, or a payment that was never fetched';
/** Actions that nobody drives into error, and why. */
export const notDriven: Readonly<Record<string, string>> = {
	'(desk): forget': asked,
	'(desk)/audit: verify': 'reads only',
	'(desk)/barriers: settle': asked,
	'(desk)/devices: end': asked,
	'(desk)/devices: everywhere': asked,
	'(desk)/people: revoke': asked,
	'(desk)/people/[id=uuid]: sign_out': asked,
	'(desk)/people/[id=uuid]: reset_factor': asked,
	'(desk)/people/[id=uuid]: deactivate': 'the form of the roles, with another button',
	'(desk)/applications/[id]: assign': 'a choice of people who are there',
	'(desk)/applications/[id]: read': asked,
	'(desk)/applications/[id]: mail_again': asked,
	'(desk)/applications/[id]: mail_told': asked,
	'(desk)/applications/[id]: ask_reviewer': 'a choice of people who are there',
	'(desk)/applications/[id]: own_name': moments,
	'(desk)/applications/[id]: keep': moments,
	'(desk)/retention: lift': moments,
	'(desk)/applications/[id]/grant: waive_interest': unfinished,
	'(desk)/applications/[id]/grant: lapse': unfinished,
	'(desk)/applications/[id]/grant: own_name': 'the form of the case',
	'(desk)/applications/[id]/proof: accept_rest': asked,
	'(desk)/applications/[id]/proof: own_name': 'the form of the case',
	'(desk)/applications/[id]/proof: unsign': asked,
	'(desk)/applications/[id]/proof: end_query': asked,
	'second-factor: keep': 'hands on what was posted elsewhere',
	'second-factor: begin': asked,
	'sign-in: keep': 'hands on what was posted elsewhere',
	'sign-in: hand_back': asked,
	'sign-in: sign_out': asked
};

export const actionOf = ({ form, action }: Refused): string => action ?? form.split('-')[0] ?? form;
