import { problemCodes } from '../application/problem';
import type { Receipt } from '../application/receipt';
import { states } from '../application/states';
import type { FieldValue } from '../draft/fields';
import { failureCodes } from '../failure/failure';
import type { Application, ApplicationList, Saved, Withdrawn } from './applications';
import type { ApiError } from './error';
import {
	either,
	finite,
	flag,
	list,
	misread,
	nullable,
	object,
	oneOf,
	optional,
	record,
	text,
	whole,
	type Reader
} from './reader';
import type { CodeAnswer, SessionAnswer, VerifyAnswer } from './session';

/** What the server answers, as the device reads it. Each reader takes and gives what the schema of its type does. */
const state = oneOf(...states);
const revision: Reader<number> = (value) => {
	const known = whole(value);
	return known !== misread && known < 0 ? misread : known;
};
const fieldValue: Reader<FieldValue> = either(either(text, flag), either(finite, list(text)));

export const readReceipt: Reader<Receipt> = object<Receipt>({
	application_id: text,
	reference_number: text,
	received_at: text,
	sha256: text,
	is_late: flag,
	state: text,
	round: text
});

export const readSaved = object<Saved>({ revision, state });

export const readApplicationList = object<ApplicationList>({
	applications: list(
		object<ApplicationList['applications'][number]>({
			id: text,
			round: text,
			title: nullable(text),
			state,
			revision,
			updated_at: text,
			receipt: nullable(readReceipt)
		})
	)
});

export const readApplication = object<Application>({
	id: text,
	round: text,
	revision,
	state,
	fields: record(fieldValue),
	schema_version: whole,
	receipt: nullable(readReceipt),
	events: list(object<Application['events'][number]>({ to: state, at: text, public_reason: nullable(text) })),
	decision: nullable(
		object<NonNullable<Application['decision']>>({
			outcome: oneOf('approved', 'waitlisted', 'rejected'),
			amount_cents: nullable(whole),
			conditions: nullable(text)
		})
	)
});

export const readWithdrawn = object<Withdrawn>({ state });

export const readCodeAnswer = object<CodeAnswer>({ ok: oneOf(true) });
export const readVerifyAnswer = object<VerifyAnswer>({ email: text });
export const readSession = object<SessionAnswer>({ email: nullable(text) });

const params = optional(record(either(text, finite)));

export const readError = object<ApiError>({
	code: oneOf(...failureCodes),
	params,
	problems: optional(list(object<Problem>({ path: text, code: oneOf(...problemCodes), params })))
});

type Problem = NonNullable<ApiError['problems']>[number];
