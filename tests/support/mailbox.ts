const PATIENCE_MS = 20_000;
const LOOK_AGAIN_MS = 100;

/** The newest six-digit code the embedded server would have mailed to this address. */
export async function newestCode(origin: string, email: string): Promise<string> {
	const end = Date.now() + PATIENCE_MS;
	for (;;) {
		const found = codesIn(await (await fetch(`${origin}/dev/mail`)).text(), email)[0];
		if (found) return found;
		if (Date.now() > end) throw new Error(`no mail to ${email}`);
		await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
	}
}

/** A code of six digits that is not the right one. */
export function wrongCode(right: string): string {
	return right === '123456' ? '654321' : '123456';
}

function codesIn(html: string, email: string): string[] {
	return html
		.split('<article')
		.filter((mail) => mail.includes(`>${email}<`))
		.flatMap(
			(mail) =>
				/\b\d{6}\b/.exec(mail.slice(mail.indexOf('</h2>')).replace(/<time.*?<\/time>/s, ''))?.[0] ?? []
		);
}
