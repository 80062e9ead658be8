import { isSepaName } from '../../core/bank/sepa';
import type { Client } from '../supabase/clients';
import { doOwn, ownGrant } from '../supabase/own-grant';
import type { DemoApplication } from './applications';
import { Chance } from './chance';

/** Test numbers of German banks: right check digits, no account. */
const ibans = ['DE89370400440532013000', 'DE02120300000000202051', 'DE02500105170137075030'] as const;
const DAY_MS = 86_400_000;

/** What a group does with its grant, through what its screens use. */
export class DemoGrant {
	readonly #client: Client;
	readonly #application: DemoApplication;
	readonly #chance: Chance;
	/** Drawn in one go: each step of the filling makes this anew, and would give its deed the id of the first one. */
	readonly #ids: { readonly account: string; readonly payout: string; readonly change: string };

	constructor(client: Client, application: DemoApplication) {
		this.#client = client;
		this.#application = application;
		this.#chance = new Chance(application.seed + 11);
		this.#ids = {
			account: this.#chance.uuid(),
			payout: this.#chance.uuid(),
			change: this.#chance.uuid()
		};
	}

	/** With a waiver, so that money can flow before the month of remedies is over. */
	accept(): Promise<void> {
		const { id, group } = this.#application;
		return doOwn(this.#client, id, {
			deed: 'accept',
			account: this.#ids.account,
			iban: this.#chance.one(ibans),
			holder: holderOf(group),
			is_private: group.legalForm === 'initiative',
			waives: true
		});
	}

	async requestMoney(now: Date): Promise<void> {
		const { id } = this.#application;
		const { terms, promised_cents } = await ownGrant(this.#client, id);
		await doOwn(this.#client, id, {
			deed: 'payout',
			id: this.#ids.payout,
			cents: (terms?.amount_cents ?? 0) - promised_cents,
			needed_by: new Date(now.getTime() + 40 * DAY_MS).toISOString().slice(0, 10),
			words: 'Raummiete, Material und Honorare für den Anfang.'
		});
	}

	reportChange(): Promise<void> {
		return doOwn(this.#client, this.#application.id, {
			deed: 'change',
			id: this.#ids.change,
			kind: 'purpose',
			words: 'Wir treffen uns jetzt am Nachmittag statt am Abend, weil mehr Eltern mit Kindern kommen.',
			wish: {}
		});
	}
}

/** As on a bank card: whoever writes their name in another script has one in Latin letters there. */
function holderOf({ name, people }: DemoApplication['group']): string {
	const names = [name, ...people.map(({ first, last }) => `${first} ${last}`)];
	return (names.find(isSepaName) ?? 'Verein Demo Duisburg').slice(0, 70);
}
