import { describe, expect, it } from 'vitest';
import { languages } from '../../i18n/locales';
import { Mailbox } from '../embedded/mailbox';
import { signInCodeMail } from './sign-in-code';

const template = `<p>Hallo,</p><p dir="ltr">123456</p><p>Gib ihn in der App ein. Er gilt 10 Minuten.</p>`;
const mail = { from: 'kofei@example.org', to: 'elif@example.org', subject: 'KOFEI', html: template };

describe('the mail with the code', () => {
	it('speaks each of our languages, has the code once and no link, and its subject has neither', () => {
		const mails = languages.map(({ code }) => signInCodeMail('123456', code));
		for (const { subject, text } of mails) {
			expect(text.match(/\d{6}/g)).toEqual(['123456']);
			expect(text).toContain('\n\n123456\n\n');
			expect(subject + text).not.toMatch(/https?:/);
			expect(subject).toContain('KOFEI');
			expect(subject).not.toMatch(/\d/);
		}
		expect(new Set(mails.map(({ text }) => text)).size).toBe(languages.length);
	});

	it('is in the language of whoever asks, also when two ask at once', async () => {
		const mailbox = new Mailbox();
		const later = () => new Promise((resolve) => setTimeout(resolve, 5));
		await Promise.all(
			(['ar', 'tr'] as const).map((locale) =>
				mailbox.speaking(locale, async () => {
					await later();
					await mailbox.send({ ...mail, to: `${locale}@example.org` });
				})
			)
		);
		for (const locale of ['ar', 'tr'] as const)
			expect(mailbox.messages).toContainEqual(
				expect.objectContaining({ to: `${locale}@example.org`, ...signInCodeMail('123456', locale) })
			);
	});

	it('is the template’s where nobody said a language', async () => {
		const mailbox = new Mailbox();
		await mailbox.send(mail);
		expect(mailbox.messages[0]).toMatchObject({ subject: 'KOFEI' });
	});
});
