import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { problemCodes } from '../application/problem';
import { receiptSchema } from '../application/receipt';
import { states } from '../application/states';
import { failureCodes } from '../failure/failure';
import {
	readApplication,
	readApplicationList,
	readCodeAnswer,
	readError,
	readFileProgress,
	readReceipt,
	readSaved,
	readSession,
	readVerifyAnswer,
	readWithdrawn
} from './answers';
import { applicationListSchema, applicationSchema, savedSchema, withdrawnSchema } from './applications';
import { correspondenceSchema, openedLetterSchema } from './correspondence';
import { readCorrespondence, readOpenedLetter } from './correspondence-answers';
import { errorSchema } from './error';
import { fileProgressSchema } from './files';
import { explainedIn, letterKinds } from '../letter/template';
import { invitedSchema, peopleSchema } from './people';
import { readInvited, readPeople } from './people-answers';
import { misread, type Reader } from './reader';
import { codeAnswerSchema, sessionSchema, verifyAnswerSchema } from './session';

beforeAll(() => void z.config({ jitless: true }));

const state = fc.constantFrom(...states);
const nullOr = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const key = fc.oneof(
	fc.string({ maxLength: 8 }),
	fc.constantFrom('__proto__', 'constructor', 'toString', 'need', 'cost_lines.aaaaaaaa.label')
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const value = fc.oneof(fc.string(), number, fc.boolean(), fc.array(fc.string(), { maxLength: 3 }));
const params = fc.dictionary(key, fc.oneof(fc.string(), number), { maxKeys: 3 });
const revision = fc.nat();

const receipt = fc.record({
	application_id: fc.string(),
	reference_number: fc.string(),
	received_at: fc.string(),
	sha256: fc.string(),
	is_late: fc.boolean(),
	state: fc.string(),
	round: fc.string()
});
const may = fc.constantFrom('send', 'write', 'read');
const listed = fc.record({
	id: fc.string(),
	round: fc.string(),
	title: nullOr(fc.string()),
	state,
	revision,
	updated_at: fc.string(),
	receipt: nullOr(receipt),
	may
});
const note = fc.string();
const item = fc.oneof(
	fc.record({ kind: fc.constant('section'), section: fc.string(), note }),
	fc.record({ kind: fc.constant('document'), document: fc.string(), note }),
	fc.record({ kind: fc.constant('question'), id: fc.string(), note }),
	fc.record({ kind: fc.constant('translation'), path: fc.string(), note })
);
const clarification = fc.record({
	id: fc.string(),
	asked_at: fc.string(),
	due_on: fc.string(),
	items: fc.array(item, { maxLength: 3 }),
	message: fc.string(),
	message_language: fc.string(),
	message_de: nullOr(fc.string())
});
const file = fc.record({
	id: fc.string(),
	document: fc.string(),
	name: fc.string(),
	size: fc.nat(),
	sha256: fc.string(),
	media_type: nullOr(fc.string()),
	language: nullOr(fc.string()),
	received_bytes: fc.nat(),
	is_complete: fc.boolean(),
	at: fc.string()
});
const application = fc.record({
	id: fc.string(),
	round: fc.string(),
	revision,
	state,
	fields: fc.dictionary(key, value, { maxKeys: 5 }),
	schema_version: fc.integer(),
	receipt: nullOr(receipt),
	may,
	clarification: nullOr(clarification),
	answered: nullOr(
		fc.record({
			clarification_id: fc.string(),
			version: fc.integer(),
			received_at: fc.string(),
			sha256: fc.string(),
			is_late: fc.boolean()
		})
	),
	files: fc.array(file, { maxLength: 2 }),
	events: fc.array(fc.record({ to: state, at: fc.string(), public_reason: nullOr(fc.string()) }), {
		maxLength: 3
	}),
	decision: nullOr(
		fc.record({
			outcome: fc.constantFrom('approved', 'waitlisted', 'rejected'),
			amount_cents: nullOr(fc.integer()),
			conditions: nullOr(fc.string())
		})
	)
});
const problem = fc.record(
	{ path: fc.string(), code: fc.constantFrom(...problemCodes), params },
	{ requiredKeys: ['path', 'code'] }
);
const error = fc.record(
	{ code: fc.constantFrom(...failureCodes), params, problems: fc.array(problem, { maxLength: 3 }) },
	{ requiredKeys: ['code'] }
);

const instant = fc
	.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') })
	.map((date) => date.toISOString());
const people = fc.record({
	me: may,
	people: fc.array(
		fc.record({
			id: fc.string(),
			email: fc.string(),
			role: fc.constantFrom('owner', 'editor', 'reader', 'helper'),
			until: nullOr(fc.string()),
			is_me: fc.boolean(),
			state: fc.constantFrom('active', 'invited')
		}),
		{ maxLength: 3 }
	),
	removed: fc.option(
		fc.array(fc.record({ at: instant, email: fc.option(fc.string()), document: fc.string() }), {
			maxLength: 3
		}),
		{ nil: undefined }
	),
	changes: fc.array(
		fc.record({ at: instant, email: nullOr(fc.string()), paths: fc.array(fc.string(), { maxLength: 2 }) }),
		{ maxLength: 3 }
	)
});

const correspondence = fc.record({
	letters: fc.array(
		fc.record({
			id: fc.string(),
			kind: fc.constantFrom(...letterKinds),
			written_at: instant,
			is_opened: fc.boolean()
		}),
		{ maxLength: 2 }
	),
	earlier: fc.array(
		fc
			.tuple(
				clarification,
				fc.record({
					answered_at: nullOr(fc.string()),
					answers: fc.array(fc.record({ id: fc.string(), text: fc.string() }), { maxLength: 2 })
				})
			)
			.map(([asked, answered]) => ({ ...asked, ...answered })),
		{ maxLength: 2 }
	),
	may_write: fc.boolean(),
	messages: fc.array(
		fc.record({
			id: fc.string(),
			is_from_office: fc.boolean(),
			is_mine: fc.boolean(),
			written_at: instant,
			text: fc.string(),
			is_read: fc.boolean(),
			files: fc.array(fc.record({ id: fc.string(), name: fc.string(), size: number }), { maxLength: 2 })
		}),
		{ maxLength: 2 }
	)
});
const letter = fc.record({
	subject: fc.string(),
	blocks: fc.array(fc.record({ heading: fc.string(), text: fc.string() }), { maxLength: 2 }),
	explanation: fc.record({ locale: fc.constantFrom(...explainedIn), text: fc.string() })
});

type Case = readonly [string, Reader<unknown>, z.ZodMiniType, fc.Arbitrary<unknown>];
const cases: readonly Case[] = [
	['a receipt', readReceipt, receiptSchema, receipt],
	['a saved draft', readSaved, savedSchema, fc.record({ revision, state })],
	[
		'a list of applications',
		readApplicationList,
		applicationListSchema,
		fc.record(
			{
				applications: fc.array(listed, { maxLength: 3 }),
				restores: fc.array(fc.record({ from: fc.string(), until: fc.string() }), { maxLength: 2 })
			},
			{ requiredKeys: ['applications'] }
		)
	],
	['an application', readApplication, applicationSchema, application],
	[
		'the progress of a file',
		readFileProgress,
		fileProgressSchema,
		fc.record({ received_bytes: fc.nat(), is_complete: fc.boolean() })
	],
	['a withdrawal', readWithdrawn, withdrawnSchema, fc.record({ state })],
	['an "ok"', readCodeAnswer, codeAnswerSchema, fc.constant({ ok: true })],
	[
		'a code that was right',
		readVerifyAnswer,
		verifyAnswerSchema,
		fc.record({ email: fc.string(), locale: nullOr(fc.string()) })
	],
	['a session', readSession, sessionSchema, fc.record({ email: nullOr(fc.string()) })],
	['a refusal', readError, errorSchema, error],
	['the people of an application', readPeople, peopleSchema, people],
	['letters and messages', readCorrespondence, correspondenceSchema, correspondence],
	['a letter in words', readOpenedLetter, openedLetterSchema, letter],
	['an invitation', readInvited, invitedSchema, fc.record({ ok: fc.constant(true), is_mailed: fc.boolean() })]
];

describe.each(cases)('the reader of %s', (_, read, schema, answer) => {
	const both = (body: unknown) => {
		const parsed = schema.safeParse(body);
		return [read(body), parsed.success ? parsed.data : misread];
	};

	it('gives what the schema gives, of every good answer and with strangers in it', () => {
		fc.assert(
			fc.property(travelled(answer), fc.dictionary(key, fc.jsonValue()), (good, strangers) => {
				const [known, parsed] = both({ ...strangers, ...Object(good) });
				expect(known).not.toBe(misread);
				expect(known).toEqual(parsed);
			})
		);
	});

	it('takes and refuses what the schema does when anything in the answer is another thing', () => {
		fc.assert(
			fc.property(travelled(answer), fc.infiniteStream(fc.nat()), foreign, (good, turns, other) => {
				const [known, parsed] = both(damaged(good, turns, other));
				expect(known).toEqual(parsed);
			}),
			{ numRuns: 1000 }
		);
	});

	it('takes and refuses what the schema does of anything at all', () => {
		fc.assert(
			fc.property(fc.oneof(foreign, fc.jsonValue()), (body) => {
				const [known, parsed] = both(body);
				expect(known).toEqual(parsed);
			})
		);
	});
});

describe('a reader', () => {
	it('sets nothing under the name of a prototype', () => {
		const body = JSON.parse(
			`{"code":"not_found","params":{"__proto__":{"isAdmin":true},"n":1},"__proto__":{"problems":[]}}`
		);
		expect(readError(body)).toEqual({ code: 'not_found', params: { n: 1 } });
	});
});

/** As it comes over the line: no `-0`, and `__proto__` is a key like any other. */
function travelled(arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	return arbitrary.map((body) => JSON.parse(JSON.stringify(body)));
}

/** What other versions, portals and attackers might put in the place of anything. */
const foreign: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(
		undefined,
		null,
		true,
		false,
		'',
		'draft',
		'constructor',
		0,
		-0,
		-1,
		1.5,
		-0.5,
		2 ** 53,
		-(2 ** 53),
		1e300,
		NaN,
		Infinity
	),
	fc.constantFrom<unknown>({}, [], [[]], [null], { length: 0 }, JSON.parse('{"__proto__":{"x":[{}]}}')),
	fc.string(),
	fc.double()
);

/** The same answer with one thing in it replaced, or left out where `other` is undefined; `turns` leads the way there. */
function damaged(body: unknown, turns: Iterator<number>, other: unknown): unknown {
	const isBranch = typeof body === 'object' && body !== null && Object.keys(body).length > 0;
	if (!isBranch || Number(turns.next().value) % 4 === 0) return other;
	const keys = Object.keys(body);
	const at = keys[Number(turns.next().value) % keys.length] ?? '';
	const part = damaged(Reflect.get(body, at), turns, other);
	if (Array.isArray(body)) return body.with(Number(at), part);
	const rest = Object.entries(body).filter(([key]) => key !== at);
	return Object.fromEntries(part === undefined ? rest : [...rest, [at, part]]);
}
