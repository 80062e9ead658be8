-- A letter that undoes an earlier decision read like a first one, and a request for a translation lacked the notice that
-- § 23 (4) VwVfG NRW demands. Both are words of the templates now, with facts that only such letters have: a line or block whose
-- facts are empty is left out of every other letter. Assumptions as in private.letter_proposals, to be confirmed by the city.
insert into private.letter_placeholders (kind, name, is_required)
select k.kind, n.name, n.is_required
from unnest(array['approved', 'waitlisted', 'rejected']) k (kind)
cross join (values ('replaced', true), ('withdrawn', true), ('replaced_on', false)) n (name, is_required)
union all select 'request', 'translation_due', true;
-- A template without it kept quiet about costs that were cut, and why.
update private.letter_placeholders set is_required = true where kind = 'approved' and name = 'cuts';

create function private.told_by_replaced(p_decision public.decisions) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce((
		select jsonb_build_object(
			'replaced', jsonb_build_object(
				'outcome', e.outcome, 'amount_cents', e.amount_cents,
				'written_on', (coalesce(l.written_at, e.second_signed_at) at time zone 'Europe/Berlin')::date
			),
			-- A change may have made it less meanwhile: what is gone already is not taken back again.
			'withdrawn_cents', greatest(0, coalesce((
				select t.amount_cents from public.grant_terms t where t.decision_id = e.id order by t.version desc limit 1
			), e.amount_cents, 0) - coalesce(p_decision.amount_cents, 0))
		)
		from public.decisions e
		left join public.letters l on l.source_id = e.id and l.kind = e.outcome
		where e.id = p_decision.replaces
	), '{}');
$$;
comment on function private.told_by_replaced(public.decisions) is
	'Facts of a letter about a decision that undoes an earlier signed one: which, and how many cents it takes back (§§ 48, 49 VwVfG '
	'NRW; 0 where it gives as much or more).';
revoke all on function private.told_by_replaced(public.decisions) from public, anon, authenticated, service_role;

create or replace function private.told_by_decision(p_decision public.decisions) returns jsonb
language sql stable security definer set search_path = ''
as $$
	-- Before the second signature the letter is shown as whoever looks at it would sign it.
	select private.signer(coalesce(p_decision.second_signed_by, nullif(auth.uid(), p_decision.first_signed_by))) || jsonb_build_object(
		'amount_cents', p_decision.amount_cents, 'reason', p_decision.reason, 'conditions', p_decision.conditions,
		'plan', p_decision.plan
	) || private.told_by_replaced(p_decision);
$$;

create temporary table added (blocks jsonb, lines jsonb);
insert into added select a.value -> 'blocks', a.value -> 'lines' from (values ($json$
{
	"blocks": {
		"cuts": {
			"heading": "Anerkannte Kosten",
			"text": "Bei diesen Kosten erkennen wir weniger an als beantragt:\n{{cuts}}"
		},
		"approved": {
			"second": {
				"heading": "Frühere Entscheidung",
				"text": "Dieser Bescheid ersetzt {{replaced}}.\n\nIn Höhe von {{withdrawn}} heben wir die frühere Bewilligung auf (§§ 48, 49 VwVfG NRW). Warum, steht in der Begründung."
			}
		},
		"waitlisted": {
			"second": {
				"heading": "Frühere Entscheidung",
				"text": "Dieses Schreiben ersetzt {{replaced}}.\n\nIn Höhe von {{withdrawn}} heben wir die frühere Bewilligung auf (§§ 48, 49 VwVfG NRW). Warum, steht in der Begründung."
			},
			"late": {
				"heading": "Rechtsbehelfsbelehrung",
				"text": "Gegen die Aufhebung in Höhe von {{withdrawn}} können Sie innerhalb eines Monats nach Bekanntgabe Klage beim Verwaltungsgericht Düsseldorf, Bastionstraße 39, 40213 Düsseldorf, erheben. Rufen Sie uns gern vorher an: Viele Fragen lassen sich ohne Klage klären. Die Frist für die Klage läuft dabei weiter."
			}
		},
		"rejected": {
			"second": {
				"heading": "Frühere Entscheidung",
				"text": "Dieser Bescheid ersetzt {{replaced}}.\n\nIn Höhe von {{withdrawn}} heben wir die frühere Bewilligung auf (§§ 48, 49 VwVfG NRW). Warum, steht in der Begründung."
			}
		},
		"request": {
			"late": {
				"heading": "Übersetzung",
				"text": "Ist die Übersetzung bis zum {{translation_due}} bei uns, gilt Ihr Antrag als an dem Tag gestellt, an dem er in der anderen Sprache bei uns eingegangen ist; die Antragsfrist ist damit gewahrt. Kommt sie später oder gar nicht, ist der Tag maßgebend, an dem die Übersetzung eingeht (§ 23 Abs. 4 VwVfG NRW)."
			}
		}
	},
	"lines": {
		"undone_first": {
			"de": "Dieser Brief ersetzt unseren Brief vom {{replaced_on}}. Jetzt gilt nur noch dieser.",
			"de-simple": "Dieser Brief ersetzt unseren Brief vom {{replaced_on}}. Der alte Brief gilt nicht mehr.",
			"tr": "Bu mektup, {{replaced_on}} tarihli mektubumuzun yerine geçer. Artık yalnızca bu mektup geçerlidir.",
			"ar": "تحلّ هذه الرسالة محل رسالتنا المؤرخة {{replaced_on}}. المعتمد الآن هو هذه الرسالة وحدها.",
			"bg": "Това писмо заменя нашето писмо от {{replaced_on}}. Сега важи само новото.",
			"ro": "Această scrisoare înlocuiește scrisoarea noastră din {{replaced_on}}. Acum este valabilă numai aceasta.",
			"uk": "Цей лист замінює наш лист від {{replaced_on}}. Тепер чинний лише новий.",
			"ru": "Это письмо заменяет наше письмо от {{replaced_on}}. Теперь действует только новое.",
			"en": "This letter replaces our letter of {{replaced_on}}. Only this one counts now.",
			"ku": "Ev name dikeve şûna nameya me ya {{replaced_on}}. Niha tenê ev derbasdar e.",
			"fa": "این نامه جایگزین نامهٔ ما به تاریخ {{replaced_on}} است. اکنون فقط همین نامه معتبر است.",
			"fr": "Cette lettre remplace notre lettre du {{replaced_on}}. Seule celle-ci compte désormais.",
			"pl": "To pismo zastępuje nasze pismo z dnia {{replaced_on}}. Teraz obowiązuje tylko nowe."
		},
		"undone_last": {
			"de": "Von unserer früheren Zusage nehmen wir {{withdrawn}} zurück. Wenn ihr das falsch findet, könnt ihr innerhalb eines Monats beim Verwaltungsgericht Düsseldorf klagen. Redet vorher gern mit uns.",
			"de-simple": "Von unserer alten Zusage nehmen wir {{withdrawn}} zurück. Findet ihr das falsch? Dann redet mit uns. Ihr könnt auch klagen. Ihr habt dafür 1 Monat Zeit.",
			"tr": "Önceki onayımızın {{withdrawn}} tutarındaki kısmını geri alıyoruz. Bunun yanlış olduğunu düşünüyorsanız, bir ay içinde Düsseldorf İdare Mahkemesi’nde (Verwaltungsgericht) dava açabilirsiniz. Önce bizimle konuşabilirsiniz.",
			"ar": "نسحب من موافقتنا السابقة {{withdrawn}}. إذا رأيتم أن ذلك خاطئ، يمكنكم رفع دعوى لدى المحكمة الإدارية في دوسلدورف (Verwaltungsgericht) خلال شهر. ويسعدنا أن تتحدثوا معنا قبل ذلك.",
			"bg": "От предишното си одобрение оттегляме {{withdrawn}}. Ако смятате, че това е грешно, можете в срок от един месец да подадете жалба в административния съд в Дюселдорф (Verwaltungsgericht Düsseldorf). Преди това можете да говорите с нас.",
			"ro": "Din aprobarea noastră anterioară retragem {{withdrawn}}. Dacă credeți că este greșit, puteți contesta decizia în termen de o lună la tribunalul administrativ din Düsseldorf (Verwaltungsgericht Düsseldorf). Înainte puteți vorbi cu noi.",
			"uk": "Із того, що ми схвалили раніше, ми скасовуємо {{withdrawn}}. Якщо ви вважаєте це неправильним, можна протягом місяця подати позов до адміністративного суду Дюссельдорфа (Verwaltungsgericht Düsseldorf). Перед тим можна поговорити з нами.",
			"ru": "Из того, что мы одобрили раньше, мы отменяем {{withdrawn}}. Если вы считаете это неверным, можно в течение месяца подать иск в административный суд Дюссельдорфа (Verwaltungsgericht Düsseldorf). Перед этим можно поговорить с нами.",
			"en": "We take back {{withdrawn}} of our earlier approval. If you think this is wrong, you can take it to the administrative court in Düsseldorf (Verwaltungsgericht) within one month. You are welcome to talk to us first.",
			"ku": "Ji erêkirina xwe ya berê em {{withdrawn}} vedikişînin. Heke hûn vê şaş dibînin, hûn dikarin di nav mehekê de li dadgeha îdarî ya Düsseldorfê (Verwaltungsgericht) dozê vekin. Hûn dikarin berê bi me re bipeyivin.",
			"fa": "از موافقت پیشین خود {{withdrawn}} را پس می‌گیریم. اگر این را نادرست می‌دانید، می‌توانید تا یک ماه به دادگاه اداری دوسلدورف (Verwaltungsgericht Düsseldorf) شکایت کنید. پیش از آن می‌توانید با ما صحبت کنید.",
			"fr": "Nous retirons {{withdrawn}} de notre accord précédent. Si vous trouvez cela faux, vous pouvez saisir le tribunal administratif de Düsseldorf (Verwaltungsgericht) dans le mois qui suit. Vous pouvez nous en parler avant.",
			"pl": "Z naszej wcześniejszej zgody wycofujemy {{withdrawn}}. Jeśli uważacie to za błędne, możecie w ciągu miesiąca zaskarżyć decyzję do sądu administracyjnego w Düsseldorfie (Verwaltungsgericht Düsseldorf). Wcześniej możecie porozmawiać z nami."
		},
		"translation": {
			"de": "Wir brauchen eure Antwort auch auf Deutsch. Wenn die Übersetzung bis {{translation_due}} da ist, gilt euer Antrag als rechtzeitig angekommen. Kommt sie später, zählt der Tag, an dem sie ankommt (§ 23 Abs. 4 VwVfG NRW).",
			"de-simple": "Wir brauchen eure Antwort auch auf Deutsch. Ist die Übersetzung bis {{translation_due}} da? Dann gilt: Euer Antrag war rechtzeitig bei uns. Kommt die Übersetzung später? Dann zählt der Tag, an dem die Übersetzung da ist (§ 23 Abs. 4 VwVfG NRW).",
			"tr": "Cevabınızın Almancasına da ihtiyacımız var. Çeviri (Übersetzung) {{translation_due}} tarihine kadar gelirse başvurunuz zamanında ulaşmış sayılır. Daha geç gelirse, çevirinin geldiği gün geçerli olur (§ 23 Abs. 4 VwVfG NRW).",
			"ar": "نحتاج إلى إجابتكم بالألمانية أيضًا. إذا وصلت الترجمة (Übersetzung) في موعد أقصاه {{translation_due}}، يُعدّ طلبكم واصلًا في موعده. وإذا وصلت بعد ذلك، فالعبرة بيوم وصول الترجمة (⁦§ 23 Abs. 4 VwVfG NRW⁩).",
			"bg": "Отговорът ви ни е нужен и на немски. Ако преводът е тук до {{translation_due}}, заявлението ви се смята за пристигнало навреме. Ако дойде по-късно, важи денят, в който пристигне преводът (§ 23 Abs. 4 VwVfG NRW).",
			"ro": "Avem nevoie de răspunsul vostru și în germană. Dacă traducerea ajunge până {{translation_due}}, cererea se consideră sosită la timp. Dacă vine mai târziu, contează ziua în care ajunge traducerea (§ 23 Abs. 4 VwVfG NRW).",
			"uk": "Ваша відповідь потрібна нам і німецькою. Якщо переклад надійде вчасно (останній день — {{translation_due}}), заявка вважається поданою в термін. Якщо пізніше, рахується день, коли надійшов переклад (§ 23 Abs. 4 VwVfG NRW).",
			"ru": "Ваш ответ нужен нам и по-немецки. Если перевод придёт вовремя (последний день — {{translation_due}}), заявка считается поданной в срок. Если позже, засчитывается день, когда пришёл перевод (§ 23 Abs. 4 VwVfG NRW).",
			"en": "We need your answer in German as well. If the translation (Übersetzung) is here by {{translation_due}}, your application counts as having arrived in time. If it comes later, the day it arrives is what counts (§ 23 Abs. 4 VwVfG NRW).",
			"ku": "Bersiva we bi almanî jî ji me re pêwîst e. Heke werger heta {{translation_due}} bigihîje, serlêdana we wek di wextê xwe de gihîştî tê hesibandin. Heke paşê were, roja gihîştina wergerê tê hesibandin (§ 23 Abs. 4 VwVfG NRW).",
			"fa": "پاسخ شما را به آلمانی هم لازم داریم. اگر ترجمه تا {{translation_due}} برسد، درخواست شما به‌موقع رسیده حساب می‌شود. اگر دیرتر بیاید، روزی حساب می‌شود که ترجمه می‌رسد (⁦§ 23 Abs. 4 VwVfG NRW⁩).",
			"fr": "Nous avons besoin de votre réponse aussi en allemand. Si la traduction arrive au plus tard le {{translation_due}}, votre demande est considérée comme arrivée à temps. Si elle arrive plus tard, c’est le jour de son arrivée qui compte (§ 23 Abs. 4 VwVfG NRW).",
			"pl": "Potrzebujemy waszej odpowiedzi także po niemiecku. Jeśli tłumaczenie wpłynie na czas (ostatni dzień: {{translation_due}}), wniosek liczy się jako złożony w terminie. Jeśli później, liczy się dzień, w którym wpłynie tłumaczenie (§ 23 Abs. 4 VwVfG NRW)."
		}
	}
}
$json$::jsonb)) a (value);

create function pg_temp.with_blocks(p_kind text, p_blocks jsonb) returns jsonb
language sql
as $$
	-- After the first block, and before the one that says whom to ask, which ends what there is to say.
	with places as (
		select b.value, b.ordinality::numeric as place from jsonb_array_elements(p_blocks) with ordinality b
		union all select a.blocks #> array[p_kind, 'second'], 1.5 from added a
		union all select a.blocks -> 'cuts', 1.6 from added a
		where p_kind = 'approved' and p_blocks::text !~ '\{\{\s*cuts\s*\}\}'
		union all select a.blocks #> array[p_kind, 'late'], coalesce((
			select min(q.ordinality) from jsonb_array_elements(p_blocks) with ordinality q where q.value ->> 'heading' = 'Fragen'
		), jsonb_array_length(p_blocks) + 1) - 0.5 from added a
	)
	select jsonb_agg(p.value order by p.place) from places p where p.value is not null;
$$;

create function pg_temp.with_lines(p_kind text, p_explanations jsonb) returns jsonb
language sql
as $$
	select coalesce(jsonb_object_agg(e.key, case when btrim(e.value, E' \t\r\n') = '' then e.value else concat_ws(E'\n',
		case when p_kind <> 'request' then a.lines #>> array['undone_first', e.key] end,
		e.value,
		case when p_kind <> 'request' then a.lines #>> array['undone_last', e.key] else a.lines #>> array['translation', e.key] end
	) end), '{}')
	from jsonb_each_text(p_explanations) e cross join added a;
$$;

create function pg_temp.not_final(p_blocks jsonb) returns jsonb
language sql
as $$
	-- Taking a grant back is final, also where the application waits.
	select replace(
		p_blocks::text,
		'Dieses Schreiben ist noch keine abschließende Entscheidung und keine Zusage.',
		'Über Ihren Antrag ist damit noch nicht abschließend entschieden; eine Zusage ist dieses Schreiben nicht.'
	)::jsonb;
$$;

update private.letter_proposals p set
	blocks = pg_temp.with_blocks(p.kind, pg_temp.not_final(p.blocks)), explanations = pg_temp.with_lines(p.kind, p.explanations)
from added a where a.blocks ? p.kind;
-- Templates of the office too: without these blocks a letter would keep quiet about what it takes away. What was added is a proposal,
-- so that the template is marked as one again until an admin saves it.
update public.letter_templates t set
	version = t.version + 1, updated_by = null,
	blocks = pg_temp.with_blocks(t.kind, case when t.updated_by is null then pg_temp.not_final(t.blocks) else t.blocks end),
	explanations = pg_temp.with_lines(t.kind, t.explanations)
from added a where a.blocks ? t.kind;
drop function pg_temp.not_final(jsonb);
drop function pg_temp.with_blocks(text, jsonb);
drop function pg_temp.with_lines(text, jsonb);
drop table added;
