create function private.explained_languages() returns text[]
language sql immutable set search_path = ''
as $$
	select array['de', 'de-simple', 'tr', 'ar', 'bg', 'ro', 'uk', 'ru', 'en', 'ku', 'fa', 'fr', 'pl'];
$$;
comment on function private.explained_languages() is 'Languages a letter is explained in: explainedIn of core/letter/template.ts.';
revoke all on function private.explained_languages() from public, anon, authenticated, service_role;

alter table public.letters drop constraint letters_known_languages;
alter table public.letters add constraint letters_known_languages check (
	language in ('de', 'de-simple', 'tr', 'ar', 'bg', 'ro', 'uk', 'ru', 'en', 'ku', 'fa', 'fr', 'pl')
);

create or replace function private.letter_template_problems(
	p_kind text, p_subject text, p_blocks jsonb, p_explanations jsonb
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
	locales constant text[] := private.explained_languages();
	problems jsonb := '[]';
begin
	if p_subject is null or jsonb_typeof(p_blocks) is distinct from 'array'
		or jsonb_typeof(p_explanations) is distinct from 'object'
		or exists (
			select from jsonb_array_elements(case jsonb_typeof(p_blocks) when 'array' then p_blocks else '[]' end) b
			where jsonb_typeof(b.value) <> 'object' or b.value - array['heading', 'text'] <> '{}'
				or jsonb_typeof(b.value -> 'heading') is distinct from 'string'
				or jsonb_typeof(b.value -> 'text') is distinct from 'string'
		)
		or exists (
			select from jsonb_each(case jsonb_typeof(p_explanations) when 'object' then p_explanations else '{}' end) e
			where not e.key = any (locales) or jsonb_typeof(e.value) <> 'string'
		)
	then
		return '[{"code": "shape"}]';
	end if;
	if btrim(p_subject, E' \t\r\n') = '' then
		problems := problems || jsonb_build_object('code', 'subject_missing');
	end if;
	if jsonb_array_length(p_blocks) = 0 then
		problems := problems || jsonb_build_object('code', 'blocks_missing');
	end if;
	if length(p_subject) > 200 or jsonb_array_length(p_blocks) > 30
		or exists (
			select from jsonb_array_elements(p_blocks) b
			where length(b.value ->> 'heading') > 120 or length(b.value ->> 'text') > 4000
		)
		or exists (select from jsonb_each_text(p_explanations) e where length(e.value) > 4000)
	then
		problems := problems || jsonb_build_object('code', 'too_long');
	end if;
	return problems
		|| (
			select coalesce(jsonb_agg(jsonb_build_object('code', 'text_missing', 'block', b.ordinality - 1) order by b.ordinality), '[]')
			from jsonb_array_elements(p_blocks) with ordinality b
			where btrim(b.value ->> 'text', E' \t\r\n') = ''
		)
		|| (
			-- Of the other languages each may wait for its translator: its readers get the German one until then.
			select coalesce(jsonb_agg(jsonb_build_object('code', 'explanation_missing', 'locale', 'de')), '[]')
			where btrim(coalesce(p_explanations ->> 'de', ''), E' \t\r\n') = ''
		)
		|| (
			select coalesce(jsonb_agg(jsonb_build_object('code', 'placeholder_unknown', 'name', u.name) order by u.name collate "C"), '[]')
			from (
				select private.placeholders_in(p_subject) as name
				union select private.placeholders_in(b.value ->> 'heading') from jsonb_array_elements(p_blocks) b
				union select private.placeholders_in(b.value ->> 'text') from jsonb_array_elements(p_blocks) b
				union select private.placeholders_in(e.value) from jsonb_each_text(p_explanations) e
			) u
			where not exists (select from private.letter_placeholders p where p.kind = p_kind and p.name = u.name)
		)
		|| (
			select coalesce(jsonb_agg(jsonb_build_object('code', 'placeholder_missing', 'name', p.name) order by p.name), '[]')
			from private.letter_placeholders p
			where p.kind = p_kind and p.is_required and p.name not in (
				select private.placeholders_in(p_subject)
				union select private.placeholders_in(b.value ->> 'heading') from jsonb_array_elements(p_blocks) b
				union select private.placeholders_in(b.value ->> 'text') from jsonb_array_elements(p_blocks) b
			)
		);
end;
$$;

create or replace function private.letter_content(p_application uuid, p_kind text, p_told jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	application public.applications;
	round public.funding_rounds;
	template public.letter_templates;
	sent jsonb;
begin
	select a.* into strict application from public.applications a where a.id = p_application;
	select r.* into strict round from private.terms_of(application.id) r;
	select t.* into strict template from public.letter_templates t where t.round_id = round.id and t.kind = p_kind;
	select s.snapshot into strict sent
	from public.submissions s where s.application_id = p_application order by s.version desc limit 1;
	return jsonb_build_object(
		'language', case when sent #>> '{form,contact_language}' = any (private.explained_languages())
			then sent #>> '{form,contact_language}' else 'de' end,
		'template', jsonb_build_object(
			'version', template.version, 'subject', template.subject, 'blocks', template.blocks,
			'explanations', template.explanations
		),
		'facts', jsonb_build_object(
			'reference_number', sent ->> 'reference_number',
			'organisation_name', sent #> '{form,organisation_name}',
			'street', sent #> '{form,street}',
			'postal_code', sent #> '{form,postal_code}',
			'city', sent #> '{form,city}',
			'project_title', sent #> '{form,project_title}',
			'requested_cents', sent #> '{form,requested_cents}',
			'period_from', coalesce(sent #>> '{form,period_start}', round.project_from::text),
			'period_until', coalesce(sent #>> '{form,period_end}', round.project_until::text),
			'round_title', round.texts #> '{de,title}',
			'contact', (
				-- Whom to ask is whoever is there today.
				select jsonb_object_agg(c.key, private.german(c.value))
				from public.funding_rounds r cross join jsonb_each(r.contact) c where r.id = application.round_id
			)
		) || p_told
	);
end;
$$;

with explained as (
	select e.key as kind, e.value as explanations from jsonb_each($json$
{
	"receipt": {
		"de-simple": "Euer Antrag ist am {{received_at}} bei uns angekommen. Eure Nummer ist {{reference_number}}. Bitte fangt erst an, wenn ihr unsere Zusage habt. Auch ein Vertrag ist schon ein Anfang. Auch ein Einkauf ist schon ein Anfang.",
		"bg": "Заявлението ви пристигна при нас на {{received_at}}. Номерът ви е {{reference_number}}. Моля, започнете проекта едва когато имате нашето одобрение (Zusage): и договор или покупка се смята за начало.",
		"ro": "Cererea voastră a ajuns la noi: {{received_at}}. Numărul vostru este {{reference_number}}. Vă rugăm să începeți proiectul abia după ce aveți aprobarea noastră (Zusage): și un contract sau o cumpărătură înseamnă că ați început.",
		"uk": "Ваша заявка надійшла до нас ({{received_at}}). Ваш номер — {{reference_number}}. Будь ласка, починайте проєкт лише тоді, коли отримаєте наше позитивне рішення (Zusage): договір чи покупка теж рахуються як початок.",
		"ru": "Ваша заявка пришла к нам ({{received_at}}). Ваш номер — {{reference_number}}. Пожалуйста, начинайте проект только тогда, когда получите наше положительное решение (Zusage): договор или покупка тоже считаются началом.",
		"ku": "Serlêdana we gihîşt me: {{received_at}}. Hejmara we {{reference_number}} e. Ji kerema xwe tenê piştî ku me erê kir dest bi projeyê bikin: Peyman an kirîn jî wek destpêk tê hesibandin.",
		"fa": "درخواست شما در {{received_at}} به ما رسید. شمارهٔ شما ⁨{{reference_number}}⁩ است. لطفاً پروژه را فقط وقتی شروع کنید که پاسخ مثبت ما را دارید: قرارداد یا خرید هم شروع حساب می‌شود.",
		"fr": "Votre demande est bien arrivée chez nous le {{received_at}}. Votre numéro est {{reference_number}}. Merci de ne commencer le projet que lorsque vous aurez notre accord (Zusage) : un contrat ou un achat compte aussi comme un début.",
		"pl": "Wasz wniosek wpłynął do nas: {{received_at}}. Wasz numer to {{reference_number}}. Prosimy zaczynać projekt dopiero wtedy, gdy macie naszą zgodę (Zusage): umowa lub zakup to też początek."
	},
	"request": {
		"de-simple": "Wir brauchen noch etwas von euch. Der letzte Tag dafür ist: {{due_date}}. Öffnet euren Antrag {{reference_number}} in der App. Dort steht, was fehlt. Nur diese Stellen könnt ihr ändern. Braucht ihr mehr Zeit? Dann sagt es uns vorher.",
		"bg": "Нужно ни е още нещо от вас, до {{due_date}} включително. Отворете заявлението си {{reference_number}} в приложението: там пише какво липсва и точно тези места можете да промените. Ако ви трябва повече време, обадете се преди това.",
		"ro": "Mai avem nevoie de ceva de la voi, până {{due_date}}. Deschideți cererea {{reference_number}} în aplicație: acolo scrie ce lipsește și exact acele locuri le puteți schimba. Dacă aveți nevoie de mai mult timp, spuneți-ne înainte.",
		"uk": "Нам ще дещо від вас потрібно (останній день — {{due_date}}). Відкрийте в додатку свою заявку {{reference_number}}: там написано, чого бракує, і саме ці місця можна змінити. Якщо потрібно більше часу, напишіть нам раніше.",
		"ru": "Нам ещё кое-что от вас нужно (последний день — {{due_date}}). Откройте в приложении свою заявку {{reference_number}}: там написано, чего не хватает, и именно эти места можно изменить. Если нужно больше времени, напишите нам раньше.",
		"ku": "Hê tiştek ji we pêwîst e, heta {{due_date}}. Serlêdana xwe {{reference_number}} di sepanê de vekin: Li wir dinivîse ka çi kêm e, û hûn dikarin tam wan beşan biguherin. Heke hûn zêdetir dem bixwazin, berê ji me re bêjin.",
		"fa": "هنوز چیزی از شما لازم داریم، تا {{due_date}}. درخواست ⁨{{reference_number}}⁩ را در برنامه باز کنید: آنجا نوشته شده چه چیزی کم است و همان بخش‌ها را می‌توانید عوض کنید. اگر وقت بیشتری لازم دارید، پیش از آن خبر بدهید.",
		"fr": "Nous avons encore besoin de quelque chose, au plus tard le {{due_date}}. Ouvrez votre demande {{reference_number}} dans l’application : ce qui manque y est indiqué, et ce sont ces parties que vous pouvez modifier. S’il vous faut plus de temps, dites-le-nous avant.",
		"pl": "Potrzebujemy jeszcze czegoś od was (ostatni dzień: {{due_date}}). Otwórzcie wniosek {{reference_number}} w aplikacji: widać tam, czego brakuje, i właśnie te miejsca możecie zmienić. Jeśli potrzebujecie więcej czasu, odezwijcie się wcześniej."
	},
	"approved": {
		"de-simple": "Das ist eure Zusage. Ihr bekommt {{amount}} für euer Projekt. Ihr dürft jetzt anfangen. Das Geld ist nur für das, was im Antrag steht. Wird etwas anders? Dann sagt es uns sofort. Hebt alle Belege auf. Ein Beleg ist zum Beispiel ein Kassen-Zettel oder eine Rechnung. Nach dem Projekt zeigt ihr uns, wofür das Geld war. Wir zahlen das Geld nach einem Monat. Ihr könnt es auch früher bekommen. Dann müsst ihr sagen: Wir klagen nicht. Schreibt auf Plakate und ins Internet, woher das Geld kommt.",
		"bg": "Това е нашето одобрение (Zusage): получавате {{amount}} за проекта си. Вече можете да започнете. Парите са само за това, което пише в заявлението. Ако нещо се промени, кажете ни веднага. Пазете всички касови бележки и фактури: след проекта показвате за какво сте похарчили парите. Изплащаме след един месец или по-рано, ако се откажете от обжалване пред съда. На плакати и в интернет посочете кой дава парите.",
		"ro": "Aceasta este aprobarea (Zusage): primiți {{amount}} pentru proiectul vostru. Acum puteți începe. Banii sunt doar pentru ce scrie în cerere. Dacă se schimbă ceva, spuneți-ne imediat. Păstrați toate bonurile și facturile: după proiect arătați pentru ce ați cheltuit banii. Plătim după o lună sau mai devreme, dacă renunțați la contestarea în instanță. Arătați pe afișe și pe internet cine dă banii.",
		"uk": "Це наше позитивне рішення: ви отримуєте {{amount}} на свій проєкт. Тепер можна починати. Гроші — лише на те, що написано в заявці. Якщо щось зміниться, одразу скажіть нам. Зберігайте всі чеки й рахунки: після проєкту ви покажете, на що витратили гроші. Виплата буде за місяць або раніше, якщо ви відмовитеся від позову. Вказуйте на плакатах і в інтернеті, хто дав гроші.",
		"ru": "Это наше положительное решение: вы получаете {{amount}} на свой проект. Теперь можно начинать. Деньги — только на то, что написано в заявке. Если что-то изменится, сразу скажите нам. Храните все чеки и счета: после проекта вы покажете, на что потратили деньги. Выплата будет через месяц или раньше, если вы откажетесь от иска. Указывайте на плакатах и в интернете, кто дал деньги.",
		"ku": "Ev erêkirina we ye: Hûn ji bo projeya xwe {{amount}} distînin. Hûn êdî dikarin dest pê bikin. Pere tenê ji bo tiştên di serlêdanê de ne. Heke tiştek biguhere, di cih de ji me re bêjin. Hemû meqbûz û fatûreyan biparêzin: Piştî projeyê hûn nîşan didin ka we pere ji bo çi xerc kirine. Pere piştî mehekê tên dayîn, an zûtir, heke hûn dev ji dozê (Klage) berdin. Li ser afîşan û di înternetê de bêjin ka pere ji ku hatine.",
		"fa": "این پاسخ مثبت ماست: برای پروژهٔ خود {{amount}} می‌گیرید. حالا اجازه دارید شروع کنید. پول فقط برای چیزی است که در درخواست آمده است. اگر چیزی عوض شد، فوراً به ما بگویید. همهٔ رسیدها و فاکتورها را نگه دارید: بعد از پروژه نشان می‌دهید پول را برای چه خرج کرده‌اید. پول پس از یک ماه پرداخت می‌شود، یا زودتر، اگر از شکایت (Klage) صرف‌نظر کنید. روی پوسترها و در اینترنت بنویسید که پول از کجا آمده است.",
		"fr": "C’est oui : vous recevez {{amount}} pour votre projet. Vous pouvez commencer maintenant. L’argent est seulement pour ce qui est dans la demande. Si quelque chose change, dites-le-nous tout de suite. Gardez tous les reçus et factures : après le projet, vous montrez à quoi l’argent a servi. Le versement a lieu après un mois, ou plus tôt si vous renoncez à un recours au tribunal. Mentionnez la subvention sur les affiches et sur internet.",
		"pl": "To nasza zgoda (Zusage): dostajecie {{amount}} na swój projekt. Możecie już zaczynać. Pieniądze są tylko na to, co jest we wniosku. Jeśli coś się zmieni, powiedzcie nam od razu. Zachowajcie wszystkie paragony i rachunki: po projekcie pokażecie, na co poszły pieniądze. Wypłacamy po miesiącu albo wcześniej, jeśli zrzekniecie się skargi do sądu. Na plakatach i w internecie napiszcie, kto daje pieniądze."
	},
	"waitlisted": {
		"de-simple": "Euer Antrag ist gut. Aber das Geld reicht im Moment nicht für alle. Ihr steht auf der Warte-Liste. Wird Geld frei? Dann entscheiden wir noch einmal. Wir schreiben euch. Bitte fangt noch nicht an.",
		"bg": "Заявлението ви е добро, но в момента парите не стигат за всички. Вие сте в списъка на чакащите. Ако се освободят пари, решаваме още веднъж и ви пишем. Моля, още не започвайте.",
		"ro": "Cererea voastră este bună, dar acum banii nu ajung pentru toți. Sunteți pe lista de așteptare. Dacă se eliberează bani, decidem încă o dată și vă scriem. Vă rugăm să nu începeți încă.",
		"uk": "Ваша заявка хороша, але зараз грошей вистачає не на всіх. Ви у списку очікування. Якщо гроші звільняться, ми вирішимо ще раз і напишемо вам. Будь ласка, поки не починайте.",
		"ru": "Ваша заявка хорошая, но сейчас денег хватает не на всех. Вы в списке ожидания. Если деньги освободятся, мы решим ещё раз и напишем вам. Пожалуйста, пока не начинайте.",
		"ku": "Serlêdana we baş e, lê niha pere têrê ji bo her kesî nakin. Hûn di lîsteya bendê de ne. Heke pere vala bibin, em ê ji nû ve biryarê bidin û ji we re binivîsin. Ji kerema xwe hê dest pê nekin.",
		"fa": "درخواست شما خوب است، ولی الان پول برای همه کافی نیست. در فهرست انتظار هستید. اگر پولی آزاد شود، دوباره تصمیم می‌گیریم و برایتان می‌نویسیم. لطفاً هنوز شروع نکنید.",
		"fr": "Votre demande est bonne, mais en ce moment l’argent ne suffit pas pour tout le monde. Vous êtes sur la liste d’attente. Si de l’argent se libère, nous décidons à nouveau et vous écrivons. Merci de ne pas commencer encore.",
		"pl": "Wasz wniosek jest dobry, ale teraz nie wystarcza pieniędzy dla wszystkich. Jesteście na liście oczekujących. Jeśli zwolnią się pieniądze, zdecydujemy jeszcze raz i napiszemy do was. Prosimy jeszcze nie zaczynać."
	},
	"rejected": {
		"de-simple": "Leider können wir euch dieses Mal kein Geld geben. Im Brief steht, warum. Ruft uns an, wir erklären es euch gern. Wir helfen euch auch beim nächsten Antrag. Findet ihr die Entscheidung falsch? Dann könnt ihr klagen. Das heißt: Ihr geht zum Gericht. Das Gericht ist das Verwaltungs-Gericht Düsseldorf. Ihr habt dafür einen Monat Zeit.",
		"bg": "За съжаление, този път не можем да финансираме проекта ви. Причината е в писмото. С удоволствие ще ви я обясним по телефона и ще помогнем за следващото заявление. Ако смятате, че решението е грешно, можете в срок от един месец да подадете жалба в административния съд в Дюселдорф (Verwaltungsgericht Düsseldorf).",
		"ro": "Din păcate, de data aceasta nu putem finanța proiectul vostru. Motivul este în scrisoare. Vi-l explicăm cu plăcere la telefon și vă ajutăm la următoarea cerere. Dacă credeți că decizia este greșită, o puteți contesta în termen de o lună la tribunalul administrativ din Düsseldorf (Verwaltungsgericht Düsseldorf).",
		"uk": "На жаль, цього разу ми не можемо підтримати ваш проєкт. Причина — у листі. Ми залюбки пояснимо її телефоном і допоможемо з наступною заявкою. Якщо ви вважаєте рішення неправильним, можна протягом місяця подати позов до адміністративного суду Дюссельдорфа (Verwaltungsgericht Düsseldorf).",
		"ru": "К сожалению, в этот раз мы не можем поддержать ваш проект. Причина — в письме. Мы охотно объясним её по телефону и поможем со следующей заявкой. Если вы считаете решение неверным, можно в течение месяца подать иск в административный суд Дюссельдорфа (Verwaltungsgericht Düsseldorf).",
		"ku": "Mixabin em vê carê nikarin piştgiriyê bidin projeya we. Sedem di nameyê de ye. Em bi dilxweşî bi telefonê ji we re rave dikin û di serlêdana din de alîkariyê dikin. Heke hûn biryarê şaş dibînin, hûn dikarin di nav mehekê de li dadgeha îdarî ya Düsseldorfê (Verwaltungsgericht) dozê vekin.",
		"fa": "متأسفانه این بار نمی‌توانیم به پروژهٔ شما کمک مالی بدهیم. دلیل آن در نامه است. با کمال میل تلفنی برایتان توضیح می‌دهیم و در درخواست بعدی کمک می‌کنیم. اگر تصمیم را نادرست می‌دانید، می‌توانید تا یک ماه به دادگاه اداری دوسلدورف (Verwaltungsgericht Düsseldorf) شکایت کنید.",
		"fr": "Malheureusement, nous ne pouvons pas financer votre projet cette fois. La raison est dans la lettre. Nous vous l’expliquons volontiers au téléphone et vous aidons pour la prochaine demande. Si vous trouvez la décision fausse, vous pouvez saisir le tribunal administratif de Düsseldorf (Verwaltungsgericht) dans le mois qui suit.",
		"pl": "Niestety tym razem nie możemy dofinansować waszego projektu. Powód jest w piśmie. Chętnie wyjaśnimy go przez telefon i pomożemy przy następnym wniosku. Jeśli uważacie decyzję za błędną, możecie w ciągu miesiąca zaskarżyć ją do sądu administracyjnego w Düsseldorfie (Verwaltungsgericht Düsseldorf)."
	},
	"changed": {
		"de-simple": "Wir sind mit eurer Änderung einverstanden. Ihr bekommt jetzt {{amount}}. Euer Projekt ist vom {{period_from}} bis zum {{period_until}}. Alles andere bleibt, wie es war.",
		"bg": "Съгласни сме с вашата промяна. Финансирането ви вече е {{amount}}, проектът ви продължава от {{period_from}} до {{period_until}} включително. Всичко друго остава, както беше.",
		"ro": "Suntem de acord cu schimbarea voastră. Finanțarea este acum de {{amount}}, proiectul durează de {{period_from}} până {{period_until}}. Tot restul rămâne cum a fost.",
		"uk": "Ми згодні з вашою зміною. Ваш грант тепер становить {{amount}}. Період проєкту: {{period_from}} — {{period_until}}; усе інше лишається, як було.",
		"ru": "Мы согласны с вашим изменением. Ваш грант теперь составляет {{amount}}. Период проекта: {{period_from}} — {{period_until}}; всё остальное остаётся, как было.",
		"ku": "Em bi guhertina we razî ne. Piştgiriya we niha {{amount}} ye, projeya we ji {{period_from}} heta {{period_until}} didome. Yên din wek berê dimînin.",
		"fa": "با تغییر شما موافقیم. کمک مالی شما حالا {{amount}} است و پروژهٔ شما از {{period_from}} تا {{period_until}} ادامه دارد. بقیه همان‌طور می‌ماند که بود.",
		"fr": "Nous sommes d’accord avec votre modification. Votre subvention est maintenant de {{amount}}, et votre projet va du {{period_from}} au {{period_until}}. Tout le reste demeure comme avant.",
		"pl": "Zgadzamy się na waszą zmianę. Dofinansowanie wynosi teraz {{amount}}. Czas projektu: {{period_from}} – {{period_until}}. Wszystko inne zostaje, jak było."
	},
	"change_refused": {
		"de-simple": "Ihr habt uns eine Änderung gemeldet. Das geht leider nicht. Im Brief steht, warum. Eure Förderung gilt weiter wie bisher. Ruft uns gern an. Oft gibt es einen anderen Weg.",
		"bg": "За съжаление, не можем да се съгласим с промяната, за която съобщихте. Причината е в писмото. Финансирането ви важи както досега. Обадете ни се: често има и друг начин.",
		"ro": "Din păcate, nu putem fi de acord cu schimbarea pe care ați anunțat-o. Motivul este în scrisoare. Finanțarea voastră rămâne valabilă ca până acum. Sunați-ne: adesea există o altă cale.",
		"uk": "На жаль, ми не можемо погодитися зі зміною, про яку ви повідомили. Причина — у листі. Ваш грант діє далі, як і досі. Телефонуйте нам: часто є інший шлях.",
		"ru": "К сожалению, мы не можем согласиться с изменением, о котором вы сообщили. Причина — в письме. Ваш грант действует дальше, как и прежде. Звоните нам: часто есть другой путь.",
		"ku": "Mixabin em nikarin guhertina ku we ragihandiye qebûl bikin. Sedem di nameyê de ye. Piştgiriya we wek berê derbasdar e. Telefonî me bikin: Pirî caran rêyeke din heye.",
		"fa": "با تغییری که اعلام کرده‌اید متأسفانه نمی‌توانیم موافقت کنیم. دلیل آن در نامه است. کمک مالی شما مثل قبل برقرار است. به ما زنگ بزنید: اغلب راه دیگری هست.",
		"fr": "Malheureusement, nous ne pouvons pas accepter la modification que vous avez signalée. La raison est dans la lettre. Votre subvention continue comme avant. Appelez-nous : il y a souvent un autre chemin.",
		"pl": "Niestety nie możemy się zgodzić na zgłoszoną zmianę. Powód jest w piśmie. Dofinansowanie obowiązuje dalej jak dotąd. Zadzwońcie do nas: często jest inna droga."
	},
	"recovery": {
		"de-simple": "Ihr müsst einen Teil vom Geld zurückzahlen. Es sind {{amount}}. Der letzte Tag dafür ist: {{due_date}}. Im Brief steht, warum. Schreibt auf die Überweisung die Nummer {{reference_number}}. Könnt ihr nicht alles auf einmal zahlen? Dann redet vorher mit uns.",
		"bg": "Част от парите трябва да се върне: {{amount}}, до {{due_date}} включително. Защо, пише в писмото. При превода посочете номер {{reference_number}}. Ако не можете да платите наведнъж, говорете с нас преди това.",
		"ro": "O parte din bani trebuie dată înapoi: {{amount}}, până {{due_date}}. De ce, scrie în scrisoare. Virați banii cu numărul {{reference_number}}. Dacă nu puteți plăti totul odată, vorbiți cu noi înainte.",
		"uk": "Частину грошей треба повернути: {{amount}} (останній день — {{due_date}}). Чому, написано в листі. Переказуючи, вкажіть номер {{reference_number}}. Якщо не можете заплатити все одразу, зверніться до нас раніше.",
		"ru": "Часть денег нужно вернуть: {{amount}} (последний день — {{due_date}}). Почему, написано в письме. При переводе укажите номер {{reference_number}}. Если не можете заплатить всё сразу, обратитесь к нам раньше.",
		"ku": "Divê beşek ji pereyan vegere: {{amount}}, heta {{due_date}}. Sedem di nameyê de ye. Wê bi hejmara {{reference_number}} bişînin. Heke hûn nikaribin bi carekê bidin, berê bi me re bipeyivin.",
		"fa": "بخشی از پول باید برگردد: {{amount}}، تا {{due_date}}. دلیل آن در نامه است. آن را با شمارهٔ ⁨{{reference_number}}⁩ واریز کنید. اگر نمی‌توانید یکجا بپردازید، پیش از آن با ما حرف بزنید.",
		"fr": "Une partie de l’argent doit être rendue : {{amount}}, au plus tard le {{due_date}}. La raison est dans la lettre. Faites le virement avec le numéro {{reference_number}}. Si vous ne pouvez pas tout payer en une fois, parlez-nous-en avant.",
		"pl": "Część pieniędzy trzeba oddać: {{amount}} (ostatni dzień: {{due_date}}). Dlaczego, jest w piśmie. W przelewie podajcie numer {{reference_number}}. Jeśli nie możecie zapłacić wszystkiego naraz, odezwijcie się wcześniej."
	},
	"proof_checked": {
		"de-simple": "Wir haben eure Abrechnung geprüft. Diese Ausgaben zählen: {{accepted_costs}}. Eure Förderung ist am Ende {{amount}}. {{claim}} Hebt die Belege noch 5 Jahre auf. Danke für eure Arbeit.",
		"bg": "Проверихме вашия отчет за парите. Признаваме разходи от {{accepted_costs}}, а финансирането ви накрая е {{amount}}. {{claim}} Пазете бележките и фактурите още пет години. Благодарим за работата ви.",
		"ro": "Am verificat decontul vostru. Recunoaștem cheltuieli de {{accepted_costs}}, iar finanțarea voastră este la final {{amount}}. {{claim}} Păstrați bonurile și facturile încă cinci ani. Vă mulțumim pentru munca voastră.",
		"uk": "Ми перевірили ваш звіт про гроші. Визнані витрати: {{accepted_costs}}, ваш грант у підсумку: {{amount}}. {{claim}} Зберігайте чеки й рахунки ще п’ять років. Дякуємо за вашу роботу.",
		"ru": "Мы проверили ваш отчёт о деньгах. Признанные расходы: {{accepted_costs}}, ваш грант в итоге: {{amount}}. {{claim}} Храните чеки и счета ещё пять лет. Спасибо за вашу работу.",
		"ku": "Me hesabdana we kontrol kir. Lêçûnên qebûlkirî {{accepted_costs}} ne, piştgiriya we di dawiyê de {{amount}} ye. {{claim}} Meqbûzan hê pênc salan biparêzin. Spas ji bo karê we.",
		"fa": "تسویه‌حساب شما را بررسی کردیم. هزینه‌های پذیرفته‌شده {{accepted_costs}} است و کمک مالی شما در پایان {{amount}}. {{claim}} رسیدها را پنج سال دیگر نگه دارید. از کار شما ممنونیم.",
		"fr": "Nous avons vérifié les comptes de votre projet. Nous reconnaissons {{accepted_costs}} de dépenses, et votre subvention est à la fin de {{amount}}. {{claim}} Gardez les reçus encore cinq ans. Merci pour votre travail.",
		"pl": "Sprawdziliśmy wasze rozliczenie. Uznajemy wydatki w wysokości {{accepted_costs}}, a wasze dofinansowanie wynosi na koniec {{amount}}. {{claim}} Przechowujcie rachunki jeszcze przez pięć lat. Dziękujemy za waszą pracę."
	},
	"revoked": {
		"de-simple": "Wir müssen unsere Zusage zurücknehmen. Eure Förderung ist jetzt {{amount}}. Im Brief steht, warum.\nIhr müsst {{claimed}} zurückzahlen.\nDer letzte Tag dafür ist: {{due_date}}.\nKönnt ihr nicht alles auf einmal zahlen? Oder seht ihr es anders? Dann redet mit uns.",
		"bg": "Трябва да оттеглим нашето одобрение (Widerruf). Финансирането ви сега е {{amount}}. Защо, пише в писмото.\nТрябва да върнете {{claimed}}.\nСрокът е: {{due_date}}\nАко не можете да платите наведнъж или виждате нещата по друг начин, обадете ни се.",
		"ro": "Trebuie să ne retragem aprobarea (Widerruf). Finanțarea voastră este acum {{amount}}. În scrisoare scrie de ce.\nTrebuie să dați înapoi {{claimed}}.\nAveți timp până {{due_date}}.\nDacă nu puteți plăti totul o dată sau vedeți lucrurile altfel, vorbiți cu noi.",
		"uk": "Ми маємо скасувати своє позитивне рішення (Widerruf). Ваш грант тепер: {{amount}}. Чому, написано в листі.\nПовернути треба {{claimed}}.\nОстанній день: {{due_date}}\nЯкщо не можете заплатити все одразу або бачите це інакше, зверніться до нас.",
		"ru": "Мы вынуждены отменить своё положительное решение (Widerruf). Ваш грант теперь: {{amount}}. Почему, написано в письме.\nВернуть нужно {{claimed}}.\nПоследний день: {{due_date}}\nЕсли не можете заплатить всё сразу или видите это иначе, обратитесь к нам.",
		"ku": "Divê em erêkirina xwe vekişînin (Widerruf). Piştgiriya we niha {{amount}} ye. Çima, di nameyê de dinivîse.\nDivê hûn {{claimed}} vegerînin.\nDema we heta {{due_date}} heye.\nHeke hûn nikarin bi carekê bidin an fikra we cuda be, bi me re biaxivin.",
		"fa": "باید موافقت خود را پس بگیریم (Widerruf). کمک مالی شما اکنون {{amount}} است. دلیل آن در نامه نوشته شده است.\nباید {{claimed}} را برگردانید.\nتا {{due_date}} وقت دارید.\nاگر نمی‌توانید یک‌جا بپردازید یا نظر دیگری دارید، با ما صحبت کنید.",
		"fr": "Nous devons revenir sur notre accord (Widerruf). Votre subvention est maintenant de {{amount}}. La lettre dit pourquoi.\nVous devez rendre {{claimed}}.\nVous avez jusqu’au {{due_date}}.\nSi vous ne pouvez pas payer en une fois ou si vous voyez les choses autrement, parlez-en avec nous.",
		"pl": "Musimy wycofać naszą zgodę (Widerruf). Wasze dofinansowanie wynosi teraz {{amount}}. W piśmie jest wyjaśnione, dlaczego.\nDo zwrotu: {{claimed}}.\nOstatni dzień: {{due_date}}.\nJeśli nie możecie zapłacić wszystkiego naraz albo widzicie to inaczej, porozmawiajcie z nami."
	}
}
$json$) e
), proposed as (
	update private.letter_proposals p set explanations = p.explanations || e.explanations from explained e where e.kind = p.kind
)
-- A text the office wrote itself is left alone.
update public.letter_templates t set explanations = e.explanations || t.explanations from explained e where e.kind = t.kind;
