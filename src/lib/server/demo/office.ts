import { createHash } from 'node:crypto';
import { needsReason, type Judgement } from '../../core/application/check';
import { openCase, transition } from '../supabase/cases';
import { ask, clarificationsOf } from '../supabase/clarifications';
import type { Client } from '../supabase/clients';
import { countersign, decisionsOf, propose, type Proposal } from '../supabase/decisions';
import { assign } from '../supabase/desk';
import { formalCheckOf, writeFormalCheck } from '../supabase/formal-checks';
import { noteRead, writeAsOffice } from '../supabase/messages';
import { dataOf } from '../supabase/failure';
import { addNote } from '../supabase/notes';
import { caseGrant, judgeAccount, releasePayout } from '../supabase/grants';
import { previewOfProposal } from '../supabase/letters';
import { creditTransferFile } from '../../core/payment/credit-transfer';
import { notePaymentFile, orderPayouts, paymentOrder, settleRun } from '../supabase/payments';
import { berlinDay } from '../../i18n/format';
import { askReviewer, reviewsOf, saveReview } from '../supabase/reviews';
import type { DemoApplication } from './applications';
import { Chance } from './chance';

/** Somebody of the office, signed in. */
export type Seat = { readonly id: string; readonly client: Client };

const DAY_MS = 86_400_000;
const MOST_POINTS = 3;
const CUT = 0.9;
const ROUND_TO_CENTS = 1000;

/** What a clerk and a decider do with an application: every word through the functions their screens use. */
export class DemoOffice {
	readonly #clerk: Seat;
	readonly #decider: Seat;

	constructor(clerk: Seat, decider: Seat) {
		this.#clerk = clerk;
		this.#decider = decider;
	}

	/** A sign of life of both: they ask for nothing by themselves for longer than a session of the office may lie still. */
	async stay(): Promise<void> {
		for (const { client } of [this.#clerk, this.#decider])
			dataOf(await client.rpc('note_session', { p_device: 'other/other' }));
	}

	async step({ id }: DemoApplication, to: string): Promise<void> {
		await transition(this.#clerk.client, { id, to, reason: '', seen: null });
	}

	/** Takes it onto the desk; every fourth is left for whoever has time. */
	async beginCheck(application: DemoApplication): Promise<void> {
		const chance = new Chance(application.seed + 4);
		if (chance.isLucky(0.75)) {
			const to = chance.isLucky(0.7) ? this.#clerk : this.#decider;
			await assign(this.#clerk.client, [{ id: application.id, was: null }], to.id);
		}
		await this.step(application, 'formal_check');
		if (chance.isLucky(0.4)) {
			await addNote(this.#clerk.client, application.id, { id: chance.uuid(), text: chance.one(notes) });
		}
	}

	/** Agrees with the program where it found nothing, and says why where it wants to be looked at. */
	async signCheck({ id }: DemoApplication): Promise<void> {
		const { findings, revision } = await formalCheckOf(this.#clerk.client, id);
		const judgements = Object.fromEntries(
			findings.map(({ code, finding }) => {
				const judgement: Judgement = 'met';
				const reason = needsReason(finding, judgement) ? 'Mit der Gruppe am Telefon geklärt.' : '';
				return [code, { judgement, reason }];
			})
		);
		await writeFormalCheck(this.#clerk.client, id, { revision, judgements, note: '', isSigned: true });
	}

	async beginAssessment(application: DemoApplication): Promise<void> {
		await this.signCheck(application);
		await this.step(application, 'assessment');
		for (const seat of [this.#clerk, this.#decider]) {
			await askReviewer(this.#clerk.client, application.id, seat.id);
		}
	}

	/** Both assess, or only the clerk has so far. */
	async assess(application: DemoApplication, criteria: readonly string[], isWhole: boolean): Promise<void> {
		const seats = isWhole ? [this.#clerk, this.#decider] : [this.#clerk];
		for (const [index, seat] of seats.entries()) {
			const chance = new Chance(application.seed + 5 + index);
			const mine = (await reviewsOf(seat.client, application.id)).find((one) => one.reviewer_id === seat.id);
			const recommendedCents = isCut(application) ? cutCents(application) : application.requestedCents;
			await saveReview(seat.client, application.id, {
				revision: mine?.revision ?? 0,
				scores: Object.fromEntries(
					criteria.map((code) => [
						code,
						{ points: chance.between(1, MOST_POINTS), reason: chance.one(reasons) }
					])
				),
				statement: chance.isLucky(0.5) ? chance.one(statements) : '',
				recommendedCents,
				isSubmitted: true
			});
		}
	}

	/** First signature of the clerk. */
	async propose(
		application: DemoApplication,
		proposal: Pick<Proposal, 'outcome'> & { readonly reason?: string }
	): Promise<void> {
		const isApproved = proposal.outcome === 'approved';
		const { revision } = await openCase(this.#clerk.client, application.id);
		const whole: Proposal = {
			applicationId: application.id,
			outcome: proposal.outcome,
			amountCents: !isApproved
				? null
				: isCut(application)
					? cutCents(application)
					: application.requestedCents,
			reason: proposal.reason ?? (isApproved && isCut(application) ? 'Ein Teil der Kosten ist gekürzt.' : ''),
			conditions: isApproved ? 'Bitte das Logo der Stadt und des Landes zeigen.' : '',
			cuts: [],
			waitingRank: null,
			seen: revision
		};
		const { sha256 } = await previewOfProposal(this.#clerk.client, whole);
		await propose(this.#clerk.client, whole, sha256);
	}

	/** Second signature of the decider. */
	async countersign({ id }: DemoApplication): Promise<void> {
		const open = (await decisionsOf(this.#decider.client, id)).find(
			(one) => one.second_signed_at === null && one.discarded_at === null
		);
		if (open) await countersign(this.#decider.client, open.id, open.letter_sha256);
	}

	async ask({ id, group }: DemoApplication, now: Date): Promise<void> {
		const own = asking[group.language];
		await ask(this.#clerk.client, id, {
			items: [
				{ kind: 'section', section: 'goals', note: 'Für wen genau ist das Angebot?' },
				{ kind: 'question', id: 'frage001', note: 'Wie viele Termine sind geplant?' }
			],
			dueOn: new Date(now.getTime() + 14 * DAY_MS).toISOString().slice(0, 10),
			message: own ?? asking.de,
			language: own === undefined ? 'de' : group.language,
			german: own === undefined || group.language === 'de' ? null : asking.de
		});
	}

	/** What is asked and not answered yet. */
	async openQuestion({ id }: DemoApplication): Promise<string | undefined> {
		const all = await clarificationsOf(this.#clerk.client, id);
		return all.find(({ answered_at, closed_at }) => answered_at === null && closed_at === null)?.id;
	}

	/** After a call to the number in the application. */
	async confirmAccount({ id }: DemoApplication): Promise<void> {
		const { account } = await caseGrant(this.#clerk.client, id);
		if (account)
			await judgeAccount(this.#clerk.client, account.id, true, 'Rückruf unter der Nummer aus dem Antrag.');
	}

	/** Checked by the clerk, released by the decider. */
	async release({ id }: DemoApplication): Promise<void> {
		for (const { client } of [this.#clerk, this.#decider]) {
			const { payouts, account } = await caseGrant(client, id);
			const open = payouts.find(({ state }) => state === 'requested' || state === 'checked');
			if (open && account) await releasePayout(client, open.id, { state: open.state, accountId: account.id });
		}
	}

	/** Everything released in the round, in one order, carried out the same day. */
	async pay(application: DemoApplication, now: Date): Promise<void> {
		const [row] = dataOf(
			await this.#clerk.client.from('applications').select('round_id').eq('id', application.id)
		);
		const roundId = String(row?.round_id);
		const run = new Chance(application.seed + 12).uuid();
		const day = berlinDay(now);
		await orderPayouts(this.#clerk.client, roundId, { id: run, executionOn: day });
		const file = creditTransferFile(await paymentOrder(this.#clerk.client, run));
		const sha256 = createHash('sha256').update(file).digest('hex');
		await notePaymentFile(this.#clerk.client, run, { format: 'pain.001', sha256 });
		await settleRun(this.#clerk.client, run, day);
	}

	async replyTo({ id, seed }: DemoApplication): Promise<void> {
		await noteRead(this.#clerk.client, id);
		await writeAsOffice(this.#clerk.client, id, {
			id: new Chance(seed + 8).uuid(),
			text: 'Vielen Dank für Ihre Nachricht. Wir melden uns, sobald die Prüfung abgeschlossen ist.',
			files: []
		});
	}
}

/** Every third of the larger ones gets less than it asked for. */
function isCut({ seed, requestedCents }: DemoApplication): boolean {
	return requestedCents > 100_000 && seed % 3 === 0;
}

function cutCents({ requestedCents }: DemoApplication): number {
	return Math.floor((requestedCents * CUT) / ROUND_TO_CENTS) * ROUND_TO_CENTS;
}

const notes = [
	'Mit der Ansprechperson telefoniert: Der Raum ist zugesagt.',
	'Die Gruppe war im letzten Jahr schon bei uns, damals ohne Nachfragen.',
	'In der fachlichen Prüfung bitte auf die Abgrenzung zum Bezirksprojekt achten.'
] as const;

const reasons = [
	'Nachvollziehbar beschrieben.',
	'Passt gut zum Stadtteil; die Gruppe ist dort bekannt.',
	'Gute Idee, die Umsetzung bleibt an einer Stelle offen.',
	'Die Zielgruppe wirkt selbst mit.'
] as const;

const statements = [
	'Insgesamt überzeugend und zu den Kosten passend.',
	'Förderwürdig, wenn die Mittel reichen.'
] as const;

const asking: Readonly<Record<string, string>> & { readonly de: string } = {
	de: 'Eure Idee gefällt uns. Damit wir weiterarbeiten können, fehlen uns noch zwei Dinge.',
	tr: 'Fikriniz hoşumuza gitti. Devam edebilmemiz için iki şey eksik.',
	ar: 'أعجبتنا فكرتكم. ينقصنا أمران كي نواصل العمل.',
	en: 'We like your idea. Two things are missing before we can go on.',
	uk: 'Нам подобається ваша ідея. Щоб продовжити, нам бракує двох речей.'
};
