-- The rounds of the KOFEI office. Runs again and again without changing what is there: a row that exists is left alone,
-- because staff may have corrected it since. In a later year a new run adds the next round.
-- Facts: the city's call of winter 2025/26 (58,000 EUR, MKJFGFI, Massnahmenpaket, 15 February 2026, contact). What the
-- city has not published is an assumption and says so in `assumptions`. {year} becomes the year of the project.
do $seed$
declare
	texts constant jsonb := $json$
{
	"de": {
		"title": "KOFEI-Förderung {year}",
		"summary": "Geld für kleine Projekte, die Menschen in Duisburg zusammenbringen und stark machen – getragen von Ehrenamtlichen.",
		"purpose": "Duisburg lebt davon, dass Menschen sich umeinander kümmern. Mit dieser Förderung unterstützen wir Projekte, die das demokratische Miteinander festigen und Menschen davor schützen, in Hass oder Extremismus hineingezogen zu werden.\n\nIm Mittelpunkt steht Empowerment: Menschen entdecken, was sie können, finden Halt und werden gehört. So haben menschenfeindliche und radikale Parolen weniger Chancen.",
		"who": "Ihr könnt einen Antrag stellen, wenn ihr in Duisburg aktiv seid als\n\n- Verein\n- Migrantenorganisation\n- Initiative oder Gruppe\n- gemeinnützige Einrichtung\n\nEinzelne Privatpersonen können leider keinen Antrag stellen. Sprecht uns an: Vielleicht passt ihr zu einer Gruppe, die es schon gibt.",
		"what": "Wir fördern zum Beispiel\n\n- Treffpunkte und Begegnungen\n- interkulturelle Veranstaltungen\n- Bildungsangebote\n- kreative Ideen, die das Zusammenleben in der Stadt bereichern\n- Angebote, die Radikalisierung vorbeugen\n\nEuer Projekt findet in Duisburg statt und hat noch nicht begonnen.",
		"how_much": "Insgesamt stehen 58.000 Euro bereit. Das Geld kommt vom Ministerium für Kinder, Jugend, Familie, Gleichstellung, Flucht und Integration des Landes Nordrhein-Westfalen (MKJFGFI), aus dem Maßnahmenpaket Sicherheit, Migration und Prävention.\n\nEinen Anspruch auf Förderung gibt es nicht. Wir entscheiden, solange Geld da ist.",
		"when": "Wichtig ist, dass euer Antrag bis zum letzten Tag der Frist bei uns ankommt. Euer Projekt liegt im Jahr {year}.\n\nBitte fangt erst an, wenn ihr unsere Zusage habt. Auch ein Vertrag oder ein Einkauf zählt schon als Anfang.",
		"needs": "Legt euch das am besten bereit:\n\n- Name und Anschrift eurer Gruppe\n- eine Person, die wir erreichen können\n- eure Idee in einfachen Worten\n- eine Liste der Kosten und woher das Geld dafür kommt\n\nIhr könnt jederzeit unterbrechen und später weiterschreiben, auch ohne Internet.",
		"after": "Ihr bekommt sofort eine Bestätigung mit eurer Nummer. Danach\n\n- prüfen wir, ob alles da ist, und fragen nach, wenn etwas fehlt\n- schauen wir uns eure Idee genau an\n- entscheiden immer zwei Personen\n- schreiben wir euch, wie es ausgegangen ist\n\nWas gerade passiert, seht ihr jederzeit hier.",
		"contact_note": "Fragt ruhig, am besten bevor ihr anfangt zu schreiben. Wir helfen gern.",
		"interpreters": "Ihr dürft in eurer Sprache schreiben und in eurer Sprache fragen. Das Kommunale Integrationszentrum (KI) Duisburg hat einen Pool von Sprachmittlerinnen und Sprachmittlern (Sprachmittlerpool) für viele Sprachen, auch für Vereine. Sagt uns, welche Sprache ihr braucht: Wir von KOFEI fragen für euch dort an. Unsere Telefonnummer und E-Mail-Adresse stehen beim Kontakt."
	},
	"en": {
		"title": "KOFEI funding {year}",
		"summary": "Money for small projects that bring people in Duisburg together and make them stronger – run by volunteers.",
		"purpose": "Duisburg lives from people who look out for one another. With this funding we support projects that strengthen living together in a democracy and protect people from being drawn into hatred or extremism.\n\nAt its heart is empowerment: people discover what they can do, find support and are heard. That leaves less room for hateful and radical slogans.",
		"who": "You can apply if you are active in Duisburg as\n\n- an association (Verein)\n- a migrant organisation\n- an initiative or group\n- a non-profit institution\n\nPrivate individuals cannot apply on their own. Talk to us: there may be a group that suits you.",
		"what": "We fund, for example,\n\n- meeting places and encounters\n- intercultural events\n- educational activities\n- creative ideas that enrich life in the city\n- activities that prevent radicalisation\n\nYour project takes place in Duisburg and has not started yet.",
		"how_much": "There are 58,000 euros in total. The money comes from the ministry for children, youth, family, equality, refugees and integration of North Rhine-Westphalia (MKJFGFI), from its package on security, migration and prevention (Maßnahmenpaket).\n\nThere is no legal right to funding. We decide as long as there is money left.",
		"when": "What counts is that your application reaches us by the last day of the period. Your project takes place in {year}.\n\nPlease do not start before we have said yes. A contract or a purchase already counts as a start.",
		"needs": "It helps to have these ready:\n\n- name and address of your group\n- one person we can reach\n- your idea in simple words\n- a list of costs and where the money for them comes from\n\nYou can stop at any time and carry on later, even without internet.",
		"after": "You get a confirmation with your number straight away. Then\n\n- we check that everything is there and ask you if something is missing\n- we take a close look at your idea\n- two people always decide together\n- we write to tell you the result\n\nYou can see here at any time what is happening.",
		"contact_note": "Please do ask, ideally before you start writing. We are happy to help.",
		"interpreters": "You may write in your language and ask in your language. The municipal integration centre (Kommunales Integrationszentrum, KI) in Duisburg has a pool of interpreters (Sprachmittlerpool) for many languages, for associations too. Tell us which language you need: we at KOFEI will ask there for you. You find our phone number and e-mail address under contact."
	},
	"tr": {
		"title": "KOFEI desteği {year}",
		"summary": "Duisburg'da insanları bir araya getiren ve güçlendiren, gönüllülerin yürüttüğü küçük projeler için para desteği.",
		"purpose": "Duisburg, birbirine sahip çıkan insanlarla yaşıyor. Bu destekle, demokratik birlikteliği güçlendiren ve insanları nefretin ya da aşırılığın içine çekilmekten koruyan projelerin yanında oluyoruz.\n\nİşin özü güçlenmek (Empowerment): İnsanlar neler yapabildiklerini fark eder, destek bulur ve seslerini duyurur. Böylece nefret dolu ve radikal sözler daha az yer bulur.",
		"who": "Duisburg'da şunlardan biri olarak çalışıyorsanız başvurabilirsiniz:\n\n- dernek (Verein)\n- göçmen kuruluşu\n- inisiyatif veya grup\n- kamu yararına çalışan kurum\n\nTek başına kişiler ne yazık ki başvuramıyor. Bize yazın: Belki size uygun bir grup vardır.",
		"what": "Örneğin şunları destekliyoruz:\n\n- buluşma yerleri ve tanışma etkinlikleri\n- kültürlerarası etkinlikler\n- eğitim çalışmaları\n- şehirde birlikte yaşamayı zenginleştiren yaratıcı fikirler\n- radikalleşmeyi önleyen çalışmalar\n\nProjeniz Duisburg'da yapılır ve henüz başlamamıştır.",
		"how_much": "Toplam 58.000 avro var. Para, Kuzey Ren-Vestfalya eyaletinin çocuk, gençlik, aile, eşitlik, sığınma ve uyumdan sorumlu bakanlığından (MKJFGFI) geliyor; güvenlik, göç ve önleme paketinin (Maßnahmenpaket) bir parçası.\n\nDestek almak yasal bir hak değildir. Para yettiği sürece karar veriyoruz.",
		"when": "Önemli olan, başvurunuzun sürenin son gününe kadar bize ulaşması. Projeniz {year} yılı içinde yapılır.\n\nLütfen bizden olumlu yanıt almadan başlamayın. Bir sözleşme veya bir alışveriş de başlangıç sayılır.",
		"needs": "Şunları hazır bulundurmanız işinizi kolaylaştırır:\n\n- grubunuzun adı ve adresi\n- ulaşabileceğimiz bir kişi\n- sade sözlerle fikriniz\n- giderlerin listesi ve bu paranın nereden geleceği\n\nİstediğiniz zaman ara verip sonra devam edebilirsiniz, internet olmadan da.",
		"after": "Hemen numaranızla birlikte bir onay alırsınız. Sonra\n\n- her şeyin tamam olup olmadığına bakarız, eksik varsa size sorarız\n- fikrinizi dikkatle inceleriz\n- kararı her zaman iki kişi verir\n- sonucu size yazarız\n\nNe aşamada olduğunu her an burada görebilirsiniz.",
		"contact_note": "Çekinmeden sorun, en iyisi yazmaya başlamadan önce. Seve seve yardımcı oluruz.",
		"interpreters": "Kendi dilinizde yazabilir ve kendi dilinizde sorabilirsiniz. Duisburg Belediyesi Uyum Merkezi'nin (Kommunales Integrationszentrum, KI) birçok dilde yardım eden bir dil aracıları ekibi (Sprachmittlerpool) var; derneklere de yardım ediyor. Hangi dile ihtiyacınız olduğunu bize söyleyin: KOFEI olarak sizin için oraya sorarız. Telefon numaramız ve e-posta adresimiz iletişim bölümünde."
	},
	"ar": {
		"title": "دعم KOFEI لعام {year}",
		"summary": "دعم مالي لمشاريع صغيرة تجمع الناس في دويسبورغ وتقوّيهم، ويقوم بها متطوعون ومتطوعات.",
		"purpose": "تعيش دويسبورغ بفضل أناس يهتم بعضهم ببعض. بهذا الدعم نساند مشاريع تقوّي العيش المشترك في ظل الديمقراطية وتحمي الناس من الانجرار إلى الكراهية أو التطرف.\n\nالفكرة الأساسية هي التمكين (Empowerment): أن يكتشف الناس قدراتهم، ويجدوا السند، ويُسمع صوتهم. وهكذا تضيق المساحة أمام خطاب الكراهية والتشدد.",
		"who": "يمكنكم تقديم طلب إذا كنتم تعملون في دويسبورغ بصفة\n\n- جمعية (Verein)\n- منظمة للمهاجرين\n- مبادرة أو مجموعة\n- مؤسسة ذات نفع عام\n\nلا يمكن للأفراد التقديم بمفردهم للأسف. تواصلوا معنا، فربما توجد مجموعة تناسبكم.",
		"what": "ندعم على سبيل المثال\n\n- أماكن اللقاء والتعارف\n- فعاليات بين الثقافات\n- أنشطة تعليمية\n- أفكارًا مبتكرة تُغني الحياة المشتركة في المدينة\n- أنشطة تقي من التطرف\n\nيُقام مشروعكم في دويسبورغ ولم يبدأ بعد.",
		"how_much": "المبلغ المتاح 58,000 € في المجموع. يأتي المال من وزارة الأطفال والشباب والأسرة والمساواة واللجوء والاندماج في ولاية شمال الراين-وستفاليا (MKJFGFI)، ضمن حزمة الأمن والهجرة والوقاية (Maßnahmenpaket).\n\nلا يوجد حق قانوني في الحصول على الدعم. نقرر ما دام المال متوفرًا.",
		"when": "المهم أن يصلنا طلبكم حتى آخر يوم من المهلة. يُنفَّذ المشروع خلال عام {year}.\n\nمن فضلكم لا تبدؤوا قبل أن نبلغكم بالموافقة. فتوقيع عقد أو شراء شيء يُعدّ بداية.",
		"needs": "من المفيد تجهيز ما يلي:\n\n- اسم مجموعتكم وعنوانها\n- شخص يمكننا التواصل معه\n- فكرتكم بكلمات بسيطة\n- قائمة بالتكاليف ومن أين يأتي المال لها\n\nيمكنكم التوقف في أي وقت والمتابعة لاحقًا، حتى من دون إنترنت.",
		"after": "تصلكم فورًا رسالة تأكيد تحمل رقمكم. بعد ذلك\n\n- نتأكد من اكتمال الطلب ونسألكم إذا كان شيء ناقصًا\n- ننظر في فكرتكم بعناية\n- يتخذ القرار دائمًا شخصان معًا\n- نكتب لكم بالنتيجة\n\nيمكنكم أن تروا هنا في أي وقت ما يجري.",
		"contact_note": "اسألوا بلا تردد، والأفضل قبل أن تبدؤوا الكتابة. يسعدنا أن نساعدكم.",
		"interpreters": "يمكنكم الكتابة والسؤال بلغتكم. لدى مركز الاندماج البلدي في دويسبورغ (Kommunales Integrationszentrum, KI) مجموعة من الوسطاء اللغويين (Sprachmittlerpool) بلغات كثيرة، وهي متاحة للجمعيات أيضًا. أخبرونا باللغة التي تحتاجونها، ونحن في KOFEI نسأل هناك من أجلكم. تجدون رقم هاتفنا وعنوان بريدنا الإلكتروني في قسم التواصل."
	}
}
$json$;
	areas constant jsonb := $json$
[
	{"code": "meeting_places", "labels": {"de": "Orte für Bildung und Begegnung betreiben", "en": "Running places for learning and meeting", "tr": "Öğrenme ve buluşma yerleri işletmek", "ar": "تشغيل أماكن للتعلّم واللقاء"}},
	{"code": "encounter", "labels": {"de": "Zusammenkommen, sich zurechtfinden, begleitet werden", "en": "Coming together, finding your way, being accompanied", "tr": "Bir araya gelmek, yolunu bulmak, yanında birinin olması", "ar": "التلاقي والتعرّف على المكان والمرافقة"}},
	{"code": "information", "labels": {"de": "Informationen und Wissen weitergeben", "en": "Sharing information and knowledge", "tr": "Bilgi paylaşmak", "ar": "نشر المعلومات والمعرفة"}},
	{"code": "democracy", "labels": {"de": "Demokratie lernen und leben", "en": "Learning and living democracy", "tr": "Demokrasiyi öğrenmek ve yaşamak", "ar": "تعلّم الديمقراطية وممارستها"}},
	{"code": "volunteer_training", "labels": {"de": "Ehrenamtliche schulen und begleiten", "en": "Training and supporting volunteers", "tr": "Gönüllüleri eğitmek ve desteklemek", "ar": "تدريب المتطوعين ومساندتهم"}}
]
$json$;
	districts constant jsonb := $json$
[
	{"code": "walsum", "labels": {"de": "Walsum", "en": "Walsum", "tr": "Walsum", "ar": "فالسوم (Walsum)"}},
	{"code": "hamborn", "labels": {"de": "Hamborn", "en": "Hamborn", "tr": "Hamborn", "ar": "هامبورن (Hamborn)"}},
	{"code": "meiderich_beeck", "labels": {"de": "Meiderich/Beeck", "en": "Meiderich/Beeck", "tr": "Meiderich/Beeck", "ar": "مايدريش/بيك (Meiderich/Beeck)"}},
	{"code": "homberg_ruhrort_baerl", "labels": {"de": "Homberg/Ruhrort/Baerl", "en": "Homberg/Ruhrort/Baerl", "tr": "Homberg/Ruhrort/Baerl", "ar": "هومبرغ/رورورت/بيرل (Homberg/Ruhrort/Baerl)"}},
	{"code": "mitte", "labels": {"de": "Mitte", "en": "Mitte (centre)", "tr": "Mitte (merkez)", "ar": "الوسط (Mitte)"}},
	{"code": "rheinhausen", "labels": {"de": "Rheinhausen", "en": "Rheinhausen", "tr": "Rheinhausen", "ar": "راينهاوزن (Rheinhausen)"}},
	{"code": "sued", "labels": {"de": "Süd", "en": "Süd (south)", "tr": "Süd (güney)", "ar": "الجنوب (Süd)"}},
	{"code": "citywide", "labels": {"de": "Ganz Duisburg", "en": "All of Duisburg", "tr": "Duisburg'un tamamı", "ar": "دويسبورغ كلها"}},
	{"code": "online", "labels": {"de": "Online, ohne festen Ort", "en": "Online, without a fixed place", "tr": "Çevrim içi, sabit bir yer yok", "ar": "عبر الإنترنت، من دون مكان ثابت"}}
]
$json$;
	target_groups constant jsonb := $json$
[
	{"code": "children", "labels": {"de": "Kinder", "en": "Children", "tr": "Çocuklar", "ar": "الأطفال"}},
	{"code": "teenagers", "labels": {"de": "Jugendliche", "en": "Teenagers", "tr": "Gençler (ergenlik çağı)", "ar": "اليافعون"}},
	{"code": "young_adults", "labels": {"de": "Junge Erwachsene", "en": "Young adults", "tr": "Genç yetişkinler", "ar": "الشباب"}},
	{"code": "women", "labels": {"de": "Frauen", "en": "Women", "tr": "Kadınlar", "ar": "النساء"}},
	{"code": "families", "labels": {"de": "Familien", "en": "Families", "tr": "Aileler", "ar": "العائلات"}},
	{"code": "older_people", "labels": {"de": "Ältere Menschen", "en": "Older people", "tr": "Yaşlılar", "ar": "كبار السن"}},
	{"code": "refugees", "labels": {"de": "Geflüchtete", "en": "Refugees", "tr": "Sığınmacı ve mülteciler", "ar": "اللاجئون"}},
	{"code": "newcomers", "labels": {"de": "Neu Eingewanderte", "en": "People new to the country", "tr": "Ülkeye yeni gelenler", "ar": "القادمون الجدد"}},
	{"code": "neighbours", "labels": {"de": "Alle aus der Nachbarschaft", "en": "Everyone in the neighbourhood", "tr": "Mahallede yaşayan herkes", "ar": "كل سكان الحي"}},
	{"code": "volunteers", "labels": {"de": "Ehrenamtliche", "en": "Volunteers", "tr": "Gönüllüler", "ar": "المتطوعون"}},
	{"code": "other", "labels": {"de": "Andere", "en": "Others", "tr": "Diğer", "ar": "آخرون"}}
]
$json$;
	cost_categories constant jsonb := $json$
[
	{"code": "room_rent", "is_eligible": true, "cap_cents": null, "labels": {"de": "Raummiete", "en": "Room hire", "tr": "Salon kirası", "ar": "استئجار قاعة"}, "hints": {"de": "Für eure Termine, nicht für das eigene Büro.", "en": "For your events, not for your own office.", "tr": "Etkinlikleriniz için, kendi büronuz için değil.", "ar": "لأنشطتكم، وليس لمكتبكم الخاص."}},
	{"code": "materials", "is_eligible": true, "cap_cents": null, "labels": {"de": "Material", "en": "Materials", "tr": "Malzeme", "ar": "مواد"}, "hints": {"de": "Was ihr verbraucht: Papier, Farben, Lernmaterial.", "en": "Things you use up: paper, paint, learning materials.", "tr": "Kullanıp tükettiğiniz şeyler: kâğıt, boya, eğitim malzemesi.", "ar": "ما يُستهلك: ورق وألوان ومواد تعليمية."}},
	{"code": "food", "is_eligible": true, "cap_cents": null, "labels": {"de": "Essen und Getränke", "en": "Food and drinks", "tr": "Yiyecek ve içecek", "ar": "طعام وشراب"}, "hints": {"de": "Ohne Alkohol und ohne Pfand.", "en": "No alcohol and no bottle deposits.", "tr": "Alkol ve şişe depozitosu (Pfand) hariç.", "ar": "من دون كحول ومن دون تأمين القوارير (Pfand)."}},
	{"code": "speaker_fees", "is_eligible": true, "cap_cents": null, "labels": {"de": "Honorare", "en": "Speaker and trainer fees", "tr": "Konuşmacı ve eğitmen ücreti", "ar": "أتعاب المحاضرين والمدربين"}, "hints": {"de": "Für Fachleute von außen, mit Rechnung.", "en": "For experts from outside, with an invoice.", "tr": "Dışarıdan gelen uzmanlar için, faturalı.", "ar": "لخبراء من خارج المجموعة، مع فاتورة."}},
	{"code": "travel", "is_eligible": true, "cap_cents": null, "labels": {"de": "Fahrtkosten", "en": "Travel", "tr": "Yol masrafları", "ar": "تكاليف التنقل"}, "hints": {"de": "Zum Beispiel Bus und Bahn für die Gruppe.", "en": "For example bus and train for the group.", "tr": "Örneğin grubun otobüs ve tren biletleri.", "ar": "مثل تذاكر الحافلة والقطار للمجموعة."}},
	{"code": "publicity", "is_eligible": true, "cap_cents": null, "labels": {"de": "Werbung und Öffentlichkeit", "en": "Publicity", "tr": "Tanıtım", "ar": "التعريف بالمشروع"}, "hints": {"de": "Flyer, Plakate, Druck, Internet.", "en": "Flyers, posters, printing, internet.", "tr": "El ilanı, afiş, baskı, internet.", "ar": "منشورات وملصقات وطباعة وإنترنت."}},
	{"code": "translation", "is_eligible": true, "cap_cents": null, "labels": {"de": "Übersetzen und Dolmetschen", "en": "Translation and interpreting", "tr": "Çeviri ve tercümanlık", "ar": "الترجمة التحريرية والشفوية"}, "hints": {"de": "Damit alle mitreden können.", "en": "So that everyone can take part.", "tr": "Herkes söze katılabilsin diye.", "ar": "كي يتمكن الجميع من المشاركة."}},
	{"code": "equipment_rental", "is_eligible": true, "cap_cents": null, "labels": {"de": "Technik und Geräte leihen", "en": "Hiring equipment", "tr": "Teknik malzeme kiralama", "ar": "استئجار المعدات"}, "hints": {"de": "Leihen ja, dauerhaft anschaffen nein.", "en": "Hiring is fine, buying to keep is not.", "tr": "Kiralama olur, kalıcı satın alma olmaz.", "ar": "الاستئجار ممكن، أما الشراء للاحتفاظ فلا."}},
	{"code": "admissions", "is_eligible": true, "cap_cents": null, "labels": {"de": "Eintritte und Ausflüge", "en": "Admissions and outings", "tr": "Giriş ücretleri ve geziler", "ar": "رسوم الدخول والرحلات"}, "hints": {"de": "Wenn der Ausflug zum Ziel eures Projekts gehört.", "en": "If the outing serves the aim of your project.", "tr": "Gezi projenizin amacına hizmet ediyorsa.", "ar": "إذا كانت الرحلة تخدم هدف مشروعكم."}},
	{"code": "volunteer_expenses", "is_eligible": true, "cap_cents": null, "labels": {"de": "Auslagen von Ehrenamtlichen", "en": "Volunteers' expenses", "tr": "Gönüllülerin masrafları", "ar": "نفقات المتطوعين"}, "hints": {"de": "Was Ehrenamtliche für das Projekt ausgelegt haben, mit Beleg.", "en": "What volunteers paid for the project, with a receipt.", "tr": "Gönüllülerin proje için cebinden ödedikleri, belgeli.", "ar": "ما دفعه المتطوعون من أجل المشروع، مع إيصال."}},
	{"code": "other", "is_eligible": true, "cap_cents": null, "labels": {"de": "Sonstiges", "en": "Other", "tr": "Diğer", "ar": "أخرى"}, "hints": {"de": "Schreibt bitte genau, was es ist.", "en": "Please say exactly what it is.", "tr": "Lütfen tam olarak ne olduğunu yazın.", "ar": "يُرجى كتابة ما هو بالتحديد."}},
	{"code": "staff_costs", "is_eligible": false, "cap_cents": null, "labels": {"de": "Gehälter", "en": "Staff costs", "tr": "Personel maaşları", "ar": "رواتب الموظفين"}, "hints": {"de": "Nicht möglich: Gefördert wird ehrenamtliche Arbeit, kein eigenes Personal.", "en": "Not possible: we fund voluntary work, not your own employees.", "tr": "Olmaz: Gönüllü çalışma desteklenir, kendi personeliniz değil.", "ar": "غير ممكن: ندعم العمل التطوعي لا رواتب موظفيكم."}},
	{"code": "investments", "is_eligible": false, "cap_cents": null, "labels": {"de": "Anschaffungen", "en": "Investments", "tr": "Demirbaş alımı", "ar": "مشتريات دائمة"}, "hints": {"de": "Nicht möglich: Möbel, Geräte oder Umbau, die lange bleiben.", "en": "Not possible: furniture, devices or building work meant to last.", "tr": "Olmaz: uzun süre kullanılacak mobilya, cihaz veya tadilat.", "ar": "غير ممكن: الأثاث أو الأجهزة أو أعمال البناء التي تبقى طويلًا."}},
	{"code": "overheads", "is_eligible": false, "cap_cents": null, "labels": {"de": "Laufende Kosten", "en": "Running costs", "tr": "Sürekli giderler", "ar": "التكاليف الجارية"}, "hints": {"de": "Nicht möglich: Büromiete, Internet oder Kontogebühren, die ihr sowieso bezahlt.", "en": "Not possible: office rent, internet or bank fees you pay anyway.", "tr": "Olmaz: zaten ödediğiniz büro kirası, internet veya banka ücretleri.", "ar": "غير ممكن: إيجار المكتب أو الإنترنت أو رسوم الحساب التي تدفعونها أصلًا."}},
	{"code": "alcohol", "is_eligible": false, "cap_cents": null, "labels": {"de": "Alkohol", "en": "Alcohol", "tr": "Alkol", "ar": "الكحول"}, "hints": {"de": "Nicht möglich.", "en": "Not possible.", "tr": "Olmaz.", "ar": "غير ممكن."}}
]
$json$;
	income_kinds constant jsonb := $json$
[
	{"code": "own_money", "labels": {"de": "Eigenes Geld", "en": "Our own money", "tr": "Kendi paramız", "ar": "مالنا الخاص"}},
	{"code": "own_work", "labels": {"de": "Eigene Arbeit (in Euro gerechnet)", "en": "Our own work (counted in euros)", "tr": "Kendi emeğimiz (avro olarak)", "ar": "عملنا الذاتي (محسوبًا باليورو)"}},
	{"code": "public_grant", "labels": {"de": "Andere öffentliche Förderung", "en": "Another public grant", "tr": "Başka bir kamu desteği", "ar": "دعم عام آخر"}},
	{"code": "private_donation", "labels": {"de": "Spenden", "en": "Donations", "tr": "Bağışlar", "ar": "تبرعات"}},
	{"code": "participant_fees", "labels": {"de": "Beiträge der Teilnehmenden", "en": "Participants' fees", "tr": "Katılımcı ücretleri", "ar": "مساهمات المشاركين"}}
]
$json$;
	declarations constant jsonb := $json$
[
	{"code": "true_and_complete", "version": "{year}-1", "is_required": true, "texts": {"de": "Unsere Angaben sind richtig und vollständig.", "en": "What we have written is correct and complete.", "tr": "Verdiğimiz bilgiler doğru ve eksiksizdir.", "ar": "بياناتنا صحيحة وكاملة."}},
	{"code": "not_begun", "version": "{year}-1", "is_required": true, "texts": {"de": "Wir haben mit dem Projekt noch nicht begonnen und beginnen erst nach der Bewilligung. Auch Verträge und Bestellungen zählen als Beginn.", "en": "We have not started the project and will only start once it has been approved (Bewilligung). Contracts and orders count as a start too.", "tr": "Projeye henüz başlamadık ve ancak onaydan (Bewilligung) sonra başlayacağız. Sözleşme ve siparişler de başlangıç sayılır.", "ar": "لم نبدأ المشروع بعد ولن نبدأ إلا بعد الموافقة (Bewilligung). العقود والطلبيات تُعدّ بداية أيضًا."}},
	{"code": "no_double_funding", "version": "{year}-1", "is_required": true, "texts": {"de": "Für dieselben Kosten bekommen wir kein anderes Geld. Andere Förderungen, die wir beantragt oder bekommen haben, stehen im Finanzierungsplan.", "en": "We receive no other money for the same costs. Other grants we have applied for or received are listed in the funding plan (Finanzierungsplan).", "tr": "Aynı giderler için başka para almıyoruz. Başvurduğumuz veya aldığımız diğer destekler finansman planında (Finanzierungsplan) yazılıdır.", "ar": "لا نحصل على مال آخر للتكاليف نفسها. أي دعم آخر طلبناه أو حصلنا عليه مذكور في خطة التمويل (Finanzierungsplan)."}},
	{"code": "reports_changes", "version": "{year}-1", "is_required": true, "texts": {"de": "Wenn sich etwas Wichtiges ändert – zum Beispiel Ablauf, Kosten oder andere Förderungen –, melden wir das sofort.", "en": "If something important changes – for example the plan, the costs or other grants – we will report it at once.", "tr": "Önemli bir şey değişirse – örneğin akış, giderler veya başka destekler – bunu hemen bildiririz.", "ar": "إذا تغيّر أمر مهم، مثل سير المشروع أو التكاليف أو أي دعم آخر، نبلغ بذلك فورًا."}},
	{"code": "democratic_order", "version": "{year}-1", "is_required": true, "texts": {"de": "Wir stehen zur freiheitlichen demokratischen Grundordnung und unterstützen keine extremistischen Bestrebungen.", "en": "We stand by the free democratic basic order (freiheitliche demokratische Grundordnung) and do not support extremist efforts.", "tr": "Özgürlükçü demokratik temel düzene (freiheitliche demokratische Grundordnung) bağlıyız ve aşırılıkçı girişimleri desteklemiyoruz.", "ar": "نلتزم بالنظام الأساسي الديمقراطي الحر (freiheitliche demokratische Grundordnung) ولا ندعم أي مساعٍ متطرفة."}},
	{"code": "knows_terms", "version": "{year}-1", "is_required": true, "texts": {"de": "Wir kennen die Förderrichtlinien und die Allgemeinen Nebenbestimmungen für Zuwendungen zur Projektförderung (ANBest-P) und halten sie ein.", "en": "We know the funding guidelines (Förderrichtlinien) and the general conditions for project grants (ANBest-P) and will keep to them.", "tr": "Destek kurallarını (Förderrichtlinien) ve proje desteklerinin genel koşullarını (ANBest-P) biliyoruz ve bunlara uyacağız.", "ar": "نعرف إرشادات الدعم (Förderrichtlinien) والشروط العامة لدعم المشاريع (ANBest-P) ونلتزم بها."}},
	{"code": "mentions_funding", "version": "{year}-1", "is_required": true, "texts": {"de": "Auf Flyern, Plakaten und im Internet weisen wir auf die Förderung durch das Land Nordrhein-Westfalen und die Stadt Duisburg hin.", "en": "On flyers, posters and the internet we mention that the State of North Rhine-Westphalia and the City of Duisburg fund the project.", "tr": "El ilanlarında, afişlerde ve internette Kuzey Ren-Vestfalya eyaletinin ve Duisburg Belediyesinin desteğini belirtiriz.", "ar": "نذكر في المنشورات والملصقات وعلى الإنترنت دعم ولاية شمال الراين-وستفاليا ومدينة دويسبورغ."}},
	{"code": "privacy_read", "version": "{year}-1", "is_required": true, "texts": {"de": "Wir haben die Datenschutzhinweise zur Kenntnis genommen.", "en": "We have taken note of the privacy information (Datenschutzhinweise).", "tr": "Veri koruma bilgilerini (Datenschutzhinweise) okuduk.", "ar": "اطّلعنا على معلومات حماية البيانات (Datenschutzhinweise)."}},
	{"code": "publication_consent", "version": "{year}-1", "is_required": false, "texts": {"de": "Freiwillig: Ihr dürft unser Projekt mit Titel und Kurzbeschreibung öffentlich vorstellen. Das können wir jederzeit widerrufen.", "en": "Voluntary: you may present our project in public with its title and summary. We can take this back at any time.", "tr": "İsteğe bağlı: Projemizi adı ve kısa tanıtımıyla kamuya duyurabilirsiniz. Bu izni istediğimiz zaman geri alabiliriz.", "ar": "اختياري: يمكنكم التعريف بمشروعنا علنًا بعنوانه ووصفه المختصر. ويمكننا سحب هذه الموافقة في أي وقت."}}
]
$json$;
	criteria constant jsonb := $json$
[
	{"code": "empowerment", "weight": 3, "labels": {"de": "Stärkt Menschen (Empowerment)", "en": "Empowers people", "tr": "İnsanları güçlendirir", "ar": "يمكّن الناس"}},
	{"code": "prevention", "weight": 3, "labels": {"de": "Beugt vor, stärkt Schutzfaktoren", "en": "Prevents, builds protective factors", "tr": "Önler, koruyucu etkenleri güçlendirir", "ar": "يقي ويعزز عوامل الحماية"}},
	{"code": "democracy", "weight": 1, "labels": {"de": "Demokratisches Miteinander und Vielfalt", "en": "Democratic coexistence and diversity", "tr": "Demokratik birliktelik ve çeşitlilik", "ar": "التعايش الديمقراطي والتنوع"}},
	{"code": "target_group", "weight": 2, "labels": {"de": "Erreicht die Zielgruppe und lässt sie mitwirken", "en": "Reaches and involves the target group", "tr": "Hedef gruba ulaşır ve onu katar", "ar": "يصل إلى الفئة المستهدفة ويشركها"}},
	{"code": "volunteering", "weight": 2, "labels": {"de": "Ehrenamtlich getragen", "en": "Carried by volunteers", "tr": "Gönüllüler yürütür", "ar": "يقوم على العمل التطوعي"}},
	{"code": "local_need", "weight": 1, "labels": {"de": "Bedarf im Stadtbezirk", "en": "Need in the district", "tr": "İlçedeki ihtiyaç", "ar": "الحاجة في الحي"}},
	{"code": "feasibility", "weight": 1, "labels": {"de": "Umsetzbar und gut geplant", "en": "Feasible and well planned", "tr": "Uygulanabilir ve iyi planlanmış", "ar": "قابل للتنفيذ ومخطط جيدًا"}},
	{"code": "costs", "weight": 1, "labels": {"de": "Kosten angemessen", "en": "Reasonable costs", "tr": "Giderler makul", "ar": "التكاليف معقولة"}},
	{"code": "lasting_effect", "weight": 1, "labels": {"de": "Zusammenarbeit und Nachwirkung", "en": "Cooperation and lasting effect", "tr": "İş birliği ve kalıcı etki", "ar": "التعاون والأثر الدائم"}}
]
$json$;
	documents constant jsonb := $json$
[
	{"code": "statutes", "is_required": true, "shown_if": {"path": "legal_form", "is_one_of": ["registered_association", "unregistered_association", "non_profit_company", "foundation"]}, "labels": {"de": "Satzung oder Gesellschaftsvertrag", "en": "Statutes (Satzung) or articles of association (Gesellschaftsvertrag)", "tr": "Tüzük (Satzung) veya şirket sözleşmesi (Gesellschaftsvertrag)", "ar": "النظام الأساسي (Satzung) أو عقد الشركة (Gesellschaftsvertrag)"}, "hints": {"de": "Alle Seiten der Fassung, die heute gilt. Fotos reichen, wenn man alles lesen kann.", "en": "All pages of the version that is valid today. Photos are fine if everything can be read.", "tr": "Bugün geçerli olan metnin bütün sayfaları. Her şey okunuyorsa fotoğraf yeterlidir.", "ar": "كل صفحات النسخة السارية اليوم. تكفي الصور إذا كان كل شيء مقروءًا."}},
	{"code": "register_extract", "is_required": true, "shown_if": {"path": "legal_form", "is_one_of": ["registered_association"]}, "labels": {"de": "Auszug aus dem Vereinsregister", "en": "Extract from the register of associations (Vereinsregister)", "tr": "Dernek sicil kaydı (Vereinsregister)", "ar": "مستخرج من سجل الجمعيات (Vereinsregister)"}, "hints": {"de": "Darin steht, wer euren Verein vertritt. Ihr bekommt ihn beim Amtsgericht oder unter handelsregister.de.", "en": "It says who represents your association. You get it from the local court (Amtsgericht) or at handelsregister.de.", "tr": "Derneğinizi kimin temsil ettiği burada yazar. Yerel mahkemeden (Amtsgericht) veya handelsregister.de adresinden alabilirsiniz.", "ar": "يُذكر فيه من يمثّل جمعيتكم. تحصلون عليه من المحكمة المحلية (Amtsgericht) أو من الموقع handelsregister.de."}},
	{"code": "tax_exemption", "is_required": true, "shown_if": {"path": "non_profit", "is_one_of": ["yes"]}, "labels": {"de": "Freistellungsbescheid", "en": "Tax exemption notice (Freistellungsbescheid)", "tr": "Vergi muafiyet belgesi (Freistellungsbescheid)", "ar": "إشعار الإعفاء الضريبي (Freistellungsbescheid)"}, "hints": {"de": "Der Brief vom Finanzamt, dass ihr gemeinnützig seid. Wenn ihr neu seid: der Bescheid nach § 60a AO.", "en": "The letter from the tax office (Finanzamt) saying that you are non-profit. If you are new: the notice under § 60a AO.", "tr": "Vergi dairesinin (Finanzamt) kamu yararına çalıştığınızı bildiren yazısı. Yeniyseniz: § 60a AO uyarınca verilen belge.", "ar": "رسالة مصلحة الضرائب (Finanzamt) التي تقول إنكم ذوو نفع عام. وإذا كنتم حديثي التأسيس: الإشعار وفق § 60a AO."}},
	{"code": "self_presentation", "is_required": true, "shown_if": {"path": "legal_form", "is_one_of": ["unregistered_association", "initiative", "other"]}, "labels": {"de": "Kurze Vorstellung eurer Gruppe", "en": "Short introduction of your group", "tr": "Grubunuzun kısa tanıtımı", "ar": "تعريف قصير بمجموعتكم"}, "hints": {"de": "Eine halbe Seite reicht: wer ihr seid, seit wann es euch gibt und was ihr macht.", "en": "Half a page is enough: who you are, since when you exist and what you do.", "tr": "Yarım sayfa yeter: kim olduğunuz, ne zamandan beri var olduğunuz ve neler yaptığınız.", "ar": "تكفي نصف صفحة: من أنتم، ومنذ متى توجدون، وماذا تعملون."}},
	{"code": "lease", "is_required": false, "shown_if": null, "labels": {"de": "Mietvertrag", "en": "Rental agreement (Mietvertrag)", "tr": "Kira sözleşmesi (Mietvertrag)", "ar": "عقد الإيجار (Mietvertrag)"}, "hints": {"de": "Nur wenn ihr Räume mietet. Ihr müsst ihn nicht schicken, aber aufheben (vorhalten): Vielleicht fragen wir danach.", "en": "Only if you rent rooms. You need not send it, but keep it (vorhalten): we may ask for it.", "tr": "Yalnızca yer kiralıyorsanız. Göndermeniz gerekmez ama saklayın (vorhalten): isteyebiliriz.", "ar": "فقط إذا كنتم تستأجرون أماكن. لا يلزم إرساله، لكن احتفظوا به (vorhalten)، فقد نطلبه."}},
	{"code": "occupancy_plan", "is_required": false, "shown_if": null, "labels": {"de": "Belegungsplan", "en": "Plan of use of the rooms (Belegungsplan)", "tr": "Mekânın kullanım planı (Belegungsplan)", "ar": "خطة استخدام المكان (Belegungsplan)"}, "hints": {"de": "Nur wenn ihr einen Ort betreibt: Wer nutzt den Raum wann? Eine Tabelle für eine Woche reicht, auch mit der Hand geschrieben.", "en": "Only if you run a place: who uses the room when? A table for one week is enough, handwritten too.", "tr": "Yalnızca bir mekân işletiyorsanız: Mekânı kim ne zaman kullanıyor? Bir haftalık tablo yeter, elle yazılmış da olur.", "ar": "فقط إذا كنتم تشغّلون مكانًا: من يستخدمه ومتى؟ يكفي جدول لأسبوع واحد، ولو بخط اليد."}},
	{"code": "offers", "is_required": false, "shown_if": null, "labels": {"de": "Vergleichsangebote", "en": "Offers to compare (Vergleichsangebote)", "tr": "Karşılaştırma teklifleri (Vergleichsangebote)", "ar": "عروض للمقارنة (Vergleichsangebote)"}, "hints": {"de": "Bei teuren Einzelposten: drei Angebote, auch aus dem Internet. Ihr könnt sie später nachreichen.", "en": "For a single expensive item: three offers, from the internet too. You can hand them in later.", "tr": "Tek başına pahalı bir kalem için: üç teklif, internetten de olur. Sonradan da verebilirsiniz.", "ar": "للبنود المرتفعة الثمن: ثلاثة عروض، ويمكن أن تكون من الإنترنت. يمكنكم تقديمها لاحقًا."}},
	{"code": "cooperation", "is_required": false, "shown_if": null, "labels": {"de": "Kooperationserklärung", "en": "Declaration of cooperation (Kooperationserklärung)", "tr": "İş birliği beyanı (Kooperationserklärung)", "ar": "إقرار بالتعاون (Kooperationserklärung)"}, "hints": {"de": "Wenn andere mitmachen: ein kurzer Brief oder eine E-Mail, dass sie dabei sind.", "en": "If others take part: a short letter or e-mail saying that they are in.", "tr": "Başkaları da katılıyorsa: katıldıklarını söyleyen kısa bir mektup veya e-posta.", "ar": "إذا كان آخرون يشاركونكم: رسالة قصيرة أو بريد إلكتروني يؤكد مشاركتهم."}}
]
$json$;
	contact constant jsonb := $json$
{
	"person": "Tanja Stöffken",
	"email": "t.stoeffken@stadt-duisburg.de",
	"phone": "0203 283-983181",
	"name": {
		"de": "Kommunale Fachstelle für Ehrenamt in der Integrationsarbeit (KOFEI), Stadt Duisburg",
		"en": "Municipal unit for volunteering in integration work (KOFEI), City of Duisburg",
		"tr": "Uyum çalışmalarında gönüllülük birimi (KOFEI), Duisburg Belediyesi",
		"ar": "الوحدة البلدية للعمل التطوعي في مجال الاندماج (KOFEI)، مدينة دويسبورغ"
	}
}
$json$;
	settings constant jsonb := $json$
{
	"city": "Duisburg",
	"iban_when": "after_approval",
	"not_asked": [],
	"also_required": [],
	"signature": "typed_name",
	"offers_from_cents": 100000,
	"postal_codes": {"from": "47051", "until": "47279"},
	"quarters": [
		"Aldenrade", "Alt-Hamborn", "Alt-Homberg", "Alt-Walsum", "Altstadt", "Baerl", "Beeck", "Beeckerwerth", "Bergheim",
		"Bissingheim", "Bruckhausen", "Buchholz", "Dellviertel", "Duissern", "Fahrn", "Friemersheim", "Großenbaum",
		"Hochemmerich", "Hochfeld", "Hochheide", "Huckingen", "Hüttenheim", "Kaßlerfeld", "Laar", "Marxloh",
		"Mittelmeiderich", "Mündelheim", "Neudorf-Nord", "Neudorf-Süd", "Neuenkamp", "Neumühl", "Obermarxloh",
		"Obermeiderich", "Overbruch", "Rahm", "Rheinhausen-Mitte", "Röttgersbach", "Ruhrort", "Rumeln-Kaldenhausen",
		"Ungelsheim", "Untermeiderich", "Vierlinden", "Wanheim-Angerhausen", "Wanheimerort", "Wedau", "Wehofen"
	],
	"participants_per_volunteer": 5,
	"reviews_needed": 1,
	"request_texts": {
		"de": {"opening": "Danke für euren Antrag. Damit wir weitermachen können, fehlt uns noch etwas. Bitte schickt uns:", "closing": "Ihr könnt hier in der App antworten, auch in eurer Sprache. Wenn etwas unklar ist, ruft uns gern an."},
		"en": {"opening": "Thank you for your application. Before we can go on, we still need something. Please send us:", "closing": "You can answer here in the app, in your language too. If anything is unclear, please give us a call."},
		"tr": {"opening": "Başvurunuz için teşekkürler. Devam edebilmemiz için bir şey daha gerekiyor. Lütfen bize şunları gönderin:", "closing": "Burada, uygulamada kendi dilinizde de yanıt verebilirsiniz. Anlaşılmayan bir şey varsa bizi arayabilirsiniz."},
		"ar": {"opening": "شكرًا لطلبكم. كي نتمكن من المتابعة ما زلنا بحاجة إلى شيء. من فضلكم أرسلوا إلينا:", "closing": "يمكنكم الرد هنا في التطبيق، وبلغتكم أيضًا. إذا كان هناك شيء غير واضح فاتصلوا بنا."}
	},
	"grant": {"most_payouts": 2, "base_rates": [{"from": "2025-07-01", "hundredths": 127}]},
	"usual_days": {"submitted": 3, "formal_check": 14, "clarification": 14, "assessment": 28, "decision": 14},
	"draft_retention_days": 90,
	"refused_retention_years": 2,
	"approved_retention_years": 10
}
$json$;
	assumptions constant jsonb := $json$
{
	"cap_cents": {"de": "Die Stadt hat noch keinen Höchstbetrag veröffentlicht. Wir rechnen mit 2.500 Euro je Projekt, wie es in der Region üblich ist.", "en": "The city has not published a maximum yet. We assume 2,500 euros per project, as is usual in the region.", "tr": "Belediye henüz bir üst sınır açıklamadı. Bölgede alışıldığı gibi proje başına 2.500 avro varsayıyoruz.", "ar": "لم تنشر المدينة حدًا أقصى بعد. نفترض 2,500 € لكل مشروع، كما هو معتاد في المنطقة."},
	"min_cents": {"de": "Ein Mindestbetrag ist nicht veröffentlicht. Wir rechnen mit 250 Euro.", "en": "No minimum has been published. We assume 250 euros.", "tr": "Bir alt sınır açıklanmadı. 250 avro varsayıyoruz.", "ar": "لم يُنشر حد أدنى. نفترض 250 €."},
	"cost_categories": {"de": "Welche Kosten nicht gehen, ist noch nicht veröffentlicht. Wir nehmen an: keine Gehälter, Anschaffungen, laufenden Kosten und kein Alkohol.", "en": "The list of excluded costs has not been published. We assume: no staff costs, investments, running costs or alcohol.", "tr": "Hangi giderlerin karşılanmadığı açıklanmadı. Varsayımımız: maaş, demirbaş, sürekli gider ve alkol yok.", "ar": "لم تُنشر قائمة التكاليف المستبعدة. نفترض: لا رواتب ولا مشتريات دائمة ولا تكاليف جارية ولا كحول."},
	"iban_when": {"de": "Wir nehmen an, dass die Bankverbindung auch nach der Zusage reicht.", "en": "We assume that bank details can also be given after approval.", "tr": "Banka bilgilerinin onaydan sonra da verilebileceğini varsayıyoruz.", "ar": "نفترض أنه يمكن تقديم البيانات المصرفية بعد الموافقة أيضًا."},
	"project_from": {"de": "Wir nehmen an, dass Projekte das ganze Kalenderjahr über stattfinden können.", "en": "We assume that projects may take place throughout the calendar year.", "tr": "Projelerin takvim yılı boyunca yapılabileceğini varsayıyoruz.", "ar": "نفترض أنه يمكن تنفيذ المشاريع طوال السنة الميلادية."},
	"documents": {"de": "Welche Unterlagen die Stadt verlangt, ist noch nicht veröffentlicht. Wir nehmen an: was andere Förderer auch sehen wollen. Ihr könnt sie nachreichen.", "en": "The city has not published which documents it asks for. We assume what other funders want to see too. You can hand them in later.", "tr": "Belediyenin hangi belgeleri istediği açıklanmadı. Diğer destek verenlerin de istediği belgeleri varsayıyoruz. Sonradan verebilirsiniz.", "ar": "لم تنشر المدينة بعد المستندات المطلوبة. نفترض أنها ما تطلبه جهات الدعم الأخرى أيضًا. يمكنكم تقديمها لاحقًا."},
	"offers_from_cents": {"de": "Ab wann drei Angebote nötig sind, hat die Stadt noch nicht gesagt. Wir rechnen mit 1.000 Euro für einen einzelnen Auftrag.", "en": "The city has not said yet from what sum on three offers are needed. We assume 1,000 euros for a single order.", "tr": "Üç teklifin hangi tutardan itibaren gerektiğini belediye henüz söylemedi. Tek bir sipariş için 1.000 avro varsayıyoruz.", "ar": "لم تحدد المدينة بعد المبلغ الذي تلزم ابتداءً منه ثلاثة عروض. نفترض 1,000 € للطلب الواحد."},
	"signature": {"de": "Wir nehmen an, dass euer getippter Name als Unterschrift reicht (Textform).", "en": "We assume that your typed name is enough as a signature (Textform).", "tr": "Adınızı yazmanızın imza yerine geçtiğini (Textform) varsayıyoruz.", "ar": "نفترض أن كتابة اسمكم تكفي توقيعًا (Textform)."},
	"grant": {"de": "Wir nehmen an, dass das Geld in höchstens zwei Teilen ausgezahlt wird.", "en": "We assume that the money is paid in at most two parts.", "tr": "Paranın en çok iki bölümde ödeneceği varsayılmıştır.", "ar": "نفترض أن المال يُدفع على دفعتين كحد أقصى."},
	"usual_days": {"de": "Wie lange ein Schritt dauert, ist geschätzt und keine Zusage.", "en": "How long a step takes is an estimate, not a promise.", "tr": "Bir adımın ne kadar süreceği tahmindir, söz değildir.", "ar": "مدة كل خطوة تقدير وليست وعدًا."},
	"criteria": {"de": "Wonach wir bewerten und wie schwer es zählt, hat die Stadt noch nicht veröffentlicht. Wir nehmen an: Stärken und Vorbeugen zählen dreifach, Zielgruppe und Ehrenamt doppelt.", "en": "The city has not published yet by what we assess and how much each point counts. We assume: empowering and preventing count three times, target group and volunteering twice.", "tr": "Neye göre değerlendirdiğimiz ve her birinin ne kadar sayıldığı henüz açıklanmadı. Varsayımımız: güçlendirme ve önleme üç kat, hedef grup ve gönüllülük iki kat sayılır.", "ar": "لم تنشر المدينة بعد المعايير التي نقيّم بها ووزن كل منها. نفترض أن التمكين والوقاية يُحسبان ثلاث مرات، والفئة المستهدفة والعمل التطوعي مرتين."},
	"interpreters": {"de": "Wir nehmen an, dass der Sprachmittlerpool des KI auch beim Antrag hilft.", "en": "We assume that the interpreters of the KI (Sprachmittlerpool) also help with the application.", "tr": "KI'nin dil aracılarının (Sprachmittlerpool) başvuruda da yardım ettiğini varsayıyoruz.", "ar": "نفترض أن الوسطاء اللغويين لدى KI (Sprachmittlerpool) يساعدون في تقديم الطلب أيضًا."}
}
$json$;
	next_assumptions constant jsonb := $json$
{
	"total_budget_cents": {"de": "Für {year} ist noch kein Betrag bekannt. Wir rechnen mit derselben Summe wie 2026.", "en": "The sum for {year} is not known yet. We assume the same as in 2026.", "tr": "{year} için tutar henüz belli değil. 2026 ile aynı olduğunu varsayıyoruz.", "ar": "المبلغ لعام {year} غير معروف بعد. نفترض المبلغ نفسه كما في 2026."},
	"closes_at": {"de": "Für {year} ist noch keine Frist veröffentlicht. Wir rechnen wieder mit dem 15. Februar.", "en": "No deadline has been published for {year}. We assume 15 February again.", "tr": "{year} için son tarih açıklanmadı. Yine 15 Şubat'ı varsayıyoruz.", "ar": "لم يُنشر موعد نهائي لعام {year}. نفترض 15 فبراير مرة أخرى."}
}
$json$;
	today constant date := (now() at time zone 'Europe/Berlin')::date;
	next_year constant int := extract(year from today)::int + case when today > make_date(extract(year from today)::int, 2, 15) then 1 else 0 end;
	years int[] := array[2026];
	year int;
begin
	if next_year > 2026 then
		years := years || next_year;
	end if;
	foreach year in array years loop
		insert into public.funding_rounds (
			slug, status, reference_prefix, opens_at, closes_at, project_from, project_until,
			total_budget_cents, min_cents, cap_cents,
			areas, districts, target_groups, cost_categories, income_kinds, declarations, criteria, documents,
			texts, contact, settings, assumptions
		) values (
			'kofei-' || year,
			case when year = 2026 and next_year > 2026 then 'archived' else 'published' end,
			'KOFEI',
			-- A later round opens with the day after the previous deadline: nobody has to wait to begin writing.
			case when year = 2026
				then timestamp '2025-12-10 00:00:00' at time zone 'Europe/Berlin'
				else make_timestamp(year - 1, 2, 16, 0, 0, 0) at time zone 'Europe/Berlin'
			end,
			make_timestamp(year, 2, 15, 23, 59, 59) at time zone 'Europe/Berlin',
			make_date(year, 1, 1),
			make_date(year, 12, 31),
			5800000, 25000, 250000,
			areas, districts, target_groups, cost_categories, income_kinds,
			replace(declarations::text, '{year}', year::text)::jsonb,
			criteria, documents,
			replace(texts::text, '{year}', year::text)::jsonb,
			contact, settings,
			assumptions
				|| case when year = 2026 then '{}' else replace(next_assumptions::text, '{year}', year::text)::jsonb end
		)
		on conflict (slug) do nothing;
	end loop;
end;
$seed$;
