import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { colleagues, deskScreen } from '../../support/office.ts';
import { phoneScreen } from '../../support/phone.ts';
import type { Server } from '../../support/server.ts';
import { Swift, type Outcome } from '../../support/swift.ts';
import type { Language } from '../../support/words.ts';
import type { Camera } from './camera.ts';

/** Whoever looks at a screen: each has a phone of their own. */
export type Who =
	'visitor' | 'writer' | 'member' | 'helper' | 'borrower' | 'listener' | 'reader' | 'former' | 'twice';

/** One or several screens in a row, in the language of the guide. */
export interface Scene {
	readonly who: Who;
	readonly run: (guide: Applicant, shoot: Shoot) => Promise<void>;
	readonly name: string;
}
type Framing = {
	/** The page to its end; off for what lies over a page. */
	readonly isWhole?: boolean;
	/** Another window than that of the scene. */
	readonly page?: Page;
};
export type Shoot = (name: string, framing?: Framing) => Promise<void>;

/** Brings things into a state once; its scenes are then drawn in every language. */
export type Act = (stage: Stage) => Promise<readonly Scene[]>;

/** The server, the phones and the desks of one performance. */
export class Stage {
	readonly origin: string;
	readonly server: Server;
	readonly #browser: Browser;
	readonly #phones = new Map<Who, Page>();
	readonly #desks = new Map<keyof typeof colleagues, Swift>();
	#account: Account | undefined;
	readonly #ends: (() => void)[] = [];
	/** What later acts go on with. */
	readonly kept: Record<string, string> = {};

	constructor(browser: Browser, server: Server) {
		this.#browser = browser;
		this.server = server;
		this.origin = server.origin;
	}

	/** All acts, or those with these names; what comes before them is done and not drawn, because they go on with it. */
	async play(acts: readonly Act[], languages: readonly Language[], camera: Camera, only?: readonly string[]) {
		const last = acts.findLastIndex(({ name }) => !only || only.includes(name));
		for (const [index, act] of acts.slice(0, last + 1).entries()) {
			const begun = Date.now();
			camera.begin(`${String(index + 1).padStart(2, '0')}-${act.name}`);
			const scenes = await act(this).catch((error: unknown) => {
				camera.note('de', act.name, 'broken', `not prepared: ${String(error)}`);
				return [];
			});
			console.log(`${act.name}: prepared in ${seconds(begun)} s`);
			if (only && !only.includes(act.name)) continue;
			for (const language of languages) {
				const started = Date.now();
				for (const scene of scenes) await this.#show(scene, language, camera);
				await camera.paste(language);
				console.log(`${act.name}, ${language}: ${seconds(started)} s`);
			}
		}
	}

	async #show({ who, name, run }: Scene, language: Language, camera: Camera): Promise<void> {
		const page = await this.phone(who);
		const guide = new Applicant(page, this.origin, language);
		try {
			await run(guide, (screen, { isWhole = true, page: other = page } = {}) =>
				camera.shoot(other, language, screen, isWhole)
			);
		} catch (error) {
			camera.note(language, name, 'broken', String(error).split('\n').slice(0, 4).join(' '));
			await page.context().setOffline(false);
			await page.setViewportSize(phoneScreen.viewport);
		}
	}

	async phone(who: Who): Promise<Page> {
		const known = this.#phones.get(who);
		if (known) return known;
		const page = await this.newPage({ permissions: ['notifications'] });
		this.#phones.set(who, page);
		if (who === 'member') await new Applicant(page, this.origin).signIn((await this.account()).email);
		return page;
	}

	async newPage(options: BrowserContextOptions = {}): Promise<Page> {
		const context = await this.#browser.newContext({
			...phoneScreen,
			deviceScaleFactor: 1,
			locale: 'de-DE',
			...options
		});
		const page = await context.newPage();
		page.setDefaultTimeout(15_000);
		return page;
	}

	async guide(who: Who): Promise<Applicant> {
		return new Applicant(await this.phone(who), this.origin);
	}

	guideOn(page: Page, language: Language): Applicant {
		return new Applicant(page, this.origin, language);
	}

	/** The one account everything signed in belongs to. */
	async account(): Promise<Account> {
		return (this.#account ??= await Account.of(this.origin, 'hochfeld@example.test'));
	}

	async desk(who: keyof typeof colleagues): Promise<Swift> {
		const known = this.#desks.get(who);
		if (known) return known;
		const page = await this.newPage({ ...deskScreen, isMobile: false, hasTouch: false });
		const colleague = new Swift(page, this.origin);
		await colleague.signIn(colleagues[who]);
		this.#desks.set(who, colleague);
		return colleague;
	}

	/** What an act opened and its scenes need. */
	atTheEnd(close: () => void): void {
		this.#ends.push(close);
	}

	end(): void {
		for (const close of this.#ends) close();
	}

	/** Through check and assessment to a decision with two signatures. */
	async decide(id: string, outcome: Outcome): Promise<void> {
		const href = `${this.origin}/staff/applications/${id}`;
		await (await this.desk('clerk')).bringOn(href, outcome);
		await (await this.desk('decider')).countersignIfAsked(href);
	}
}

const seconds = (from: number) => Math.round((Date.now() - from) / 1000);

/** Goes to an address and looks. */
export function at(
	who: Who,
	name: string,
	path: string,
	deed?: (guide: Applicant) => Promise<unknown>,
	isWhole = true
): Scene {
	return {
		who,
		name,
		run: async (guide, shoot) => {
			await guide.page.goto(guide.address(path));
			if (deed) {
				await guide.page.locator('h1').first().waitFor();
				await deed(guide);
			}
			await shoot(name, { isWhole });
		}
	};
}

/** What lies over a page. */
export function over(
	who: Who,
	name: string,
	path: string,
	deed: (guide: Applicant) => Promise<unknown>
): Scene {
	return at(who, name, path, deed, false);
}

/** A picture as phones take them, each another one. */
export async function photo(shade: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
	const { default: sharp } = await import('sharp');
	const background = { r: (shade * 20) % 256, g: 200, b: 200 };
	const picture = sharp({ create: { width: 600, height: 800, channels: 3, background } }).jpeg();
	return { name: `IMG_${shade}.jpg`, mimeType: 'image/jpeg', buffer: await picture.toBuffer() };
}
