import type { Chance } from './chance';
import type { DemoLanguage } from './ideas';

/** Invented groups and people. None of the names belongs to an organisation that exists. */
export interface Group {
	readonly name: string;
	readonly legalForm: string;
	readonly language: DemoLanguage;
	readonly district: string;
	/** The part of the town: an Ortsteil of the district. */
	readonly place: string;
	readonly postalCode: string;
	readonly people: readonly [Named, Named];
	readonly isMigrantOrganisation: string;
}

interface Named {
	readonly first: string;
	readonly last: string;
}

const places = {
	walsum: [['Aldenrade', 'Vierlinden', 'Fahrn', 'Overbruch'], '47179'],
	hamborn: [['Marxloh', 'Neumühl', 'Röttgersbach', 'Obermarxloh'], '47169'],
	meiderich_beeck: [['Bruckhausen', 'Laar', 'Beeck', 'Obermeiderich'], '47137'],
	homberg_ruhrort_baerl: [['Ruhrort', 'Hochheide', 'Alt-Homberg', 'Baerl'], '47198'],
	mitte: [['Hochfeld', 'Dellviertel', 'Duissern', 'Wanheimerort'], '47053'],
	rheinhausen: [['Hochemmerich', 'Friemersheim', 'Bergheim', 'Rumeln-Kaldenhausen'], '47226'],
	sued: [['Wanheim-Angerhausen', 'Buchholz', 'Hüttenheim', 'Großenbaum'], '47259']
} as const satisfies Readonly<Record<string, readonly [readonly [string, ...string[]], string]>>;

export const demoDistricts = Object.keys(places) as (keyof typeof places)[];

const legalForms = [
	'registered_association',
	'initiative',
	'unregistered_association',
	'registered_association',
	'non_profit_company',
	'religious_community',
	'registered_association',
	'welfare_association',
	'initiative',
	'foundation',
	'other'
] as const;

const suffixes: Readonly<Record<string, string>> = {
	registered_association: ' e. V.',
	non_profit_company: ' gGmbH',
	foundation: ' Stiftung'
};

const names: Readonly<Record<DemoLanguage, readonly [string, ...string[]]>> = {
	de: [
		'Lindenfaden {place}',
		'Kranichhof {place}',
		'Teestern {place}',
		'Mosaikwerk {place}',
		'Rheinlaterne {place}',
		'Wortbrücke {place}',
		'Großmütter am Herd {place}'
	],
	tr: [
		'{place} İpek Düğüm',
		'{place} Çınaraltı Buluşması',
		'{place} Gökkuşağı Anneleri',
		'Nar Tanesi {place}',
		'{place} Dere Boyu Komşular'
	],
	ar: ['خيط الزيتون {place}', 'نافذة الياسمين {place}', 'قنطرة النهر {place}', 'Safran und Minze {place}'],
	en: ['Kola Circle {place}', 'Open Kettle {place}', 'Blue Heron Neighbours {place}', 'Talking Drum {place}'],
	uk: ['Соняшне коло {place}', 'Калинова стежка {place}', 'Kornblume {place}', 'Вишиванка-клуб {place}']
};

const people: Readonly<Record<DemoLanguage, readonly [Named, ...Named[]]>> = {
	de: [
		named('Karla', 'Wiesengrund'),
		named('Henning', 'Ostermoor'),
		named('Greta', 'Süßkind'),
		named('Ole', 'Brückner-Ahlhorn'),
		named('Marlies', 'Tannhoff')
	],
	tr: [
		named('Amina', 'Çağlayan'),
		named('Emre', 'Yıldızoğlu'),
		named('Şirin', 'Özgüneş'),
		named('İlknur', 'Akdere'),
		named('Cem', 'Dağlı')
	],
	ar: [
		named('ليلى', 'الحمصي'),
		named('Omar', 'Al-Nahhas'),
		named('Rania', 'Qabbani'),
		named('يوسف', 'درويش'),
		named('Huda', 'El-Mansour')
	],
	en: [
		named('Adwoa', 'Mensah-Boakye'),
		named('Chidi', 'Okwuosa'),
		named('Fatoumata', 'Camara'),
		named('Priya', "D'Cruz"),
		named('Sean', "O'Neill")
	],
	uk: [
		named('Оксана', 'Лугова'),
		named('Iryna', 'Kovalchuk'),
		named('Максим', 'Степовий'),
		named('Natalija', 'Hrytsenko'),
		named('Дмитро', 'Яр')
	]
};

/** One language after the other, German most often, as applications come in. */
const languages = ['de', 'tr', 'ar', 'de', 'tr', 'uk', 'en', 'de', 'ar', 'tr'] as const;

const streets = [
	'Ahornweg',
	'Zechenstraße',
	'Hafengasse',
	'Am Alten Deich',
	'Schleusenplatz',
	'Kranstraße'
] as const;

/** Districts, legal forms and languages go round in turns of different lengths, so that all of them meet. */
export function demoGroup(index: number, chance: Chance): Group {
	const district = demoDistricts[index % demoDistricts.length] ?? 'mitte';
	const language = languages[index % languages.length] ?? 'de';
	const legalForm = legalForms[index % legalForms.length] ?? 'initiative';
	const [parts, postalCode] = places[district];
	const place = chance.one(parts);
	const [first, second] = [chance.between(0, 4), chance.between(1, 4)];
	const all = people[language];
	const turn = Math.floor(index / 70);
	return {
		name: `${chance.one(names[language]).replace('{place}', place)}${turn > 0 ? ` ${turn + 1}` : ''}${suffixes[legalForm] ?? ''}`,
		legalForm,
		language,
		district,
		place,
		postalCode,
		people: [all[first] ?? all[0], all[(first + second) % all.length] ?? all[0]],
		isMigrantOrganisation:
			language === 'de' ? chance.one(['no', 'not_said', 'yes']) : chance.one(['yes', 'yes', 'not_said'])
	};
}

export function demoAddress(chance: Chance): string {
	return `${chance.one(streets)} ${chance.between(1, 140)}`;
}

function named(first: string, last: string): Named {
	return { first, last };
}
