import { describe, expect, it } from 'vitest';
import { completeFields } from '../application/application.sample';
import { problemsOf } from '../application/problems';
import { sampleRound } from '../round/round.sample';
import { applicationSchema, saveBodySchema, submitBodySchema } from './applications';
import { errorSchema } from './error';
import { codeRequestSchema, verifyRequestSchema } from './session';

const save = { round: 'kofei-2027', base_revision: 0, changes: completeFields, schema_version: 1 };
const accepts = (changes: unknown) => saveBodySchema.safeParse({ ...save, changes }).success;

describe('what the server takes', () => {
	it('takes a draft, half a draft, removals and texts that were not understood', () => {
		expect(saveBodySchema.parse(save)).toEqual(save);
		expect(accepts({})).toBe(true);
		expect(accepts({ need: null, requested_cents: 'etwa 500', participants: '12,5' })).toBe(true);
		expect(accepts({ 'answers.a1b2c3d4': 'Ja.', 'answers.a1b2c3d5': null })).toBe(true);
		// As the screen and the database count it.
		expect(accepts({ 'answers.a1b2c3d4': '🎈'.repeat(2000) })).toBe(true);
	});

	it('takes the application a new one was copied from, and nothing that is none', () => {
		const copied_from = '0b1c2d3e-0000-4000-8000-000000000001';
		expect(saveBodySchema.safeParse({ ...save, copied_from }).success).toBe(true);
		expect(saveBodySchema.safeParse({ ...save, copied_from: null }).success).toBe(true);
		expect(saveBodySchema.safeParse({ ...save, copied_from: 'mine' }).success).toBe(false);
	});

	it('refuses unknown paths, foreign shapes and what the database could not hold', () => {
		for (const changes of [
			{ state: 'approved' },
			{ owner_id: 'x' },
			{ need: { deep: true } },
			{ need: undefined },
			{ need: NaN },
			{ need: 'a\u0000' },
			{ need: '\ud83d' },
			{ need: 'x'.repeat(20_001) },
			{ project_areas: Array.from({ length: 51 }, () => 'encounter') },
			{ project_areas: ['x'.repeat(101)] },
			{ 'answers.a1b2c3d4': 'x'.repeat(2001) },
			{ 'answers.a1b2c3d4': 5 },
			Object.fromEntries(
				Array.from({ length: 1001 }, (_, at) => [`cost_lines.${String(at).padStart(8, '0')}.label`, 'x'])
			),
			[],
			null
		]) {
			expect(accepts(changes)).toBe(false);
		}
	});

	it('never lets a prototype through', () => {
		const parsed = saveBodySchema.safeParse(
			JSON.parse(`{"round":"r","base_revision":0,"schema_version":1,"changes":{"__proto__":{"need":"x"}}}`)
		);
		expect(parsed.success ? Object.keys(parsed.data.changes) : []).toEqual([]);
	});

	it('wants a key, a revision and a real moment to send', () => {
		const body = {
			key: '0b1c2d3e-0000-4000-8000-000000000001',
			revision: 3,
			prepared_at: '2027-02-15T22:00:00.000Z'
		};
		expect(submitBodySchema.safeParse(body).success).toBe(true);
		for (const broken of [
			{ key: '' },
			{ key: "'" },
			{ revision: -1 },
			{ revision: 1.5 },
			{ prepared_at: '2027-02-31T22:00:00Z' }
		]) {
			expect(submitBodySchema.safeParse({ ...body, ...broken }).success).toBe(false);
		}
	});

	it('signs in with an address and six digits', () => {
		expect(codeRequestSchema.safeParse({ email: 'a@b.de', locale: 'de' }).success).toBe(true);
		expect(codeRequestSchema.safeParse({ email: 'a@b.de\nbcc: c@d.de', locale: 'de' }).success).toBe(false);
		expect(verifyRequestSchema.safeParse({ email: 'a@b.de', code: '123456' }).success).toBe(true);
		expect(verifyRequestSchema.safeParse({ email: 'a@b.de', code: '12345a' }).success).toBe(false);
	});
});

describe('what the server answers', () => {
	const application = {
		id: 'a',
		round: 'kofei-2027',
		revision: 1,
		state: 'clarification',
		fields: {},
		schema_version: 2,
		receipt: null,
		events: [],
		decision: null
	};

	it('stays readable without the keys that came later', () => {
		expect(applicationSchema.parse(application)).toEqual({
			...application,
			clarification: null,
			answered: null,
			files: [],
			unread: 0
		});
	});

	it('says what the office waits for, in kinds it knows', () => {
		const clarification = {
			id: 'c',
			asked_at: '2027-03-01T10:00:00Z',
			due_on: '2027-03-15',
			items: [{ kind: 'question', id: 'a1b2c3d4', note: 'Wer spült?' }],
			message: 'Eine Frage noch.',
			message_language: 'de',
			message_de: null
		};
		expect(applicationSchema.parse({ ...application, clarification }).clarification).toEqual(clarification);
		const unknown = { ...clarification, items: [{ kind: 'dance', note: '' }] };
		expect(applicationSchema.safeParse({ ...application, clarification: unknown }).success).toBe(false);
	});

	it('carries problems as core knows them', () => {
		const problems = problemsOf({}, sampleRound).map(({ path, code, params }) => ({ path, code, params }));
		expect(errorSchema.parse({ code: 'application_incomplete', problems })).toEqual({
			code: 'application_incomplete',
			problems
		});
		expect(errorSchema.safeParse({ code: '<html>' }).success).toBe(false);
	});
});
