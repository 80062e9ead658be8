const PATIENCE_MS = 20_000;
const LOOK_AGAIN_MS = 100;

/** The newest six-digit code the embedded server would have mailed to this address. */
export async function newestCode(origin: string, email: string): Promise<string> {
	const end = Date.now() + PATIENCE_MS;
	for (;;) {
		const found = codesIn(await mailsOf(origin, email), email)[0];
		if (found) return found;
		if (Date.now() > end) throw new Error(`no mail to ${email}`);
		await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
	}
}

/** The mails to an address in which something stands, as text; waits for the first. */
export async function mailsTo(origin: string, email: string, words: string): Promise<readonly string[]> {
	const end = Date.now() + 15_000;
	for (;;) {
		const found = articlesTo(await mailsOf(origin, email), email).filter((mail) => mail.includes(words));
		if (found.length > 0) return found;
		if (Date.now() > end) throw new Error(`no mail to ${email} with "${words}"`);
		await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
	}
}

async function mailsOf(origin: string, email: string): Promise<string> {
	return (await fetch(`${origin}/dev/mail?to=${encodeURIComponent(email)}`)).text();
}

/** A code of six digits that is not the right one. */
export function wrongCode(right: string): string {
	return right === '123456' ? '654321' : '123456';
}

function codesIn(html: string, email: string): string[] {
	return articlesTo(html, email).flatMap(
		(mail) => /\b\d{6}\b/.exec(mail.slice(mail.indexOf('</h2>')).replace(/<time.*?<\/time>/s, ''))?.[0] ?? []
	);
}

function articlesTo(html: string, email: string): string[] {
	return html
		.split('<article')
		.map((mail) => mail.split('</article>')[0] ?? '')
		.filter((mail) => mail.includes(`>${email}<`));
}
