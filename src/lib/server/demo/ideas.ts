/** What the invented groups want to do, in the language they write in. `{place}` is their part of the town. */

export type DemoLanguage = 'de' | 'tr' | 'ar' | 'en' | 'uk';

export interface Idea {
	readonly title: string;
	readonly summary: string;
	readonly need: string;
	readonly aims: string;
	readonly empowerment: string;
	readonly prevention: string;
	readonly format: string;
	/** `need` in German, where the group has found somebody who put it down. */
	readonly german?: string;
	readonly areas: readonly [string, ...string[]];
	readonly targets: readonly [string, ...string[]];
	readonly hasMinors: boolean;
}

export const ideas: Readonly<Record<DemoLanguage, readonly [Idea, ...Idea[]]>> = {
	de: [
		{
			title: 'Erzählcafé am Marktplatz {place}',
			summary:
				'Einmal im Monat erzählen Menschen aus {place} bei Tee und Kuchen, woher sie kommen und wo sie hinwollen.',
			need: 'In {place} leben viele Menschen Tür an Tür und kennen ihre Namen nicht. Wer neu ist, findet kaum einen Ort, an dem er einfach erzählen darf.',
			aims: 'Mindestens 60 Menschen lernen sich kennen. Wir merken es daran, dass sie wiederkommen und andere mitbringen.',
			empowerment:
				'Jeden Nachmittag leitet ein anderer Gast. Wer zum ersten Mal vor anderen spricht, wird vorher begleitet.',
			prevention:
				'Wer die Geschichte der Nachbarin kennt, glaubt Parolen weniger. Wir sprechen auch über Streit und wie man ihn aushält.',
			format:
				'Acht Nachmittage von April bis November, jeweils 15 bis 18 Uhr, mit zwei Gastgeberinnen und Kinderecke.',
			areas: ['encounter', 'democracy'],
			targets: ['neighbours', 'older_people'],
			hasMinors: false
		},
		{
			title: 'Fahrradwerkstatt für alle in {place}',
			summary: 'Gemeinsam reparieren wir Räder. Frauen lernen Rad fahren, Jugendliche lernen schrauben.',
			need: 'Viele Frauen in {place} haben nie Rad fahren gelernt. Jugendliche haben nachmittags wenig, was ihnen gehört.',
			aims: '25 Frauen fahren am Ende sicher durch {place}. 15 Jugendliche können einen Reifen flicken und zeigen es anderen.',
			empowerment:
				'Wer etwas gelernt hat, gibt es weiter. Die Werkstatt wird von den Jugendlichen selbst geöffnet und geschlossen.',
			prevention:
				'Jugendliche erleben, dass sie gebraucht werden. Das ist das beste Mittel gegen Leute, die ihnen das einreden wollen.',
			format:
				'Jeden zweiten Samstag Werkstatt, im Juni eine Woche Fahrkurs, im September eine Ausfahrt zum Rhein.',
			areas: ['meeting_places', 'volunteer_training'],
			targets: ['women', 'teenagers'],
			hasMinors: true
		},
		{
			title: 'Wählen, mitreden, mitmachen',
			summary: 'Sechs Abende darüber, wie Entscheidungen in Duisburg entstehen und wie man sich einmischt.',
			need: 'Viele Menschen in {place} dürfen nicht wählen oder tun es nicht. Sie sagen: Auf uns hört ja keiner.',
			aims: '40 Menschen wissen danach, an wen sie sich wenden. Mindestens drei Anliegen gehen an die Bezirksvertretung.',
			empowerment:
				'Die Teilnehmenden wählen die Themen und laden selbst ein. Wir helfen nur beim Formulieren.',
			prevention:
				'Wer erlebt, dass Beteiligung etwas ändert, sucht keine einfachen Antworten bei Extremisten.',
			format:
				'Sechs Abende mit Gästen, ein Besuch im Rathaus, zum Schluss ein kleines Fest mit den Ergebnissen.',
			areas: ['democracy', 'information'],
			targets: ['young_adults', 'newcomers'],
			hasMinors: false
		},
		{
			title: 'Hausaufgaben und Brettspiele',
			summary: 'Ehrenamtliche helfen Kindern zweimal in der Woche beim Lernen, danach wird gespielt.',
			need: 'In vielen Wohnungen in {place} ist kein ruhiger Platz zum Lernen. Die Schule hat keine freien Plätze mehr.',
			aims: '20 Kinder kommen regelmäßig. Die Lehrerinnen sagen uns, ob es hilft.',
			empowerment: 'Ältere Kinder werden Patinnen und Paten für jüngere. Eltern kochen abwechselnd.',
			prevention:
				'Kinder lernen, zu verlieren und sich zu vertragen. Eltern aus vielen Ländern kommen ins Gespräch.',
			format: 'Dienstags und donnerstags 15 bis 17.30 Uhr, außer in den Ferien.',
			areas: ['encounter', 'information'],
			targets: ['children', 'families'],
			hasMinors: true
		}
	],
	tr: [
		{
			title: '{place} pazar yerinde hikâye kahvesi',
			summary: 'Ayda bir kez insanların hikâyelerini anlattığı açık bir kahve.',
			need: '{place} semtinde birçok ülkeden insan yan yana yaşıyor ama konuşacak yer yok. Yaşlılar yalnız, gençler sokakta.',
			aims: 'En az 60 kişi birbirini tanır. Tekrar geldiklerinde başardığımızı anlarız.',
			empowerment: 'Akşamları misafirler kendileri yönetir. İlk kez konuşana destek oluruz.',
			prevention: 'Ait olan, nefrete daha az kapılır. Tartışmayı da birlikte öğreniriz.',
			format: 'Altı akşam, 18–20 arası, çay ve kurabiye ile. Çocuklar için köşe var.',
			german:
				'In {place} leben Menschen aus vielen Ländern nebeneinander, aber es gibt keinen Ort zum Reden. Die Alten sind allein, die Jungen auf der Straße.',
			areas: ['encounter', 'democracy'],
			targets: ['neighbours', 'refugees'],
			hasMinors: false
		},
		{
			title: 'Anneler ve kızlar için bilgisayar kursu',
			summary: 'Anneler ve kızları birlikte internette güvenle yol almayı öğrenir.',
			need: 'Resmî işler artık internetten yapılıyor. {place} semtindeki birçok anne çocuğuna muhtaç kalıyor.',
			aims: '20 anne başvurularını kendi yapar. Yalan haberi tanımayı öğreniriz.',
			empowerment: 'Kızlar öğretmen olur, anneler sorar. Sonra roller değişir.',
			prevention: 'Nefret içeren mesajları tanıyan, onları paylaşmaz.',
			format: 'On cumartesi, üçer saat, iki gönüllü eğitmenle.',
			areas: ['information', 'volunteer_training'],
			targets: ['women', 'teenagers'],
			hasMinors: true
		},
		{
			title: 'Mahalle bahçesi: {place} birlikte ekiyor',
			summary: 'Boş bir alanda komşularla sebze ve çiçek yetiştiriyoruz.',
			need: 'Evlerde balkon yok, parkta kavga çok. İnsanların birlikte bir şey yapacağı yer eksik.',
			aims: '30 aile bahçeye katılır. Yaz sonunda herkese açık bir hasat yemeği olur.',
			empowerment: 'Kararları bahçe meclisi verir, herkesin bir oyu vardır.',
			prevention: 'Birlikte çalışan insanlar birbirine önyargıyla bakmaz.',
			format: 'Mart–ekim arası her cumartesi, ayrıca iki atölye: kompost ve su.',
			german:
				'Die Wohnungen haben keine Balkone, im Park gibt es viel Streit. Es fehlt ein Ort, an dem Menschen gemeinsam etwas tun.',
			areas: ['meeting_places', 'encounter'],
			targets: ['families', 'neighbours'],
			hasMinors: true
		}
	],
	ar: [
		{
			title: 'مقهى الحكايات في {place}',
			summary: 'لقاء شهري مفتوح يحكي فيه الناس قصصهم ويتعرف بعضهم إلى بعض.',
			need: 'يعيش في {place} أناس من بلدان كثيرة، لكنهم لا يجدون مكانًا للحديث. كبار السن وحيدون والشباب بلا مكان.',
			aims: 'أن يتعرف ستون شخصًا على الأقل بعضهم إلى بعض، ونعرف أننا نجحنا حين يعودون.',
			empowerment: 'يدير الضيوف الأمسيات بأنفسهم، ونرافق من يتحدث أمام الناس للمرة الأولى.',
			prevention: 'من يشعر بالانتماء لا ينجرّ بسهولة إلى الكراهية.',
			format: 'ست أمسيات من الساعة السادسة إلى الثامنة، مع شاي وركن للأطفال.',
			german:
				'In {place} leben Menschen aus vielen Ländern, aber sie finden keinen Ort zum Reden. Ältere sind einsam, Jugendliche haben keinen Platz.',
			areas: ['encounter', 'democracy'],
			targets: ['refugees', 'neighbours'],
			hasMinors: false
		},
		{
			title: 'خطوة أولى: دليل الحياة في دويسبورغ',
			summary: 'متطوعون يشرحون للقادمين الجدد المدرسة والطبيب والسكن والعمل.',
			need: 'لا يعرف كثير من القادمين الجدد في {place} حقوقهم ولا إلى من يتوجهون، فيصدقون الشائعات.',
			aims: 'أن يحضر أربعون شخصًا وأن يصبح عشرة منهم مرافقين لغيرهم.',
			empowerment: 'من حضر الدورة يصبح مرافقًا لعائلة جديدة.',
			prevention: 'المعلومة الصحيحة تحمي من الاستغلال ومن خطاب التشدد.',
			format: 'ثماني جلسات مسائية مع مترجمين متطوعين وزيارتان لمكاتب المدينة.',
			areas: ['information', 'volunteer_training'],
			targets: ['newcomers', 'refugees', 'families'],
			hasMinors: false
		},
		{
			title: 'ورشة مسرح للشباب',
			summary: 'شباب من {place} يكتبون مسرحية عن حياتهم ويعرضونها في الحي.',
			need: 'يقضي الشباب وقتًا طويلًا وحدهم على الإنترنت، وهناك من يستغل غضبهم.',
			aims: 'أن يشارك عشرون شابًا وشابة وأن نقدم ثلاثة عروض.',
			empowerment: 'النص والإخراج من عمل الشباب أنفسهم.',
			prevention: 'المسرح مكان يتعلم فيه المرء أن يرى بعيون غيره.',
			format: 'تدريب أسبوعي من نيسان إلى أيلول، ثم ثلاثة عروض.',
			german: 'Die Jugendlichen verbringen viel Zeit allein im Internet, und manche nutzen ihre Wut aus.',
			areas: ['democracy', 'encounter'],
			targets: ['teenagers', 'young_adults'],
			hasMinors: true
		}
	],
	en: [
		{
			title: 'Drums on the river: music evenings in {place}',
			summary:
				'People from West Africa and their neighbours make music together and talk about what music means at home.',
			need: 'Many of us have lived in {place} for years and still know only each other. Music needs few words.',
			aims: '50 people play together, at least half of them for the first time. We perform once at the end.',
			empowerment: 'Young people learn to lead a rehearsal and to speak to an audience.',
			prevention:
				'Whoever is listened to does not need slogans. After each evening there is time to talk about racism.',
			format: 'Ten evenings, two hours each, and a small concert in autumn.',
			german:
				'Viele von uns leben seit Jahren in {place} und kennen doch nur einander. Musik braucht wenige Worte.',
			areas: ['encounter', 'meeting_places'],
			targets: ['young_adults', 'neighbours'],
			hasMinors: false
		},
		{
			title: 'Know your rights, know your town',
			summary: 'Workshops for people new to Duisburg: renting, working, voting for the integration council.',
			need: 'New people in {place} sign contracts they cannot read and believe whoever speaks their language first.',
			aims: '60 people take part; they can name three places that help for free.',
			empowerment: 'Participants become guides for those who come after them.',
			prevention: 'Clear information leaves less room for fraud and for people who preach hatred.',
			format: 'Five Saturdays with interpreters, childcare and lunch.',
			areas: ['information', 'democracy'],
			targets: ['newcomers', 'women'],
			hasMinors: false
		}
	],
	uk: [
		{
			title: 'Кухня сусідів у {place}',
			summary: 'Раз на два тижні ми готуємо разом страви з різних країн і знайомимося.',
			need: 'Після переїзду багато жінок у {place} залишилися самі з дітьми. Їм бракує людей, з якими можна поговорити.',
			aims: 'Щонайменше 40 людей познайомляться. Ми бачитимемо успіх, коли вони зустрічатимуться і без нас.',
			empowerment: 'Кожного разу інша родина веде вечір і розповідає про свою кухню.',
			prevention: 'За спільним столом зникають страх і упередження.',
			format: 'Дванадцять вечорів по три години, з перекладом і дитячим куточком.',
			german:
				'Nach dem Umzug sind viele Frauen in {place} mit ihren Kindern allein geblieben. Es fehlen ihnen Menschen zum Reden.',
			areas: ['encounter', 'meeting_places'],
			targets: ['women', 'refugees', 'families'],
			hasMinors: true
		},
		{
			title: 'Розмовний клуб і допомога з листами',
			summary: 'Волонтери допомагають зрозуміти офіційні листи та говорити німецькою без страху.',
			need: 'Люди отримують листи, яких не розуміють, і соромляться питати.',
			aims: '30 людей самостійно відповідають на лист. П’ятеро стають волонтерами.',
			empowerment: 'Хто вже розуміє, пояснює іншим.',
			prevention: 'Хто розуміє, що відбувається, менше вірить чуткам.',
			format: 'Щосереди ввечері, вісім місяців, у двох групах.',
			areas: ['information', 'volunteer_training'],
			targets: ['newcomers', 'older_people'],
			hasMinors: false
		}
	]
};
