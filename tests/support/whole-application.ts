import type { Answers } from './applications.ts';

/**
 * An answer to every question the open round asks a registered association, also those of free will, by section: what two
 * people type and choose on their phones. The journey that uses it fails as soon as the form asks for more.
 */
export const wholeAnswers = {
	organisation: {
		typed: {
			organisation_name: 'Köprü Kültür Derneği e. V.',
			street: 'Weseler Straße 120',
			postal_code: '47169',
			city: 'Duisburg',
			founded_year: '1998',
			website: 'https://koprue-marxloh.example',
			register_court: 'Amtsgericht Duisburg',
			register_number: 'VR 4711'
		},
		chosen: {
			legal_form: 'registered_association',
			seat_district: 'hamborn',
			migrant_organisation: 'yes'
		}
	},
	recognition: {
		chosen: { non_profit: 'yes', exemption_kind: 'exemption' },
		typed: {
			exemption_date: '2025-03-14',
			tax_office: 'Duisburg-Hamborn',
			tax_number: '107/5987/0815',
			org_volunteers: '34',
			org_employees: '2',
			org_freelancers: '5'
		}
	},
	contact: {
		typed: {
			contact_first_name: 'Zehra',
			contact_last_name: 'Aydoğan',
			contact_email: 'zehra@koprue.test',
			contact_phone: '0203 555 0199'
		},
		chosen: {
			contact_channel: 'phone',
			contact_language: 'tr',
			contact_interpreter: 'yes',
			contact_authorised: 'yes'
		}
	},
	responsible: {
		chosen: { signing: 'jointly' },
		rows: {
			responsible_persons: [
				{ first_name: 'Gülşen', last_name: 'Çağlar', role: 'Başkan' },
				{ first_name: 'Jonas', last_name: 'Wiśniewski', role: 'Kassenwart' }
			]
		}
	},
	project: {
		typed: { project_title: 'Mahallenin sofrası' },
		chosen: { project_is_new: 'existing' },
		ticked: { project_areas: ['meeting_places', 'encounter', 'democracy'] },
		told: {
			project_summary: {
				text: 'Her ay komşular aynı sofraya oturur, yemek pişirir ve mahalleyi konuşur.',
				german: 'Jeden Monat kochen Nachbarn zusammen und sprechen über ihr Viertel.',
				by: 'self'
			}
		}
	},
	goals: {
		told: {
			need: {
				text: 'Marxloh’da yan yana yaşıyoruz ama birbirimizi tanımıyoruz.\nGençler için güvenli yer yok.',
				german:
					'In Marxloh leben wir nebeneinander und kennen uns nicht. Jugendlichen fehlt ein sicherer Ort.',
				by: 'interpreter'
			},
			aims: {
				text: 'Altmış kişi tanışır; yarısı yeniden gelirse başardık demektir, değil mi?',
				german: 'Sechzig Menschen lernen sich kennen; kommt die Hälfte wieder, haben wir es geschafft.',
				by: 'interpreter'
			}
		}
	},
	impact: {
		ticked: {
			protective_factors: [
				'self_efficacy',
				'belonging',
				'dialogue',
				'democracy_knowledge',
				'media_literacy',
				'places_to_turn_to'
			]
		},
		told: {
			empowerment: {
				text: 'Yemeği ve akşamı misafirler kendileri yönetir; güçlerini görürler.',
				german: 'Die Gäste leiten Küche und Abend selbst und sehen, was sie können.',
				by: 'self'
			},
			prevention: {
				text: 'Ait olan kişi nefrete daha az kapılır, söz hakkı olduğunu öğrenir.',
				german: 'Wer dazugehört, fällt weniger auf Hass herein.',
				by: 'self'
			}
		}
	},
	activities: {
		typed: {
			format: 'Acht Abende: einkaufen, kochen, essen, reden.',
			period_start: '2027-04-01',
			period_end: '2027-11-30',
			quarter: 'Marxloh',
			venue: 'Medienbunker Marxloh'
		},
		chosen: { district: 'hamborn' },
		ticked: { offer_languages: ['de', 'tr', 'bg'] },
		rows: {
			events: [
				{ date: '2027-04-09', time: '18:30', place: 'Medienbunker, großer Saal' },
				{ date: '2027-05-14', time: '19:00', place: 'Pollmannkreuz' }
			]
		}
	},
	people: {
		typed: {
			participants: '60',
			newcomers: '25',
			volunteers: '14',
			participation: 'Die Gäste wählen Gerichte und Themen selbst.'
		},
		chosen: { has_minors: 'yes', child_protection: 'certificates' },
		ticked: { target_groups: ['families', 'refugees', 'neighbours'] }
	},
	quality: {
		typed: {
			publicity: 'Plakate in fünf Sprachen und ein Aushang in der Moschee.',
			accessibility: 'Der Saal ist ebenerdig, eine Rampe liegt bereit.',
			sustainability: 'Die Runde kocht danach ohne Förderung weiter.'
		},
		rows: { partners: [{ name: 'Stadtteilbüro Marxloh', contribution: 'Geschirr und Tische' }] }
	},
	costs: {
		rows: {
			cost_lines: [
				{ category: 'room_rent', label: 'Salon, sekiz akşam', quantity: '8', unit_cents: '112,50' },
				{ category: 'food', label: 'Yemek malzemesi', quantity: '60', unit_cents: '7,25' }
			],
			income_lines: [
				{
					kind: 'public_grant',
					label: 'Bezirksvertretung Hamborn',
					grant_status: 'granted',
					grant_reference: 'BV-H 17/2027',
					amount_cents: '300'
				},
				{ kind: 'own_money', label: 'Dernek kasası', amount_cents: '85' }
			]
		},
		typed: { requested_cents: '950' }
	},
	bank: {
		typed: {
			iban: 'DE02120300000000202051',
			account_holder: 'Köprü Kültür Derneği e. V.',
			bank_name: 'Sparkasse Duisburg'
		}
	}
} as const satisfies Readonly<Record<string, Answers>>;

/** What the office reads where it is not letter by letter what was typed, by path or `<list>.<column>`. */
export const readByOffice: Readonly<Record<string, string | readonly string[]>> = {
	legal_form: 'Eingetragener Verein (e. V.)',
	seat_district: 'Hamborn',
	migrant_organisation: 'Ja',
	non_profit: 'Anerkannt',
	exemption_kind: 'Freistellungsbescheid',
	exemption_date: '14. März 2025',
	contact_channel: 'Telefon',
	contact_language: 'Türkisch',
	contact_interpreter: 'Ja',
	contact_authorised: 'Ja',
	signing: 'Gemeinsam',
	project_is_new: 'Bestehendes Angebot',
	project_areas: [
		'Orte für Bildung und Begegnung betreiben',
		'Zusammenkommen, sich zurechtfinden, begleitet werden',
		'Demokratie lernen und leben'
	],
	protective_factors: [
		'Selbstwirksamkeit',
		'Zugehörigkeit',
		'Dialog',
		'Wissen über Demokratie',
		'Medienkompetenz',
		'Anlaufstellen'
	],
	period_start: '1. April 2027',
	period_end: '30. November 2027',
	district: 'Hamborn',
	offer_languages: ['Deutsch', 'Türkisch', 'Bulgarisch'],
	has_minors: 'Ja',
	child_protection: 'Führungszeugnisse liegen vor',
	target_groups: ['Familien', 'Geflüchtete', 'Alle aus der Nachbarschaft'],
	requested_cents: '950,00 €',
	iban: 'DE02 1203 0000 0000 2020 51',
	input_tax: 'Nicht zum Vorsteuerabzug berechtigt',
	'events.date': ['9. April 2027', '14. Mai 2027'],
	'cost_lines.category': ['Raummiete', 'Essen und Getränke'],
	'cost_lines.unit_cents': ['112,50 €', '7,25 €'],
	'cost_lines.amount_cents': ['900,00 €', '435,00 €'],
	'income_lines.kind': ['Andere öffentliche Förderung', 'Eigenes Geld'],
	'income_lines.grant_status': 'Bewilligt',
	'income_lines.amount_cents': ['300,00 €', '85,00 €']
};
