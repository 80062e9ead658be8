import { describe, expect, it } from 'vitest';
import { completeFields } from '../application/application.sample';
import { fieldAt, isKnownPath, sectionOf } from '../application/fields';
import { sampleRound } from '../round/round.sample';
import { copiedFields, organisationFields, organisationsOf, sectionsToLookAt } from './copy';
import { mayCopy } from './may';
import { type Draft, newDraft } from './draft';

const fields = {
	...completeFields,
	period_start: '2027-04-01',
	'events.aaaaaaaa.position': 1,
	'events.aaaaaaaa.date': '2027-04-03',
	'events.aaaaaaaa.place': 'Saal',
	'income_lines.bbbbbbbb.position': 1,
	'income_lines.bbbbbbbb.kind': 'public_grant',
	'income_lines.bbbbbbbb.grant_status': 'granted',
	'income_lines.bbbbbbbb.grant_reference': 'AZ 7',
	'german.need': 'Viele kennen ihre Nachbarn nicht.',
	'answers.a1b2c3d4': 'Cem.',
	signed_name: 'Amina',
	iban: 'DE02120300000000202051'
};

const draftOf = (change: Partial<Draft>): Draft => ({
	...newDraft({ id: 'd', round: 'kofei-2027', ownerId: 'amina@example.org', nowMs: 1 }),
	fields,
	...change
});

describe('what of a copy is to be looked at', () => {
	const copy = copiedFields(fields, sampleRound);

	it('is every section whose numbers, sums or account still say what they said before', () => {
		const all = sectionsToLookAt(copy, fields);
		expect(all).toEqual(expect.arrayContaining(['people', 'costs', 'bank']));
		expect(all).not.toContain('goals');
		expect(sectionsToLookAt(copy, null)).toEqual(all);
	});

	it('is also whose account it is, and words that name a year or a day', () => {
		const old = { account_holder: 'Cem Kaya', need: 'Wie im Sommer 2026.', aims: 'Am 3.4. beginnt es.' };
		expect(sectionsToLookAt(old, old)).toEqual(['goals', 'bank']);
		expect(sectionsToLookAt({ ...old, account_holder: 'Verein' }, old)).toEqual(['goals']);
		expect(sectionsToLookAt({ need: '12.000 Menschen, 3.5 km, §7.' }, null)).toEqual([]);
	});

	it('is after a grant also what was agreed since, and what is to be reached', () => {
		const agreed = { ...copy, iban: 'DE89370400440532013000' };
		expect(sectionsToLookAt(agreed, fields)).not.toContain('bank');
		const all = sectionsToLookAt(agreed, fields, true);
		expect(all).toEqual(expect.arrayContaining(['goals', 'people', 'costs', 'bank']));
	});

	it('is less with every number that is said anew', () => {
		const changed = { ...copy, iban: 'DE89370400440532013000' };
		expect(sectionsToLookAt(changed, fields)).not.toContain('bank');
		expect(sectionsToLookAt(changed, fields)).toContain('costs');
		expect(sectionsToLookAt({}, fields)).toEqual([]);
	});
});

describe('a copy', () => {
	const copy = copiedFields(fields, sampleRound);

	it('takes the texts, the people and the plan', () => {
		for (const path of ['need', 'german.need', 'organisation_name', 'iban', 'requested_cents'] as const)
			expect(copy[path], path).toEqual(fields[path as keyof typeof fields]);
		expect(copy['income_lines.bbbbbbbb.kind']).toBe(
			sampleRound.income_kinds.some(({ code }) => code === 'public_grant') ? 'public_grant' : undefined
		);
	});

	it('leaves days, declarations, the signature, answers to the office and the state of other grants', () => {
		for (const path of Object.keys(copy)) {
			expect(isKnownPath(path), path).toBe(true);
			expect(['declarations', 'documents'], path).not.toContain(sectionOf(path));
			if (sectionOf(path) === 'activities') expect(fieldAt(path)?.kind, path).not.toBe('date');
			expect(path).not.toMatch(/^(events|answers|declared)\.|grant_status|grant_reference|signed_name/);
		}
	});

	it('asks anew whether the project is new: what was new last year is not', () => {
		expect(fields).toHaveProperty('project_is_new');
		expect(copy).not.toHaveProperty('project_is_new');
	});

	it('chooses nothing the new round does not know', () => {
		const other = { ...sampleRound, districts: [], areas: sampleRound.areas.slice(0, 1) };
		const elsewhere = copiedFields({ ...fields, project_areas: ['encounter', 'gone'] }, other);
		expect(elsewhere).not.toHaveProperty('district');
		expect(elsewhere['project_areas'] ?? []).not.toContain('gone');
	});

	it('of the organisation alone says nothing about the project', () => {
		const details = organisationFields(fields, sampleRound);
		expect(details).toMatchObject({
			organisation_name: completeFields['organisation_name'],
			iban: fields.iban
		});
		for (const path of ['need', 'project_title', 'requested_cents', 'signed_name', 'german.need'])
			expect(details, path).not.toHaveProperty([path]);
	});
});

describe('whose details are offered', () => {
	it('are those of this person, the newest of each organisation', () => {
		const newer = draftOf({ id: 'newer', updatedAtMs: 9 });
		const older = draftOf({ id: 'older', updatedAtMs: 2 });
		const nameless = draftOf({ id: 'nameless', fields: { need: 'x' } });
		expect(organisationsOf([older, newer, nameless], 'amina@example.org').map(({ id }) => id)).toEqual([
			'newer'
		]);
	});

	it('are never those of somebody else on the same phone, nor of an application one only helps with', () => {
		const helped = draftOf({ server: { state: 'draft', revision: 1, receipt: null, may: 'write' } });
		const read = draftOf({ server: { state: 'draft', revision: 1, receipt: null, may: 'read' } });
		expect(organisationsOf([draftOf({}), helped, read], 'yusuf@example.org')).toEqual([]);
		expect(organisationsOf([helped, read], 'amina@example.org')).toEqual([]);
		expect(mayCopy(draftOf({}), null)).toBe(false);
		expect(mayCopy(draftOf({ ownerId: null }), null)).toBe(true);
	});
});
