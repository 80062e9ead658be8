/** One complete application to the open round, by section: what people type and choose. */
export const openRound = 'kofei-2027';
export const archivedRound = 'kofei-2026';

/** The answers of one section. */
export type Answers = {
	readonly typed?: Readonly<Record<string, string>>;
	/** One of several. */
	readonly chosen?: Readonly<Record<string, string>>;
	/** Any of several. */
	readonly ticked?: Readonly<Record<string, readonly string[]>>;
	/** Cards of a list, by list. */
	readonly rows?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
	/** Several sentences in another language than German, with their German version and who made it. */
	readonly told?: Readonly<
		Record<string, { readonly text: string; readonly german: string; readonly by: string }>
	>;
};

export const answers = {
	organisation: {
		typed: {
			organisation_name: 'Hochfeld’de Komşular',
			street: 'Wanheimer Straße 12',
			postal_code: '47053',
			city: 'Duisburg'
		},
		chosen: { legal_form: 'initiative' }
	},
	recognition: { typed: { org_volunteers: '12' }, chosen: { non_profit: 'no' } },
	contact: {
		typed: { contact_first_name: 'Amina', contact_last_name: 'Yılmaz', contact_phone: '0203 123456' },
		chosen: { contact_language: 'tr', contact_authorised: 'yes' }
	},
	// A group without legal form names two people.
	responsible: {
		rows: {
			responsible_persons: [
				{ first_name: 'Amina', last_name: 'Yılmaz' },
				{ first_name: 'Omar', last_name: 'Haddad' }
			]
		}
	},
	project: {
		typed: {
			project_title: 'Pazar yerinde hikâye kahvesi',
			project_summary: 'Ayda bir kez insanların hikâyelerini anlattığı açık bir kahve.'
		},
		chosen: { project_is_new: 'new' },
		ticked: { project_areas: ['encounter', 'democracy'] }
	},
	goals: {
		typed: {
			need: 'Hochfeld’de birçok ülkeden insan yan yana yaşıyor, konuşacak yer yok.',
			aims: '60 kişi tanışır; geri geldiklerinde anlarız.'
		}
	},
	impact: {
		typed: {
			empowerment: 'Akşamları misafirler kendileri yönetir.',
			prevention: 'Ait olan, nefrete daha az kapılır.'
		}
	},
	activities: {
		typed: { format: 'Altı akşam, 18–20 arası.', period_start: '2027-04-01', period_end: '2027-11-30' },
		chosen: { district: 'mitte' }
	},
	people: {
		typed: { participants: '60', volunteers: '8' },
		chosen: { has_minors: 'no' },
		ticked: { target_groups: ['neighbours', 'refugees'] }
	},
	bank: { typed: { iban: 'DE02120300000000202051', account_holder: 'Amina Yılmaz' } }
} as const satisfies Readonly<Record<string, Answers>>;

export type WrittenSection = keyof typeof answers;

export const costLines = [
	{ category: 'room_rent', label: 'Altı akşam için salon', amount: '600' },
	{ category: 'food', label: 'Çay ve kurabiye', amount: '1.234,50' }
] as const;
/** The name under the declarations. */
export const signature = 'Amina Yılmaz';
export const requested = { typed: '1.834,50', cents: 183_450 };

export const requiredDeclarations = [
	'true_and_complete',
	'not_begun',
	'no_double_funding',
	'reports_changes',
	'democratic_order',
	'knows_terms',
	'mentions_funding',
	'privacy_read'
] as const;

/** The same application as the sync engine sends it, for journeys that begin when it is written. */
export function completeFields(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
	const sections: readonly Answers[] = Object.values(answers);
	const given = sections.map(({ typed, chosen, ticked, rows }) => ({
		...typed,
		...chosen,
		...ticked,
		...rowFields(rows)
	}));
	return {
		...Object.assign({}, ...given),
		org_volunteers: 12,
		participants: 60,
		volunteers: 8,
		requested_cents: requested.cents,
		'cost_lines.aaaaaaaa.position': 1,
		'cost_lines.aaaaaaaa.category': 'room_rent',
		'cost_lines.aaaaaaaa.label': 'Altı akşam için salon',
		'cost_lines.aaaaaaaa.amount_cents': requested.cents,
		...Object.fromEntries(requiredDeclarations.map((code) => [`declared.${code}`, '2027-1'])),
		input_tax: 'not_entitled',
		signed_name: signature,
		...changes
	};
}

/** Rows as a draft keeps them: `<list>.<id>.<column>`, with ids as a device makes them. */
function rowFields(lists: Answers['rows'] = {}): Record<string, unknown> {
	const lines = Object.entries(lists).flatMap(([list, rows]) =>
		rows.flatMap((row, index) =>
			Object.entries({ position: index + 1, ...row }).map(([column, value]) => [
				`${list}.${String(index + 1).repeat(8)}.${column}`,
				value
			])
		)
	);
	return Object.fromEntries(lines);
}
