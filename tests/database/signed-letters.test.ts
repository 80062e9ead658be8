import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyRound, inTime, readyForDecision } from './support/applications.ts';
import { type Person, refusalOf, type Row, TestDatabase } from './support/database.ts';
import { accepted, notifyChange, type Office, office, setPayer } from './support/grants.ts';
import { one } from './support/people.ts';
import { signFirst } from './support/signatures.ts';
import { cut, judge, paidGrant, sentProof, signCheck, whole } from './support/proofs.ts';

let database: TestDatabase;
let people: Office;
let round: { id: string; slug: string };

beforeAll(async () => {
	database = await TestDatabase.start();
	people = await office(database);
});
afterAll(() => database.stop());
beforeEach(async () => {
	await database.setClock(inTime);
	const slug = `letters-${randomUUID().slice(0, 8)}`;
	round = { id: String(await copyRound(database, slug, 5_800_000)), slug };
	await setPayer(database, people, round.id);
});

const movedOn = { code: 'PT409', message: 'letter_moved_on' };
const reword = async (kind: string) => {
	const { version, subject, blocks, explanations } = await one(
		database,
		`select * from public.letter_templates where round_id = $1 and kind = $2`,
		[round.id, kind]
	);
	const words = [`Ganz anders: ${String(subject)}`, JSON.stringify(blocks), JSON.stringify(explanations)];
	await database.call(people.admin, 'save_letter_template', [round.id, kind, version, ...words]);
};
const nameless = { code: 'PT422', message: 'name_required' };
const withoutName = async (person: Office['decider'], deed: () => Promise<void>) => {
	await database.call(person, 'set_staff_name', [person.id, '']);
	await deed();
	await database.call(person, 'set_staff_name', [person.id, `Ruth ${randomUUID()}`]);
};
const letters = (source: string) =>
	database.owner(`select kind, template from public.letters where source_id = $1`, [source]);

type Signed = {
	readonly application: string;
	readonly source: string;
	readonly again: () => Promise<string>;
};

/** Each signed once, and how it is taken back and signed anew; gives what its letter is about. */
const deeds: Readonly<Record<string, () => Promise<Signed>>> = {
	async changed() {
		const application = await accepted(database, people, { round: round.slug });
		const change = randomUUID();
		await notifyChange(database, application, 'cancellation', {}, change);
		const sign = () =>
			signFirst(database, people.clerk, 'propose_change', [change, 'agreed', 'Auf Wunsch.', 50_000]);
		await sign();
		const again = async () => {
			await database.call(people.clerk, 'discard_change_proposal', [change]);
			await sign();
			return change;
		};
		return { application: application.id, source: change, again };
	},
	async recovery() {
		const application = await paidGrant(database, people, round.slug);
		const sign = async () => {
			const id = randomUUID();
			const wish = [application.id, id, 'unspent', 'Rest.', 10_000, '2027-06-30'];
			await signFirst(database, people.clerk, 'claim_recovery', wish);
			return id;
		};
		const source = await sign();
		const again = async () => {
			await database.call(people.clerk, 'discard_recovery', [source]);
			return sign();
		};
		return { application: application.id, source, again };
	},
	async revoked() {
		const application = await paidGrant(database, people, round.slug);
		const sign = async () => {
			const id = randomUUID();
			const wish = [application.id, id, 'revocation', null, 60_000, 'Zweck verfehlt.', '2027-06-30'];
			await signFirst(database, people.clerk, 'propose_ruling', wish);
			return id;
		};
		const source = await sign();
		const again = async () => {
			await database.call(people.clerk, 'discard_ruling', [source]);
			return sign();
		};
		return { application: application.id, source, again };
	},
	async proof_checked() {
		const application = await paidGrant(database, people, round.slug);
		const source = await sentProof(database, application);
		const accepting = { rrrrrrr1: whole(80_000), rrrrrrr2: cut(25_000) };
		await judge(database, people.clerk, source, accepting);
		const sign = () =>
			signCheck(database, people.clerk, source, { reason: 'Siehe Beleg.', due: '2027-11-30' });
		await sign();
		const again = async () => {
			await database.call(people.clerk, 'unsign_proof_check', [source]);
			await sign();
			return source;
		};
		return { application: application.id, source, again };
	}
};

const countersign = (source: string, letter: unknown, person: Person = people.decider) =>
	database.call(person, 'countersign_letter', [source, letter]);
const signedLetter = async (application: string, source: string) => {
	const all = (await database.call(people.clerk, 'signed_letters', [application])) as unknown as Row[];
	return all.find(({ source_id }) => source_id === source);
};

describe.each(Object.keys(deeds))('the letter of what was signed once (%s)', (kind) => {
	it('is the one that was signed first, or none', async () => {
		const { application, source, again } = await (deeds[kind] ?? expect.unreachable())();
		const read = await signedLetter(application, source);
		expect(read).toMatchObject({ is_same: true });
		expect(await refusalOf(countersign(source, 'f'.repeat(64)))).toMatchObject(movedOn);
		expect(await refusalOf(countersign(source, null))).toMatchObject(movedOn);
		await reword(kind);
		expect(await signedLetter(application, source)).toMatchObject({
			sha256: read?.['sha256'],
			is_same: false
		});
		expect(await refusalOf(countersign(source, read?.['sha256']))).toMatchObject(movedOn);
		expect(await letters(source)).toEqual([]);
		const anew = await again();
		const now = await signedLetter(application, anew);
		expect(now).toMatchObject({ is_same: true });
		expect(now?.['sha256']).not.toBe(read?.['sha256']);
		expect(await refusalOf(countersign(anew, now?.['sha256'], people.clerk))).toMatchObject({
			message: 'not_allowed'
		});
		await countersign(anew, now?.['sha256']);
		expect(await letters(anew)).toMatchObject([
			{ kind, template: { subject: expect.stringContaining('Ganz anders') as unknown } }
		]);
		expect(await signedLetter(application, anew)).toBeUndefined();
	});

	it('names whoever signs second, or nothing is signed', async () => {
		const { application, source } = await (deeds[kind] ?? expect.unreachable())();
		const read = (await signedLetter(application, source))?.['sha256'];
		const preview = (person: Person) =>
			database.call(person, kind === 'proof_checked' ? 'preview_proof_letter' : 'preview_grant_letter', [
				source
			]);
		await withoutName(people.decider, async () => {
			expect(await refusalOf(countersign(source, read))).toMatchObject(nameless);
			expect(await letters(source)).toEqual([]);
		});
		expect(await preview(people.decider)).toMatchObject({
			facts: { signer: expect.stringMatching(/^Ruth /) as string }
		});
		for (const other of [people.clerk, people.admin])
			expect(await preview(other)).toMatchObject({ facts: { signer: null } });
		await countersign(source, read);
		const { facts } = await one(database, `select facts from public.letters where source_id = $1`, [source]);
		expect(facts).toMatchObject({ signer: expect.stringMatching(/^Ruth /) as string });
	});
});

describe('the second signature', () => {
	it.each([
		['changed', 'countersign_change'],
		['recovery', 'countersign_recovery'],
		['revoked', 'countersign_ruling'],
		['proof_checked', 'countersign_proof_check']
	])('under a letter (%s) has no way that names none', async (kind, call) => {
		const { application, source } = await (deeds[kind] ?? expect.unreachable())();
		expect(await refusalOf(database.call(people.decider, call, [source]))).toMatchObject({ code: '42501' });
		expect(await letters(source)).toEqual([]);
		await countersign(source, (await signedLetter(application, source))?.['sha256']);
	});

	it('under what has no letter names none, and is refused with one', async () => {
		const application = await paidGrant(database, people, round.slug);
		const claim = randomUUID();
		const wish = [application.id, claim, 'unspent', 'Rest.', 10_000, '2027-06-30'];
		await signFirst(database, people.clerk, 'claim_recovery', wish);
		await countersign(claim, (await signedLetter(application.id, claim))?.['sha256']);
		const waiver = randomUUID();
		const ruling = [application.id, waiver, 'waiver', claim, 5_000, 'Unbillig.'];
		await signFirst(database, people.clerk, 'propose_ruling', ruling);
		expect(await refusalOf(countersign(waiver, 'f'.repeat(64)))).toMatchObject(movedOn);
		expect(await refusalOf(countersign(waiver, null, people.clerk))).toMatchObject({
			message: 'not_allowed'
		});
		await countersign(waiver, null);
		const { second_signed_by: second } = await one(
			database,
			`select second_signed_by from public.grant_rulings where id = $1`,
			[waiver]
		);
		expect(second).toBe(people.decider.id);
		expect(await refusalOf(countersign(randomUUID(), null))).toMatchObject({ message: 'not_found' });
	});
});

describe('before the first signature', () => {
	it('the letter of a decision is read as it will go out', async () => {
		const { id } = await readyForDecision(database, people.clerk, round.slug);
		const wish = [id, 'approved', 50_000, 'Das genügt.', 'Mit Logo.', '[]', null] as const;
		const preview = await database.call(people.clerk, 'preview_proposal', wish);
		expect(await database.owner(`select from public.decisions where application_id = $1`, [id])).toEqual([]);
		const other = database.call(people.clerk, 'propose_decision', [
			...wish.slice(0, 2),
			40_000,
			...wish.slice(3),
			null,
			preview['sha256']
		]);
		expect(await refusalOf(other)).toMatchObject(movedOn);
		const { decision_id } = await database.call(people.clerk, 'propose_decision', [
			...wish,
			null,
			preview['sha256']
		]);
		const after = await database.call(people.clerk, 'preview_decision_letter', [decision_id]);
		expect(after['sha256']).toBe(preview['sha256']);
	});

	it('a proposal that could not be signed has no letter either, and strangers read none', async () => {
		const { id, applicant } = await readyForDecision(database, people.clerk, round.slug);
		const preview = (person: Person, ...wish: readonly unknown[]) =>
			refusalOf(database.call(person, 'preview_proposal', [id, ...wish]));
		expect(await preview(people.clerk, 'approved', 50_000, null)).toMatchObject({
			message: 'reason_required'
		});
		expect(await preview(people.admin, 'approved', 50_000, 'So.')).toMatchObject({ message: 'not_allowed' });
		expect(await preview(applicant, 'approved', 50_000, 'So.')).toMatchObject({ message: 'not_allowed' });
	});

	/** Everything a first signature needs, in the order of public.preview_signature. */
	const wishes: Readonly<Record<string, () => Promise<readonly unknown[]>>> = {
		async changed() {
			const application = await accepted(database, people, { round: round.slug });
			const change = randomUUID();
			await notifyChange(database, application, 'cancellation', {}, change);
			return ['change', change, null, 'agreed', 'Auf Wunsch.', 50_000, null, null, null];
		},
		// The words of its purpose are signed with it.
		async purpose() {
			const application = await accepted(database, people, { round: round.slug });
			const change = randomUUID();
			await notifyChange(database, application, 'purpose', {}, change);
			return ['change', change, null, 'agreed', 'Kleiner.', 50_000, null, null, null, 'Garten statt Küche.'];
		},
		// One signature is enough for it.
		async change_refused() {
			const application = await accepted(database, people, { round: round.slug });
			const change = randomUUID();
			await notifyChange(database, application, 'cancellation', {}, change);
			return ['change', change, null, 'refused', 'Das geht nicht.', null, null, null, null];
		},
		async recovery() {
			const { id } = await paidGrant(database, people, round.slug);
			return ['claim', randomUUID(), id, 'unspent', 'Rest.', 10_000, '2027-06-30', null, null];
		},
		async revoked() {
			const { id } = await paidGrant(database, people, round.slug);
			return ['revocation', randomUUID(), id, null, 'Zweck verfehlt.', 60_000, '2027-06-30', null, null];
		},
		async proof_checked() {
			const application = await paidGrant(database, people, round.slug);
			const source = await sentProof(database, application);
			await judge(database, people.clerk, source, { rrrrrrr1: whole(80_000), rrrrrrr2: cut(25_000) });
			return ['check', source, null, null, 'Siehe Beleg.', null, '2027-11-30', null, null];
		}
	};
	const traces = async (source: unknown) => {
		const tables = ['audit_log', 'status_events', 'letters', 'notifications', 'recoveries', 'grant_rulings'];
		const [row] = await database.owner(
			`select ${tables.map((name) => `(select count(*) from public.${name}) as ${name}`).join(', ')},
				(select count(*) from private.signed_letters where source_id = $1) as signed`,
			[source]
		);
		return row;
	};

	it.each(Object.keys(wishes))(
		'the letter of %s is read as it will go out, and nothing happens',
		async (name) => {
			const kind = name === 'purpose' ? 'changed' : name;
			const wish = await (wishes[name] ?? expect.unreachable())();
			const source = String(wish[1]);
			const before = await traces(source);
			const preview = await database.call(people.clerk, 'preview_signature', wish);
			expect(preview).toMatchObject({
				kind,
				facts: { reference_number: expect.any(String) as unknown },
				needs_second: kind !== 'change_refused'
			});
			expect(await traces(source)).toEqual(before);
			const sign = (sha256: unknown) => database.call(people.clerk, 'sign_letter', [sha256, ...wish]);
			for (const other of ['f'.repeat(64), null]) expect(await refusalOf(sign(other))).toMatchObject(movedOn);
			await reword(kind);
			expect(await refusalOf(sign(preview['sha256']))).toMatchObject(movedOn);
			expect(await traces(source)).toEqual({ ...before, audit_log: expect.anything() as unknown });
			const { sha256 } = await database.call(people.clerk, 'preview_signature', wish);
			expect(sha256).not.toBe(preview['sha256']);
			await sign(sha256);
			if (kind !== 'change_refused') await countersign(source, sha256);
			expect(await letters(source)).toMatchObject([
				{ kind, template: { subject: expect.stringContaining('Ganz anders') as unknown } }
			]);
		}
	);

	it('another purpose is another letter', async () => {
		const wish = await (wishes['purpose'] ?? expect.unreachable())();
		const { sha256 } = await database.call(people.clerk, 'preview_signature', wish);
		const other = [sha256, ...wish.with(9, 'Küche statt Garten.')];
		expect(await refusalOf(database.call(people.clerk, 'sign_letter', other))).toMatchObject(movedOn);
	});

	it.each([
		['changed', 'propose_change'],
		['recovery', 'claim_recovery'],
		['revoked', 'propose_ruling'],
		['proof_checked', 'sign_proof_check']
	])('there is no way (%s) that names none', async (name, call) => {
		const wish = await (wishes[name] ?? expect.unreachable())();
		const [, source, application, choice, reason, cents, due, from, seen] = wish;
		const own: Readonly<Record<string, readonly unknown[]>> = {
			propose_change: [source, choice, reason, cents, seen, null],
			claim_recovery: [application, source, choice, reason, cents, due, from, seen],
			propose_ruling: [application, source, 'revocation', null, cents, reason, due, from],
			sign_proof_check: [source, reason, due, from, seen]
		};
		const signed = database.call(people.clerk, call, own[call] ?? expect.unreachable());
		expect(await refusalOf(signed)).toMatchObject({ code: '42501' });
		expect(await database.owner(`select from private.signed_letters where source_id = $1`, [source])).toEqual(
			[]
		);
	});

	it('a decision names its letter as well', async () => {
		const { id } = await readyForDecision(database, people.clerk, round.slug);
		const wish = [id, 'approved', 50_000, 'Das genügt.', null, '[]', null, null];
		for (const unnamed of [wish, [...wish, null]])
			expect(await refusalOf(database.call(people.clerk, 'propose_decision', unnamed))).toMatchObject(
				movedOn
			);
		expect(await database.owner(`select from public.decisions where application_id = $1`, [id])).toEqual([]);
	});

	it('what has no letter is signed without one, and refused with one', async () => {
		const { id } = await paidGrant(database, people, round.slug);
		const claim = randomUUID();
		const first = [id, claim, 'unspent', 'Rest.', 10_000, '2027-06-30'];
		await signFirst(database, people.clerk, 'claim_recovery', first);
		await countersign(claim, (await signedLetter(id, claim))?.['sha256']);
		const waiver = randomUUID();
		const wish = ['waiver', waiver, id, null, 'Unbillig.', 5_000, null, null, null, null, claim];
		expect(await database.call(people.clerk, 'preview_signature', wish)).toBeNull();
		const sign = (sha256: unknown) => database.call(people.clerk, 'sign_letter', [sha256, ...wish]);
		expect(await refusalOf(sign('f'.repeat(64)))).toMatchObject(movedOn);
		await sign(null);
		await countersign(waiver, null);
	});

	it('what could not be signed has no letter, and strangers neither read nor sign one', async () => {
		const { applicant } = await readyForDecision(database, people.clerk, round.slug);
		const wish = await (wishes['recovery'] ?? expect.unreachable())();
		const preview = (person: Person, wished: readonly unknown[]) =>
			refusalOf(database.call(person, 'preview_signature', wished));
		expect(await preview(people.clerk, wish.with(5, 99_999_999))).toMatchObject({
			message: 'amount_invalid'
		});
		expect(await preview(people.clerk, wish.with(4, '—'))).toMatchObject({ message: 'reason_required' });
		expect(await preview(people.clerk, wish.with(0, 'gift'))).toMatchObject({ message: 'payload_invalid' });
		const { sha256 } = await database.call(people.clerk, 'preview_signature', wish);
		for (const person of [people.admin, applicant]) {
			for (const wished of [wish, wish.with(0, 'gift')])
				expect(await preview(person, wished)).toMatchObject({ message: 'not_allowed' });
			expect(await refusalOf(database.call(person, 'sign_letter', [sha256, ...wish]))).toMatchObject({
				message: 'not_allowed'
			});
		}
	});

	it('so is that of a request', async () => {
		const { id } = await readyForDecision(database, people.clerk, round.slug);
		const items = JSON.stringify([{ kind: 'section', section: 'goals', note: 'Für wen?' }]);
		const preview = await database.call(people.clerk, 'preview_request', [id, items, '2027-03-31', 'Bitte.']);
		expect(preview).toMatchObject({ kind: 'request', facts: { message: 'Bitte.', due_on: '2027-03-31' } });
		expect(await database.owner(`select from public.clarifications where application_id = $1`, [id])).toEqual(
			[]
		);
	});
});
