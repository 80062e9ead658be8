import { createHash } from 'node:crypto';
import { formSchemaVersion } from '../../core/application/fields';
import type { Round } from '../../core/round/round';
import { backend } from '../backend';
import * as applications from '../supabase/applications';
import type { Client } from '../supabase/clients';
import { dataOf, Refusal } from '../supabase/failure';
import * as files from '../supabase/files';
import { printLetters } from '../jobs/print-letters';
import * as messages from '../supabase/messages';
import { confirmPayerAccount, deskPayments, setPayerAccount } from '../supabase/payments';
import { publicRounds, termsOf } from '../supabase/rounds';
import { sitDown, signIn } from './accounts';
import { demoApplications, type DemoApplication } from './applications';
import { Chance } from './chance';
import { clockNow, setClock } from './clock';
import { DemoGrant } from './grants';
import { DemoOffice } from './office';
import { paperOf } from './papers';
import { tooManyRefused } from './refusals';

const DAY_MS = 86_400_000;
/** The deadline lies this long before today, so that the office has had time to decide some. */
const DAYS_SINCE_DEADLINE = 12;
const PART_BYTES = 262_144;
/** Sessions of the office end where nobody shows a sign of life for half an hour. */
const STEPS_BETWEEN_SIGNS = 100;

export interface Filled {
	readonly round: string;
	readonly sent: number;
	readonly drafts: number;
	readonly documents: number;
	/** Steps of the office that were refused, by code: the application stays where it was. */
	readonly refused: Readonly<Record<string, number>>;
	/** A sentence where so many were refused that the examples are not what they should be. */
	readonly problem: string | null;
}

/**
 * Fills the embedded backend with invented applications to the round that is published. Everything is done by those whom
 * it concerns and through what they use: groups sign in, write, hand in and send, the office takes steps and signs, and
 * an administrator moves the deadline into the past. Only the clock is ours.
 */
export async function fill(count: number, now: Date, tell: (line: string) => void): Promise<Filled> {
	const { close } = await backend();
	try {
		return await new Demo(now, tell).run(count);
	} finally {
		await setClock(null).catch(() => undefined);
		await close();
	}
}

type Deed = { readonly atMs: number; readonly what: () => Promise<void> };

class Demo {
	readonly #now: Date;
	readonly #tell: (line: string) => void;
	readonly #refused: Record<string, number> = {};
	#people = new Map<string, Client>();
	#office: DemoOffice | undefined;
	#criteria: readonly string[] = [];
	#documents = 0;
	#sent = 0;

	constructor(now: Date, tell: (line: string) => void) {
		this.#now = now;
		this.#tell = tell;
	}

	async run(count: number): Promise<Filled> {
		this.#office = new DemoOffice(
			await sitDown('sachbearbeitung', 'Özge Demir'),
			await sitDown('leitung', 'Ruth Becker')
		);
		const round = await this.#moveDeadline();
		const all = demoApplications(count, round);
		const closesAtMs = Date.parse(round.closes_at ?? '');
		const deeds = all
			.flatMap((application) => this.#deedsOf(application, { round, closesAtMs }))
			.sort((one, other) => one.atMs - other.atMs);
		let clockMs = Number.NaN;
		for (const [index, { atMs, what }] of deeds.entries()) {
			if (atMs !== clockMs) await setClock(new Date((clockMs = atMs)));
			if (index % STEPS_BETWEEN_SIGNS === 0) await this.#office?.stay();
			await what();
			if (index % 500 === 499) this.#tell(`${index + 1} of ${deeds.length} steps`);
		}
		return {
			round: round.slug,
			sent: this.#sent,
			drafts: all.filter(({ fate }) => fate === 'draft').length,
			documents: this.#documents,
			refused: this.#refused,
			problem: tooManyRefused({ refused: this.#refused, steps: deeds.length })
		};
	}

	/** A call that has just closed: by the administrator, as any other change of a round. */
	async #moveDeadline(): Promise<Round> {
		const round = (await publicRounds('de')).find(({ status }) => status === 'published');
		if (!round) throw new Error('no round is published');
		const day = new Date(this.#now.getTime() - DAYS_SINCE_DEADLINE * DAY_MS).toISOString().slice(0, 10);
		const { client: admin } = await sitDown('verwaltung');
		const [row] = dataOf(await admin.from('funding_rounds').select('id, revision').eq('slug', round.slug));
		const closesAt = `${day}T22:59:59Z`;
		dataOf(
			await admin.rpc('change_round', {
				p_id: row?.id,
				p_revision: row?.revision,
				p_changes: { closes_at: closesAt }
			})
		);
		await setPayerAccount(admin, String(row?.id), {
			name: 'Stadt Duisburg',
			iban: 'DE75512108001245126199',
			bic: ''
		});
		const { client: clerk } = await sitDown('sachbearbeitung');
		const { payer_proposal: entered } = await deskPayments(clerk, String(row?.id));
		if (entered) await confirmPayerAccount(clerk, String(row?.id), entered.id);
		this.#criteria = (await termsOf(admin, { roundId: String(row?.id), revision: null }, 'de')).criteria.map(
			({ code }) => code
		);
		return { ...round, closes_at: closesAt };
	}

	#deedsOf(application: DemoApplication, when: { round: Round; closesAtMs: number }): readonly Deed[] {
		const isLate = application.daysBefore < 0;
		const preparedMs = when.closesAtMs - Math.max(0, application.daysBefore) * DAY_MS - 4 * 3_600_000;
		const arrivesMs = isLate ? when.closesAtMs + 8 * 3_600_000 : preparedMs;
		const chance = new Chance(application.seed + 3);
		const today = this.#now.getTime() - 3_600_000;
		let atMs = arrivesMs;
		const later = (what: () => Promise<void>): Deed => {
			// One after the other, on later days, and never after today.
			atMs = Math.min(atMs + chance.between(1, 4) * DAY_MS, today);
			return { atMs, what };
		};
		const steps = this.#officeSteps(application).map((step) => later(() => this.#orStays(step)));
		const own = { atMs: arrivesMs, what: () => this.#apply(application, when.round, new Date(preparedMs)) };
		return application.fate === 'draft' ? [own] : [own, ...steps];
	}

	/** Steps of the office, or of the group where it is its turn, in their order. */
	#officeSteps(application: DemoApplication): readonly (() => Promise<void>)[] {
		const office = this.#atDesk;
		const { fate } = application;
		const check = [() => office.beginCheck(application)];
		const askBack = async () => office.ask(application, await clockNow());
		const begin = [...check, () => office.beginAssessment(application)];
		const assessed = [...begin, () => office.assess(application, this.#criteria, true)];
		const decide = [...assessed, () => office.step(application, 'decision')];
		const sign = (outcome: 'approved' | 'waitlisted' | 'rejected', reason?: string) => [
			...decide,
			() => office.propose(application, { outcome, ...(reason === undefined ? {} : { reason }) }),
			...(fate === 'proposed' ? [] : [() => office.countersign(application)])
		];
		switch (fate) {
			case 'submitted':
				return new Chance(application.seed + 6).isLucky(0.5) ? [() => this.#write(application)] : [];
			case 'formal_check':
				return check;
			case 'clarification':
				return [...check, askBack];
			case 'answered':
				return [...check, askBack, () => this.#answer(application)];
			case 'assessment':
				return [...begin, () => office.assess(application, this.#criteria, false)];
			case 'decision':
				return decide;
			case 'proposed':
				return sign('approved');
			case 'approved':
				return [...sign('approved'), ...this.#grantSteps(application)];
			case 'waitlisted':
				return sign('waitlisted');
			case 'rejected':
				return [
					() => this.#write(application),
					() => office.replyTo(application),
					...sign(
						'rejected',
						'Das Vorhaben ist gut begründet, die Mittel reichen aber nicht für alle Anträge.'
					)
				];
			case 'withdrawn':
				return [
					async () =>
						void (await applications.withdraw(
							await this.#person(application),
							application.id,
							'Wir haben einen anderen Weg gefunden.'
						))
				];
			default:
				return [];
		}
	}

	/** How far a grant has come by now, from a letter not answered yet to money that was sent: in turn, so that few show much. */
	#grantSteps(application: DemoApplication): readonly (() => Promise<void>)[] {
		const office = this.#atDesk;
		const grant = async () => new DemoGrant(await this.#person(application), application);
		const accept = [
			async () => void (await printLetters()),
			async () => (await grant()).accept(),
			() => office.confirmAccount(application)
		];
		const ask = [...accept, async () => (await grant()).requestMoney(await clockNow())];
		const pay = [
			...ask,
			() => office.release(application),
			async () => office.pay(application, await clockNow())
		];
		const all: readonly (readonly (() => Promise<void>)[])[] = [
			pay,
			[],
			[...pay, async () => (await grant()).reportChange()],
			[...accept.slice(0, 2)],
			ask,
			accept
		];
		return all[application.turn % all.length] ?? [];
	}

	async #apply(application: DemoApplication, round: Round, preparedAt: Date): Promise<void> {
		const client = await this.#person(application);
		const { revision } = await applications.save(client, application.id, {
			round: round.slug,
			base_revision: 0,
			changes: application.fields,
			schema_version: formSchemaVersion,
			copied_from: application.copiedFrom
		});
		const chance = new Chance(application.seed + 1);
		for (const document of application.documents) await this.#handIn(application, document, chance.uuid());
		if (application.fate === 'draft') return;
		await applications.submit(client, application.id, {
			key: chance.uuid(),
			revision,
			prepared_at: preparedAt.toISOString()
		});
		this.#sent += 1;
	}

	async #handIn(application: DemoApplication, document: string, id: string): Promise<void> {
		const client = await this.#person(application);
		const { name, bytes } = await paperOf(application, document);
		const file = { applicationId: application.id, id };
		await files.announce(client, file, {
			document,
			name,
			size: bytes.length,
			sha256: createHash('sha256').update(bytes).digest('hex'),
			language: 'de'
		});
		for (let offset = 0; offset < bytes.length; offset += PART_BYTES) {
			await files.takePart(client, file, { offset, bytes: bytes.subarray(offset, offset + PART_BYTES) });
		}
		this.#documents += 1;
	}

	async #write(application: DemoApplication): Promise<void> {
		await messages.write(await this.#person(application), application.id, {
			id: new Chance(application.seed + 7).uuid(),
			text: 'Guten Tag, wann können wir mit einer Antwort rechnen? Wir müssten den Raum bald fest zusagen.',
			files: []
		});
	}

	async #answer(application: DemoApplication): Promise<void> {
		const client = await this.#person(application);
		const { revision, round } = await applications.read(client, application.id);
		const saved = await applications.save(client, application.id, {
			round,
			base_revision: revision,
			changes: { 'answers.frage001': 'Zwölf, immer samstags.', aims: `${application.fields['aims']} (+12)` },
			schema_version: formSchemaVersion
		});
		await applications.submit(client, application.id, {
			key: new Chance(application.seed + 2).uuid(),
			revision: saved.revision,
			prepared_at: (await clockNow()).toISOString(),
			answers: await this.#atDesk.openQuestion(application)
		});
	}

	/** A round can be full, or ask more of a step than this knows: then the case lies where it lies. */
	async #orStays(step: () => Promise<void>): Promise<void> {
		try {
			await step();
		} catch (failure) {
			if (!(failure instanceof Refusal) || failure.status >= 500) throw failure;
			this.#refused[failure.code] = (this.#refused[failure.code] ?? 0) + 1;
		}
	}

	async #person({ email }: DemoApplication): Promise<Client> {
		const known = this.#people.get(email);
		if (known) return known;
		const client = await signIn(email);
		this.#people.set(email, client);
		return client;
	}

	get #atDesk(): DemoOffice {
		if (!this.#office) throw new Error('nobody of the office is signed in');
		return this.#office;
	}
}
