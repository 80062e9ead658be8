import { expect, type APIRequestContext, type APIResponse } from '@playwright/test';

type Field = readonly [name: string, value: string];

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** A form as it stands in a page of the server, sent the way a browser without scripts sends it, but without drawing anything. */
export class PlainForm {
	readonly #html: string;
	readonly #page: string;
	#fields: Field[];

	/** Of all forms of the page the one that contains this piece of HTML; null where there is none. */
	static in(html: string, page: string, piece: string): PlainForm | null {
		return PlainForm.all(html, page).find((form) => form.#html.includes(piece)) ?? null;
	}

	static all(html: string, page: string): readonly PlainForm[] {
		return (html.match(/<form\b[\s\S]*?<\/form>/g) ?? []).map((form) => new PlainForm(form, page));
	}

	private constructor(html: string, page: string) {
		this.#html = html;
		this.#page = page;
		this.#fields = [...html.matchAll(/<(input|select|textarea)\b([^>]*)>(?:([\s\S]*?)<\/\1>)?/g)].flatMap(
			([, tag = '', attributes = '', content = '']): Field[] => {
				const name = attribute(attributes, 'name');
				if (name === null) return [];
				if (tag === 'textarea') return [[name, decoded(content.replace(/^\n/, ''))]];
				if (tag === 'select') return [[name, chosenIn(content)]];
				const isBox = /type="(checkbox|radio)"/.test(attributes);
				return isBox && !/\schecked/.test(attributes) ? [] : [[name, attribute(attributes, 'value') ?? '']];
			}
		);
	}

	/** Where it goes. */
	get url(): URL {
		return new URL(decoded(this.#html.match(/<form\b[^>]*\baction="([^"]*)"/)?.[1] ?? ''), this.#page);
	}

	get isPost(): boolean {
		return /<form\b[^>]*\bmethod="post"/i.test(this.#html);
	}

	/** Of all that can be filled in, ticked or pressed. */
	get names(): readonly string[] {
		const named = [...this.#html.matchAll(/<(?:input|select|textarea|button)\b([^>]*)>/g)];
		return [...new Set(named.flatMap(([, attributes = '']) => attribute(attributes, 'name') ?? []))];
	}

	copy(): PlainForm {
		return new PlainForm(this.#html, this.#page);
	}

	/** Every field of this name. */
	fill(name: string, value: string): this {
		const others = this.#fields.filter(([one]) => one !== name);
		if (others.length === this.#fields.length) this.#fields = [...others, [name, value]];
		else this.#fields = this.#fields.map(([one, old]) => [one, one === name ? value : old]);
		return this;
	}

	/** The option of a select whose text contains this. */
	choose(name: string, text: string): this {
		const option = [...this.#html.matchAll(/<option\b([^>]*)>([\s\S]*?)<\/option>/g)].find(
			([, , label = '']) => decoded(label).includes(text)
		);
		if (!option) throw new Error(`nothing to choose is called ${text}`);
		return this.fill(name, attribute(option[1] ?? '', 'value') ?? '');
	}

	/** It is taken, and leads on to another page; anything else is shown. */
	async post(request: APIRequestContext): Promise<void> {
		await this.#answer(request, 303);
	}

	/** The page that a form comes back with which only wanted to see something. */
	look(request: APIRequestContext): Promise<string> {
		return this.#answer(request, 200);
	}

	async #answer(request: APIRequestContext, status: 200 | 303): Promise<string> {
		const answer = await this.ask(request);
		const html = await answer.text();
		expect(answer.status(), `${this.url.search} ${errorsOf(answer.status(), html)}`).toBe(status);
		return html;
	}

	ask(request: APIRequestContext): Promise<APIResponse> {
		const { url } = this;
		const data = new URLSearchParams(this.#fields.map(([name, value]) => [name, value])).toString();
		const headers = { accept: 'text/html', origin: url.origin };
		if (!this.isPost)
			return request.get(`${url.origin}${url.pathname}?${data}`, { headers, maxRedirects: 0 });
		const type = 'application/x-www-form-urlencoded';
		return request.post(url.href, { data, headers: { ...headers, 'content-type': type }, maxRedirects: 0 });
	}
}

function errorsOf(status: number, html: string): string {
	return status === 303 ? '' : (html.match(/role="alert"[\s\S]{0,600}/)?.[0] ?? html.slice(0, 200));
}

function chosenIn(options: string): string {
	const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, attributes = '']) => attributes);
	const chosen = all.find((attributes) => /\sselected/.test(attributes)) ?? all[0] ?? '';
	return attribute(chosen, 'value') ?? '';
}

function attribute(attributes: string, name: string): string | null {
	const found = attributes.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];
	return found === undefined ? null : decoded(found);
}

function decoded(text: string): string {
	return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, code: string) => ENTITIES[code] ?? '');
}
