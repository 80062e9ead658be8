import { describe, expect, it } from 'vitest';
import { languages } from '../../i18n/locales';
import { newsMail, type News } from './news';

const news: News = {
	event: 'letter',
	applicationId: '11111111-1111-4111-8111-111111111111',
	referenceNumber: 'KOFEI-2027-0001',
	email: 'amina@example.org',
	origin: 'https://kofei.example',
	locale: 'ar'
};

const deeds = [
	'other_accepted',
	'other_accepted_waived',
	'other_waived',
	'other_account',
	'other_payout',
	'other_payout_withdrawn',
	'other_change',
	'other_change_withdrawn',
	'other_cancellation',
	'other_withdrawn'
];

describe('news by mail', () => {
	it('names the number, the way to it and the address to sign in with, first in the reader’s language, then in German', () => {
		const german = newsMail({ ...news, locale: 'de' });
		for (const { code } of languages) {
			const mail = newsMail({ ...news, locale: code });
			expect(mail?.subject).toContain('KOFEI-2027-0001');
			expect(mail?.text).toContain(
				`https://kofei.example/${code}/apply/${news.applicationId}/correspondence`
			);
			expect(mail?.text).toContain('amina@example.org');
			expect(mail?.text.endsWith(german?.text ?? '')).toBe(true);
		}
		expect(newsMail({ ...news, locale: 'xx' })).toEqual(german);
	});

	it('says for each event something else, and for an unknown one nothing', () => {
		const events = [
			'state_submitted',
			'state_clarification',
			'reminder',
			'letter',
			'message',
			'state_report_due',
			'bank_changed',
			'bank_confirmed',
			'bank_refused',
			'payout_paid',
			'payout_refused',
			'payout_bounced',
			'money_returned',
			'state_closed',
			...deeds
		];
		expect(new Set(events.map((event) => newsMail({ ...news, event })?.text)).size).toBe(events.length);
		expect(newsMail({ ...news, event: 'state_approved' })).toBeNull();
	});

	it('tells in every language what somebody else of the group did, in one sentence that names the deed', () => {
		for (const { code } of languages) {
			const texts = deeds.map((event) => newsMail({ ...news, event, locale: code })?.text ?? '');
			const [frame = ''] = (texts[0] ?? '').split(':');
			expect(frame, code).toContain(news.referenceNumber);
			for (const text of texts) expect(text.startsWith(frame), code).toBe(true);
		}
		expect(newsMail({ ...news, event: 'other_payout', locale: 'de' })?.text).toContain(
			'zu KOFEI-2027-0001 etwas gemacht: Geld angefordert. Mehr dazu'
		);
		const at = (event: string) => /\/apply\/\S+\/(\w+)/.exec(newsMail({ ...news, event })?.text ?? '')?.[1];
		expect(deeds.map(at)).toEqual([...deeds.slice(1).map(() => 'grant'), 'status']);
	});
});
