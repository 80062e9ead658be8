import { describe, expect, it } from 'vitest';
import { formatShortDate } from '$lib/i18n/format';
import { m } from '$lib/i18n/generated/staff/messages';
import { checkItemText } from '$lib/ui/case/check-texts';
import { historyOf } from './case-history';

const me = { id: 'me', email: 'me@kofei.test' } as Parameters<typeof historyOf>[2];
const at = '2027-02-01T10:00:00.000Z';
const nothing = { events: [], reopenings: [], worked: [], requests: [], records: [] };

describe('the history of a case', () => {
	it('says what was asked for, beside the state it led to', () => {
		const event = (id: number, to_state: 'clarification' | 'formal_check', moment: string) => ({
			id,
			from_state: null,
			to_state,
			at: moment,
			public_reason: null,
			actor_id: 'me',
			actor_role: 'clerk',
			reason: null
		});
		const items = [{ label: 'Unterlage Satzung' }, { label: 'Abschnitt Kosten' }];
		const [later, asked, begun] = historyOf(
			{
				...nothing,
				events: [
					event(1, 'formal_check', '2027-01-30T10:00:00.000Z'),
					event(2, 'clarification', at),
					event(3, 'clarification', '2027-02-09T10:00:00.000Z')
				] as never,
				requests: [
					{ askedAt: at, dueOn: '2027-02-28', answeredAt: null, closedAt: '2027-02-05T10:00:00.000Z', items }
				]
			},
			{},
			me,
			'de'
		);
		expect(asked?.about).toBe(m.history_asked_for({ items: 'Unterlage Satzung; Abschnitt Kosten' }));
		expect(later?.about).toBeUndefined();
		expect(begun?.about).toBeUndefined();
	});

	it('says that a request ended without an answer, and when it was due', () => {
		const step = { id: 1, from_state: 'clarification', to_state: 'formal_check', at, public_reason: null };
		const request = { askedAt: '2027-01-20T10:00:00.000Z', dueOn: '2027-02-28', closedAt: at, items: [] };
		const [unanswered, answered] = [null, at].map(
			(answeredAt) =>
				historyOf(
					{ ...nothing, events: [step] as never, requests: [{ ...request, answeredAt }] },
					{},
					me,
					'de'
				)[0]
		);
		expect(unanswered?.about).toBe(m.history_ended_unanswered({ date: formatShortDate('2027-02-28', 'de') }));
		expect(answered?.about).toBeUndefined();
	});

	it('says which items of a signed check are not met', () => {
		const record = (id: string, judgement: string) => ({
			id,
			version: 1,
			person: 'Özge Demir',
			signedAt: at,
			items: [
				{ code: 'deadline', judgement: 'met' },
				{ code: 'documents', judgement }
			]
		});
		const [missed, met] = historyOf(
			{ ...nothing, records: [record('a', 'not_met'), record('b', 'met')] },
			{},
			me,
			'de'
		);
		expect(missed).toMatchObject({
			title: m.history_checked({ version: 1 }),
			actor: 'Özge Demir',
			about: m.history_not_met({ items: checkItemText('documents') })
		});
		expect(met?.about).toBe(m.history_all_met());
		const [other] = historyOf({ ...nothing, records: [record('c', 'not_applicable')] }, {}, me, 'de');
		expect(other?.about).toBe(m.history_nothing_open({ met: 1, others: 1 }));
	});
});
