-- What readers of thirteen languages stumbled over in the explanations beside decisions: "you may start now" in front of a grant for a time
-- that begins later, "within a month" without from when (§ 74 VwGO: from the notification), and two words for money that becomes free
-- which say that it is gone. And what money has to go back says where one can go to court, as the letter itself does. A text the office wrote itself is left alone.
do $do$
declare
	kinds constant text[] := array['approved', 'rejected', 'waitlisted', 'recovery', 'revoked', 'proof_checked'];
	one text;
	word record;
	said jsonb;
	better jsonb;
	text text;
begin
	foreach one in array kinds loop
		select explanations into said from private.letter_proposals where kind = one;
		better := said;
		for word in select w.language, w.was, w.better from (values
			('approved', 'de', 'Ihr dürft jetzt anfangen.', 'Ihr dürft anfangen.'),
			('approved', 'de', 'Nennt die Förderung auf Plakaten und im Internet.', E'Nennt die Förderung auf Plakaten und im Internet.\nDas Geld ist für diese Zeit: {{period_from}} bis {{period_until}}. Was ihr davor oder danach ausgebt, zählt nicht.'),
			('approved', 'de', 'innerhalb eines Monats beim', 'innerhalb eines Monats, nachdem ihr diesen Brief bekommen habt, beim'),
			('approved', 'de', 'Ausgezahlt wird nach einem Monat, oder früher, wenn ihr auf eine Klage verzichtet.', 'Ausgezahlt wird einen Monat, nachdem ihr diesen Brief bekommen habt, oder früher, wenn ihr auf eine Klage verzichtet.'),
			('approved', 'de-simple', 'Ihr dürft jetzt anfangen.', 'Ihr dürft anfangen.'),
			('approved', 'de-simple', 'Schreibt auf Plakate und ins Internet, woher das Geld kommt.', E'Schreibt auf Plakate und ins Internet, woher das Geld kommt.\nDas Geld ist für diese Zeit: {{period_from}} bis {{period_until}}. Gebt ihr davor oder danach etwas aus? Das zählt nicht.'),
			('approved', 'de-simple', 'Ihr habt dafür 1 Monat Zeit.', 'Das Gericht ist das Verwaltungs-Gericht Düsseldorf. Ihr habt dafür 1 Monat Zeit. Der Monat beginnt, wenn ihr diesen Brief bekommt.'),
			('approved', 'de-simple', 'Wir zahlen das Geld nach 1 Monat.', 'Wir zahlen das Geld nach 1 Monat. Der Monat beginnt, wenn ihr diesen Brief bekommt.'),
			('approved', 'en', 'You may start now.', 'You may start.'),
			('approved', 'en', 'Mention the funding on posters and online.', E'Mention the funding on posters and online.\nThe money is for the time from {{period_from}} to {{period_until}}. What you spend before or after that does not count.'),
			('approved', 'en', 'within one month.', 'within one month of receiving this letter.'),
			('approved', 'tr', 'Artık başlayabilirsiniz.', 'Başlayabilirsiniz.'),
			('approved', 'tr', 'Afişlerde ve internette desteği belirtin.', E'Afişlerde ve internette desteği belirtin.\nPara şu dönem içindir: {{period_from}} – {{period_until}}. Bundan önce veya sonra yapılan harcamalar sayılmaz.'),
			('approved', 'tr', 'bir ay içinde', 'bu mektup size ulaştıktan sonra bir ay içinde'),
			('approved', 'ar', 'يمكنكم البدء الآن.', 'يمكنكم البدء.'),
			('approved', 'ar', 'اذكروا التمويل في الملصقات وعلى الإنترنت.', E'اذكروا التمويل في الملصقات وعلى الإنترنت.\nالمال مخصص للفترة من {{period_from}} حتى {{period_until}}. ما تصرفونه قبلها أو بعدها لا يُحتسب.'),
			('approved', 'ar', 'خلال شهر.', 'خلال شهر من وصول هذه الرسالة إليكم.'),
			('approved', 'bg', 'Вече можете да започнете.', 'Можете да започнете.'),
			('approved', 'bg', 'На плакати и в интернет посочете кой дава парите.', E'На плакати и в интернет посочете кой дава парите.\nПарите са за това време ({{period_from}} – {{period_until}}): каквото похарчите преди или след това, не се признава.'),
			('approved', 'bg', 'в срок от един месец да', 'в срок от един месец, след като получите това писмо, да'),
			('approved', 'ro', 'Acum puteți începe.', 'Puteți începe.'),
			('approved', 'ro', 'Arătați pe afișe și pe internet cine dă banii.', E'Arătați pe afișe și pe internet cine dă banii.\nBanii sunt pentru această perioadă: {{period_from}} – {{period_until}}. Ce cheltuiți înainte sau după nu se recunoaște.'),
			('approved', 'ro', 'în termen de o lună la', 'în termen de o lună de la primirea acestei scrisori, la'),
			('approved', 'uk', 'Тепер можна починати.', 'Можна починати.'),
			('approved', 'uk', 'Вказуйте на плакатах і в інтернеті, хто дав гроші.', E'Вказуйте на плакатах і в інтернеті, хто дав гроші.\nГроші — на цей час ({{period_from}} — {{period_until}}): витрати до чи після цього ми не визнаємо.'),
			('approved', 'uk', 'протягом місяця подати', 'протягом місяця після отримання цього листа подати'),
			('approved', 'ru', 'Теперь можно начинать.', 'Можно начинать.'),
			('approved', 'ru', 'Указывайте на плакатах и в интернете, кто дал деньги.', E'Указывайте на плакатах и в интернете, кто дал деньги.\nДеньги — на это время ({{period_from}} — {{period_until}}): расходы до или после этого мы не признаём.'),
			('approved', 'ru', 'в течение месяца подать', 'в течение месяца после получения этого письма подать'),
			('approved', 'ku', 'Hûn êdî dikarin dest pê bikin.', 'Hûn dikarin dest pê bikin.'),
			('approved', 'ku', 'Li ser afîşan û di înternetê de bêjin ka pere ji ku hatine.', E'Li ser afîşan û di înternetê de bêjin ka pere ji ku hatine.\nPere ji bo vê demê ne: {{period_from}} – {{period_until}}. Lêçûnên berî wê an piştî wê nayên hesibandin.'),
			('approved', 'ku', 'di nav mehekê de li', 'di nav mehekê de, piştî ku ev name gihîşt we, li'),
			('approved', 'fa', 'حالا اجازه دارید شروع کنید.', 'اجازه دارید شروع کنید.'),
			('approved', 'fa', 'روی پوسترها و در اینترنت بنویسید که پول از کجا آمده است.', E'روی پوسترها و در اینترنت بنویسید که پول از کجا آمده است.\nپول برای مدت {{period_from}} تا {{period_until}} است. هر چه پیش یا پس از آن خرج کنید، حساب نمی‌شود.'),
			('approved', 'fa', 'تا یک ماه به', 'تا یک ماه پس از آن‌که این نامه به شما رسید، به'),
			('approved', 'fr', 'Vous pouvez commencer maintenant.', 'Vous pouvez commencer.'),
			('approved', 'fr', 'Mentionnez la subvention sur les affiches et sur internet.', E'Mentionnez la subvention sur les affiches et sur internet.\nL’argent est pour la période du {{period_from}} au {{period_until}}. Ce que vous dépensez avant ou après ne compte pas.'),
			('approved', 'fr', 'dans le mois qui suit.', 'dans le mois qui suit la réception de cette lettre.'),
			('approved', 'fr', 'Le versement a lieu après un mois, ou plus tôt', 'Le versement a lieu un mois après la réception de cette lettre, ou plus tôt'),
			('approved', 'pl', 'Możecie już zaczynać.', 'Możecie zacząć.'),
			('approved', 'pl', 'Na plakatach i w internecie napiszcie, kto daje pieniądze.', E'Na plakatach i w internecie napiszcie, kto daje pieniądze.\nPieniądze są na ten czas: {{period_from}} – {{period_until}}. Wydatki wcześniejsze i późniejsze się nie liczą.'),
			('approved', 'pl', 'w ciągu miesiąca zaskarżyć', 'w ciągu miesiąca od otrzymania tego pisma zaskarżyć'),
			('rejected', 'de', 'innerhalb eines Monats beim', 'innerhalb eines Monats, nachdem ihr diesen Brief bekommen habt, beim'),
			('rejected', 'de-simple', 'Ihr habt dafür 1 Monat Zeit.', 'Ihr habt dafür 1 Monat Zeit. Der Monat beginnt, wenn ihr diesen Brief bekommt.'),
			('rejected', 'en', 'within one month.', 'within one month of receiving this letter.'),
			('rejected', 'tr', 'bir ay içinde', 'bu mektup size ulaştıktan sonra bir ay içinde'),
			('rejected', 'ar', 'خلال شهر.', 'خلال شهر من وصول هذه الرسالة إليكم.'),
			('rejected', 'bg', 'в срок от един месец да', 'в срок от един месец, след като получите това писмо, да'),
			('rejected', 'ro', 'în termen de o lună la', 'în termen de o lună de la primirea acestei scrisori, la'),
			('rejected', 'uk', 'протягом місяця подати', 'протягом місяця після отримання цього листа подати'),
			('rejected', 'ru', 'в течение месяца подать', 'в течение месяца после получения этого письма подать'),
			('rejected', 'ku', 'di nav mehekê de li', 'di nav mehekê de, piştî ku ev name gihîşt we, li'),
			('rejected', 'fa', 'تا یک ماه به', 'تا یک ماه پس از آن‌که این نامه به شما رسید، به'),
			('rejected', 'fr', 'dans le mois qui suit.', 'dans le mois qui suit la réception de cette lettre.'),
			('rejected', 'pl', 'w ciągu miesiąca zaskarżyć', 'w ciągu miesiąca od otrzymania tego pisma zaskarżyć'),
			('waitlisted', 'de', 'innerhalb eines Monats beim', 'innerhalb eines Monats, nachdem ihr diesen Brief bekommen habt, beim'),
			('waitlisted', 'de-simple', 'Ihr habt dafür 1 Monat Zeit.', 'Das Gericht ist das Verwaltungs-Gericht Düsseldorf. Ihr habt dafür 1 Monat Zeit. Der Monat beginnt, wenn ihr diesen Brief bekommt.'),
			('waitlisted', 'en', 'within one month.', 'within one month of receiving this letter.'),
			('waitlisted', 'tr', 'bir ay içinde', 'bu mektup size ulaştıktan sonra bir ay içinde'),
			('waitlisted', 'tr', 'Para boşa çıkarsa yeniden', 'Yeniden para olursa tekrar'),
			('waitlisted', 'ar', 'خلال شهر.', 'خلال شهر من وصول هذه الرسالة إليكم.'),
			('waitlisted', 'bg', 'в срок от един месец да', 'в срок от един месец, след като получите това писмо, да'),
			('waitlisted', 'ro', 'în termen de o lună la', 'în termen de o lună de la primirea acestei scrisori, la'),
			('waitlisted', 'uk', 'протягом місяця подати', 'протягом місяця після отримання цього листа подати'),
			('waitlisted', 'ru', 'в течение месяца подать', 'в течение месяца после получения этого письма подать'),
			('waitlisted', 'ku', 'di nav mehekê de li', 'di nav mehekê de, piştî ku ev name gihîşt we, li'),
			('waitlisted', 'ku', 'Heke pere vala bibin, em ê ji nû ve', 'Heke dîsa pere hebin, em ê ji nû ve'),
			('waitlisted', 'fa', 'تا یک ماه به', 'تا یک ماه پس از آن‌که این نامه به شما رسید، به'),
			('waitlisted', 'fr', 'dans le mois qui suit.', 'dans le mois qui suit la réception de cette lettre.'),
			('waitlisted', 'pl', 'w ciągu miesiąca zaskarżyć', 'w ciągu miesiąca od otrzymania tego pisma zaskarżyć')
		) w (kind, language, was, better) where w.kind = one loop
			text := replace(better ->> word.language, word.was, word.better);
			better := better || jsonb_build_object(word.language, text);
		end loop;
		if one in ('recovery', 'revoked', 'proof_checked') then
			for word in select r.language, r.remedies from (values
			('de', 'Wenn ihr die Entscheidung falsch findet, könnt ihr innerhalb eines Monats, nachdem ihr diesen Brief bekommen habt, beim Verwaltungsgericht Düsseldorf klagen.'),
			('de-simple', 'Findet ihr die Entscheidung falsch? Dann könnt ihr klagen. Das heißt: Ihr geht zum Gericht. Das Gericht ist das Verwaltungs-Gericht Düsseldorf. Ihr habt dafür 1 Monat Zeit. Der Monat beginnt, wenn ihr diesen Brief bekommt.'),
			('en', 'If you think the decision is wrong, you can take it to the administrative court in Düsseldorf (Verwaltungsgericht) within one month of receiving this letter.'),
			('tr', 'Kararın yanlış olduğunu düşünüyorsanız, bu mektup size ulaştıktan sonra bir ay içinde Düsseldorf İdare Mahkemesi’nde (Verwaltungsgericht) dava açabilirsiniz.'),
			('ar', 'إذا رأيتم أن القرار خاطئ، يمكنكم رفع دعوى لدى المحكمة الإدارية في دوسلدورف (Verwaltungsgericht) خلال شهر من وصول هذه الرسالة إليكم.'),
			('bg', 'Ако смятате, че решението е грешно, можете в срок от един месец, след като получите това писмо, да подадете жалба в административния съд в Дюселдорф (Verwaltungsgericht Düsseldorf).'),
			('ro', 'Dacă credeți că decizia este greșită, o puteți contesta în termen de o lună de la primirea acestei scrisori, la tribunalul administrativ din Düsseldorf (Verwaltungsgericht Düsseldorf).'),
			('uk', 'Якщо ви вважаєте рішення неправильним, можна протягом місяця після отримання цього листа подати позов до адміністративного суду Дюссельдорфа (Verwaltungsgericht Düsseldorf).'),
			('ru', 'Если вы считаете решение неверным, можно в течение месяца после получения этого письма подать иск в административный суд Дюссельдорфа (Verwaltungsgericht Düsseldorf).'),
			('ku', 'Heke hûn biryarê şaş dibînin, hûn dikarin di nav mehekê de, piştî ku ev name gihîşt we, li dadgeha îdarî ya Düsseldorfê (Verwaltungsgericht) dozê vekin.'),
			('fa', 'اگر تصمیم را نادرست می‌دانید، می‌توانید تا یک ماه پس از آن‌که این نامه به شما رسید، به دادگاه اداری دوسلدورف (Verwaltungsgericht Düsseldorf) شکایت کنید.'),
			('fr', 'Si vous trouvez la décision fausse, vous pouvez saisir le tribunal administratif de Düsseldorf (Verwaltungsgericht) dans le mois qui suit la réception de cette lettre.'),
			('pl', 'Jeśli uważacie decyzję za błędną, możecie w ciągu miesiąca od otrzymania tego pisma zaskarżyć ją do sądu administracyjnego w Düsseldorfie (Verwaltungsgericht Düsseldorf).')
			) r (language, remedies) where better ? r.language and better ->> r.language !~ 'Verwaltungs-?[Gg]ericht' loop
				better := better || jsonb_build_object(word.language, (better ->> word.language) || E'\n' || word.remedies);
			end loop;
		end if;
		update private.letter_proposals set explanations = better where kind = one;
		-- The version tells whoever has the old words open, and the letters with these apart from those before.
		-- One that could not be saved as it stands waits for the office, which is asked about it.
		update public.letter_templates t set version = t.version + 1, explanations = t.explanations || n.texts
		from (
			select o.round_id, jsonb_object_agg(b.key, b.value) as texts
			from public.letter_templates o cross join jsonb_each_text(better) b
			where o.kind = one and o.explanations ->> b.key = said ->> b.key and b.value <> said ->> b.key
			group by o.round_id
		) n
		where t.kind = one and t.round_id = n.round_id
			and private.letter_template_problems(t.kind, t.subject, t.blocks, t.explanations) = '[]';
	end loop;
end;
$do$;
