import { describe, expect, it } from 'vitest';
import { languages } from '../../i18n/locales';
import { invitationMail, type Invitation } from './invitation';

const invitation: Invitation = {
	to: 'yusuf@example.org',
	role: 'editor',
	until: null,
	inviter: 'amina@example.org',
	origin: 'https://kofei.example',
	locale: 'de'
};

describe('the invitation', () => {
	it('says who invites, where to go and which address to sign in with', () => {
		const { subject, text } = invitationMail(invitation);
		expect(subject).toMatch(/KOFEI/);
		for (const part of ['amina@example.org', 'https://kofei.example/de/apply', 'yusuf@example.org'])
			expect(text).toContain(part);
	});

	it('has no link that could sign somebody in: no query, no token, nothing but the address of the app', () => {
		for (const { code } of languages) {
			const { text } = invitationMail({ ...invitation, locale: code });
			const links = text.match(/https?:\S+/g) ?? [];
			expect(new Set(links)).toEqual(
				new Set([`https://kofei.example/${code}/apply`, 'https://kofei.example/de/apply'])
			);
		}
	});

	it('begins in the language of whoever invites, with German below, and in German alone where nobody knows it', () => {
		const german = invitationMail(invitation);
		for (const code of ['en', 'tr', 'ar']) {
			const { subject, text } = invitationMail({ ...invitation, locale: code });
			expect(subject).not.toBe(german.subject);
			expect(text.endsWith(german.text)).toBe(true);
			expect(text.length).toBeGreaterThan(german.text.length);
		}
		expect(invitationMail({ ...invitation, locale: 'xx' })).toEqual(german);
	});

	it('tells a helper the last day, and each role something else', () => {
		const helper = invitationMail({ ...invitation, role: 'helper', until: '2027-01-21' }).text;
		expect(helper).toContain('21.01.2027');
		const reader = invitationMail({ ...invitation, role: 'reader' }).text;
		expect(new Set([helper, reader, invitationMail(invitation).text]).size).toBe(3);
	});
});
