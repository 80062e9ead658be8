create table private.letter_placeholders (
	kind text not null,
	name text not null,
	is_required boolean not null,
	primary key (kind, name)
);
comment on table private.letter_placeholders is
	'Which facts each letter may name, and must; requiredPlaceholders and knownPlaceholders of core/letter/template.ts.';
revoke all on private.letter_placeholders from public, anon, authenticated, service_role;
alter table private.letter_placeholders enable row level security;

insert into private.letter_placeholders (kind, name, is_required) values
	('receipt', 'reference_number', true), ('receipt', 'received_at', true),
	('request', 'reference_number', true), ('request', 'due_date', true), ('request', 'items', true),
	('request', 'message', true),
	('approved', 'reference_number', true), ('approved', 'amount', true), ('approved', 'reason', true),
	('approved', 'conditions', true), ('approved', 'period_from', false), ('approved', 'period_until', false),
	('approved', 'cuts', false),
	('waitlisted', 'reference_number', true), ('waitlisted', 'reason', true),
	('rejected', 'reference_number', true), ('rejected', 'reason', true);
insert into private.letter_placeholders (kind, name, is_required)
select k.kind, n.name, false
from (select distinct p.kind from private.letter_placeholders p) k
cross join unnest(array[
	'organisation_name', 'project_title', 'round_title', 'letter_date', 'requested_amount', 'contact_name',
	'contact_person', 'contact_email', 'contact_phone'
]) n (name);

create table public.letter_templates (
	round_id uuid not null references public.funding_rounds (id) on delete cascade,
	kind text not null,
	version integer not null default 1,
	subject text not null,
	blocks jsonb not null,
	explanations jsonb not null,
	updated_at timestamptz not null default now(),
	updated_by uuid,
	primary key (round_id, kind)
);
comment on table public.letter_templates is
	'The letters of a round: German blocks with placeholders, legal ones among them, and what they mean in the applicants'' '
	'languages. Whoever works here reads them; a letter keeps a copy of its own, so that a change never reaches what was sent.';
comment on column public.letter_templates.version is 'Counts the changes, so that of two people who edit at once the second is told.';
comment on column public.letter_templates.blocks is '[{"heading", "text"}], German, with placeholders like {{amount}}.';
comment on column public.letter_templates.explanations is '{locale: text}: for information, in plain words; German binds.';
comment on column public.letter_templates.updated_by is 'Null while it is our proposal, which the city has not confirmed.';

alter table public.letter_templates add constraint letter_templates_known_kinds
	check (kind in ('receipt', 'request', 'approved', 'waitlisted', 'rejected'));

revoke all on public.letter_templates from public, anon, authenticated, service_role;
grant select on public.letter_templates to authenticated, service_role;
alter table public.letter_templates enable row level security;

create policy "Staff read the letters of a round" on public.letter_templates for select to authenticated
	using ((select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])));

create function private.placeholders_in(p_text text) returns setof text
language sql immutable set search_path = ''
as $$
	select m.name[1] from regexp_matches(p_text, '\{\{\s*([a-z_]*)\s*\}\}', 'g') m (name)
	union
	-- What only looks like one counts as itself, so that it is found to be unknown.
	select (regexp_match(regexp_replace(p_text, '\{\{\s*[a-z_]*\s*\}\}', '', 'g'), '\{\{[^{}]*\}?\}?|\}\}'))[1]
	where regexp_replace(p_text, '\{\{\s*[a-z_]*\s*\}\}', '', 'g') ~ '\{\{|\}\}';
$$;
comment on function private.placeholders_in(text) is 'placeholdersIn of core/letter/template.ts.';
revoke all on function private.placeholders_in(text) from public, anon, authenticated, service_role;

create function private.letter_template_problems(
	p_kind text, p_subject text, p_blocks jsonb, p_explanations jsonb
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
	locales constant text[] := array['de', 'en', 'tr', 'ar'];
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
			select coalesce(jsonb_agg(jsonb_build_object('code', 'explanation_missing', 'locale', l.code) order by l.ordinality), '[]')
			from unnest(locales) with ordinality l (code)
			where btrim(coalesce(p_explanations ->> l.code, ''), E' \t\r\n') = ''
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
comment on function private.letter_template_problems(text, text, jsonb, jsonb) is
	'templateProblems of core/letter/template.ts, and "shape" for what no form of ours sends.';
revoke all on function private.letter_template_problems(text, text, jsonb, jsonb) from public, anon, authenticated, service_role;

create function private.guard_letter_template() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	problems constant jsonb := private.letter_template_problems(new.kind, new.subject, new.blocks, new.explanations);
begin
	if problems <> '[]' then
		raise sqlstate 'PT422' using message = 'letter_template_invalid', detail = problems::text;
	end if;
	return new;
end;
$$;
comment on function private.guard_letter_template() is
	'Holds for the owner too: a template that lacks something is refused when it is saved, not when a letter is needed.';
revoke all on function private.guard_letter_template() from public, anon, authenticated, service_role;

create trigger letter_templates_are_whole before insert or update on public.letter_templates
	for each row execute function private.guard_letter_template();
comment on trigger letter_templates_are_whole on public.letter_templates is 'See private.guard_letter_template().';

create function public.save_letter_template(
	p_round uuid, p_kind text, p_version int, p_subject text, p_blocks jsonb, p_explanations jsonb
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	template public.letter_templates;
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	select t.* into template from public.letter_templates t where t.round_id = p_round and t.kind = p_kind for update;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if template.version is distinct from p_version then
		raise sqlstate 'PT409' using message = 'letter_template_moved_on';
	end if;
	update public.letter_templates set
		version = version + 1, subject = p_subject, blocks = p_blocks, explanations = p_explanations,
		updated_at = private.now(), updated_by = auth.uid()
	where round_id = p_round and kind = p_kind;
	perform private.write_audit(
		'admin', 'letter_template_saved', 'funding_round', p_round::text,
		jsonb_build_object('kind', p_kind, 'version', p_version + 1)
	);
	return jsonb_build_object('version', p_version + 1);
end;
$$;
comment on function public.save_letter_template(uuid, text, int, text, jsonb, jsonb) is
	'{"version"}, for admins; p_version is the one that was read. PT403 not_allowed, PT404 not_found, PT409 '
	'letter_template_moved_on, PT422 letter_template_invalid (detail: JSON array of problems).';
revoke all on function public.save_letter_template(uuid, text, int, text, jsonb, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.save_letter_template(uuid, text, int, text, jsonb, jsonb) to authenticated;

create table private.letter_proposals (
	kind text primary key,
	subject text not null,
	blocks jsonb not null,
	explanations jsonb not null
);
comment on table private.letter_proposals is
	'What a first round begins with. Assumptions, to be confirmed by the city''s legal office: the instruction on remedies '
	'(§ 110 JustG NRW: no objection procedure; VG Düsseldorf, one month), ANBest-P NRW, the day of final effect, publicity.';
revoke all on private.letter_proposals from public, anon, authenticated, service_role;
alter table private.letter_proposals enable row level security;

create function private.give_letters_to_round() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	insert into public.letter_templates (round_id, kind, subject, blocks, explanations, updated_by)
	select new.id, p.kind, coalesce(t.subject, p.subject), coalesce(t.blocks, p.blocks),
		coalesce(t.explanations, p.explanations), t.updated_by
	from private.letter_proposals p
	left join public.letter_templates t on t.kind = p.kind and t.round_id = (
		select r.id from public.funding_rounds r
		where r.reference_prefix = new.reference_prefix and r.id <> new.id
		order by r.created_at desc, r.opens_at desc
		limit 1
	);
	return null;
end;
$$;
comment on function private.give_letters_to_round() is
	'A new round begins with the letters of the one before it under the same prefix, or with our proposals: there is never '
	'a round that could decide and not write.';
revoke all on function private.give_letters_to_round() from public, anon, authenticated, service_role;

create trigger funding_rounds_have_letters after insert on public.funding_rounds
	for each row execute function private.give_letters_to_round();
comment on trigger funding_rounds_have_letters on public.funding_rounds is 'See private.give_letters_to_round().';

insert into private.letter_proposals (kind, subject, blocks, explanations)
select p.kind, p.value ->> 'subject', p.value -> 'blocks', p.value -> 'explanations'
from jsonb_each($json$
{
	"receipt": {
		"subject": "Eingangsbestätigung zum Antrag {{reference_number}}",
		"blocks": [
			{
				"heading": "",
				"text": "Sehr geehrte Damen und Herren,\n\nIhr Antrag für das Projekt „{{project_title}}“ ist am {{received_at}} bei uns eingegangen. Er hat die Nummer {{reference_number}}."
			},
			{
				"heading": "Wie es weitergeht",
				"text": "Wir prüfen Ihren Antrag zuerst der Form nach. Fehlt etwas, melden wir uns. Danach prüfen wir ihn fachlich. Über Anträge entscheiden immer zwei Personen. Einen Anspruch auf Förderung gibt es nicht."
			},
			{
				"heading": "Noch nicht beginnen",
				"text": "Bitte beginnen Sie mit dem Projekt erst, wenn Sie einen Zuwendungsbescheid erhalten haben. Auch ein Vertrag oder ein Einkauf gilt als Beginn."
			},
			{
				"heading": "Fragen",
				"text": "Rufen Sie uns gern an oder schreiben Sie uns. Bitte nennen Sie dabei die Nummer {{reference_number}}.\nTelefon: {{contact_phone}}\nE-Mail: {{contact_email}}"
			},
			{
				"heading": "",
				"text": "Mit freundlichen Grüßen\nIm Auftrag\n{{contact_person}}\n{{contact_name}}"
			},
			{
				"heading": "",
				"text": "Dieses Schreiben wurde elektronisch erstellt und ist ohne Unterschrift gültig."
			}
		],
		"explanations": {
			"de": "Euer Antrag ist am {{received_at}} bei uns angekommen. Eure Nummer ist {{reference_number}}. Bitte fangt mit dem Projekt erst an, wenn ihr unsere Zusage habt: Auch ein Vertrag oder ein Einkauf zählt als Anfang.",
			"en": "Your application arrived on {{received_at}}. Your number is {{reference_number}}. Please do not start the project before you have our approval: a contract or a purchase already counts as a start.",
			"tr": "Başvurunuz {{received_at}} tarihinde bize ulaştı. Numaranız {{reference_number}}. Lütfen onayımızı almadan projeye başlamayın: bir sözleşme ya da bir alışveriş de başlangıç sayılır.",
			"ar": "وصلنا طلبكم في {{received_at}}. رقمكم هو {{reference_number}}. نرجو ألا تبدؤوا المشروع قبل أن تصلكم موافقتنا: فالعقد أو الشراء يُعدّ أيضًا بداية للمشروع."
		}
	},
	"request": {
		"subject": "Nachforderung zum Antrag {{reference_number}}",
		"blocks": [
			{
				"heading": "",
				"text": "Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihren Antrag für das Projekt „{{project_title}}“. Damit wir weiter prüfen können, brauchen wir noch etwas von Ihnen."
			},
			{
				"heading": "Das fehlt noch",
				"text": "{{items}}"
			},
			{
				"heading": "Unsere Nachricht an Sie",
				"text": "{{message}}"
			},
			{
				"heading": "Bis wann",
				"text": "Bitte ergänzen Sie Ihren Antrag bis zum {{due_date}}. Sie können das in der App tun; dort sind genau diese Stellen geöffnet. Fehlt danach etwas, entscheiden wir nach dem, was uns vorliegt."
			},
			{
				"heading": "Fragen",
				"text": "Rufen Sie uns gern an oder schreiben Sie uns. Bitte nennen Sie dabei die Nummer {{reference_number}}.\nTelefon: {{contact_phone}}\nE-Mail: {{contact_email}}"
			},
			{
				"heading": "",
				"text": "Mit freundlichen Grüßen\nIm Auftrag\n{{contact_person}}\n{{contact_name}}"
			},
			{
				"heading": "",
				"text": "Dieses Schreiben wurde elektronisch erstellt und ist ohne Unterschrift gültig."
			}
		],
		"explanations": {
			"de": "Wir brauchen noch etwas von euch, bis zum {{due_date}}. Öffnet euren Antrag {{reference_number}} in der App: Dort steht, was fehlt, und genau diese Stellen könnt ihr ändern. Wenn ihr mehr Zeit braucht, meldet euch vorher.",
			"en": "We still need something from you, by {{due_date}}. Open your application {{reference_number}} in the app: it says what is missing, and you can change exactly those parts. If you need more time, tell us before that day.",
			"tr": "Sizden {{due_date}} tarihine kadar bir şeye daha ihtiyacımız var. Uygulamada {{reference_number}} numaralı başvurunuzu açın: neyin eksik olduğu orada yazar ve tam o bölümleri değiştirebilirsiniz. Daha fazla zamana ihtiyacınız varsa bize o günden önce yazın.",
			"ar": "ما زلنا نحتاج إلى شيء منكم حتى {{due_date}}. افتحوا طلبكم {{reference_number}} في التطبيق: هناك تجدون ما ينقص، ويمكنكم تعديل هذه المواضع بالذات. إذا احتجتم إلى وقت أطول فأخبرونا قبل هذا اليوم."
		}
	},
	"approved": {
		"subject": "Zuwendungsbescheid zum Antrag {{reference_number}}",
		"blocks": [
			{
				"heading": "",
				"text": "Sehr geehrte Damen und Herren,\n\nauf Ihren Antrag {{reference_number}} bewilligen wir {{organisation_name}} eine Zuwendung von {{amount}} für das Projekt „{{project_title}}“."
			},
			{
				"heading": "Zweck und Bewilligungszeitraum",
				"text": "Die Zuwendung wird aus Mitteln des Landes Nordrhein-Westfalen als Projektförderung im Rahmen von „{{round_title}}“ gewährt. Sie ist zweckgebunden für das Projekt, wie es im Antrag beschrieben ist. Der Bewilligungszeitraum reicht vom {{period_from}} bis zum {{period_until}}. Der Kosten- und Finanzierungsplan des Antrags ist Bestandteil dieses Bescheids."
			},
			{
				"heading": "Anerkannte Kosten",
				"text": "Bei diesen Kosten erkennen wir weniger an als beantragt:\n{{cuts}}"
			},
			{
				"heading": "Bedingungen und Auflagen für Ihr Projekt",
				"text": "{{conditions}}"
			},
			{
				"heading": "Begründung",
				"text": "{{reason}}"
			},
			{
				"heading": "Nebenbestimmungen",
				"text": "Die Allgemeinen Nebenbestimmungen für Zuwendungen zur Projektförderung (ANBest-P) sind Bestandteil dieses Bescheids. Vor allem gilt:\n- Die Zuwendung darf nur für den genannten Zweck verwendet werden, wirtschaftlich und sparsam.\n- Der Finanzierungsplan ist im Gesamtergebnis verbindlich. Einzelne Ansätze dürfen um bis zu 20 Prozent überschritten werden, wenn Sie an anderer Stelle ebenso viel einsparen.\n- Teilen Sie uns unverzüglich mit, wenn sich Zweck, Zeitraum oder Finanzierung ändern, wenn Sie weitere Zuwendungen beantragen oder erhalten, oder wenn die Kosten sinken.\n- Bewahren Sie alle Belege fünf Jahre lang auf, gerechnet ab der Vorlage des Verwendungsnachweises."
			},
			{
				"heading": "Auszahlung",
				"text": "Wir zahlen die Zuwendung aus, wenn dieser Bescheid bestandskräftig ist: einen Monat nach Bekanntgabe, oder früher, wenn Sie auf Rechtsbehelfe verzichten. Sie darf nur angefordert werden, soweit sie innerhalb von zwei Monaten für fällige Zahlungen gebraucht wird."
			},
			{
				"heading": "Verwendungsnachweis",
				"text": "Bitte legen Sie nach dem Ende des Projekts einen Verwendungsnachweis vor: einen Sachbericht, einen zahlenmäßigen Nachweis und die Belege, spätestens sechs Monate nach Ende des Bewilligungszeitraums. Nicht verwendetes Geld ist zurückzuzahlen. Der Bescheid kann widerrufen und die Zuwendung zurückgefordert werden, wenn sie nicht zweckentsprechend verwendet wird (§§ 49, 49a VwVfG NRW)."
			},
			{
				"heading": "Hinweis auf die Förderung",
				"text": "Bitte weisen Sie in Veröffentlichungen, auf Plakaten und in sozialen Medien auf die Förderung hin: „Gefördert durch die Stadt Duisburg und das Ministerium für Kinder, Jugend, Familie, Gleichstellung, Flucht und Integration des Landes Nordrhein-Westfalen“."
			},
			{
				"heading": "Rechtsbehelfsbelehrung",
				"text": "Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Klage beim Verwaltungsgericht Düsseldorf, Bastionstraße 39, 40213 Düsseldorf, erheben. Rufen Sie uns gern vorher an: Viele Fragen lassen sich ohne Klage klären. Die Frist für die Klage läuft dabei weiter."
			},
			{
				"heading": "Fragen",
				"text": "Rufen Sie uns gern an oder schreiben Sie uns. Bitte nennen Sie dabei die Nummer {{reference_number}}.\nTelefon: {{contact_phone}}\nE-Mail: {{contact_email}}"
			},
			{
				"heading": "",
				"text": "Mit freundlichen Grüßen\nIm Auftrag\n{{contact_person}}\n{{contact_name}}"
			},
			{
				"heading": "",
				"text": "Dieses Schreiben wurde elektronisch erstellt und ist ohne Unterschrift gültig."
			}
		],
		"explanations": {
			"de": "Das ist eure Zusage: Ihr bekommt {{amount}} für euer Projekt. Ihr dürft jetzt anfangen. Das Geld ist nur für das, was im Antrag steht. Wenn sich etwas ändert, sagt es uns sofort. Bewahrt alle Belege auf: Nach dem Projekt zeigt ihr, wofür ihr das Geld ausgegeben habt. Ausgezahlt wird nach einem Monat, oder früher, wenn ihr auf eine Klage verzichtet. Nennt die Förderung auf Plakaten und im Internet.",
			"en": "This is your approval: you get {{amount}} for your project. You may start now. The money is only for what your application says. If anything changes, tell us at once. Keep all receipts: after the project you show what the money was spent on. It is paid out after one month, or earlier if you waive legal action. Mention the funding on posters and online.",
			"tr": "Bu sizin onayınız: projeniz için {{amount}} alıyorsunuz. Artık başlayabilirsiniz. Para yalnızca başvuruda yazanlar içindir. Bir şey değişirse bize hemen bildirin. Tüm fişleri ve faturaları saklayın: proje bitince parayı neye harcadığınızı gösterirsiniz. Ödeme bir ay sonra yapılır; dava hakkından vazgeçerseniz daha erken yapılır. Afişlerde ve internette desteği belirtin.",
			"ar": "هذه هي الموافقة: تحصلون على {{amount}} لمشروعكم. يمكنكم البدء الآن. المال مخصص فقط لما ورد في الطلب. إذا تغيّر شيء فأخبرونا فورًا. احتفظوا بجميع الإيصالات: بعد المشروع تبيّنون فيمَ صُرف المال. يُدفع المبلغ بعد شهر، أو قبل ذلك إذا تنازلتم عن حق رفع الدعوى. اذكروا التمويل في الملصقات وعلى الإنترنت."
		}
	},
	"waitlisted": {
		"subject": "Warteliste: Ihr Antrag {{reference_number}}",
		"blocks": [
			{
				"heading": "",
				"text": "Sehr geehrte Damen und Herren,\n\nIhr Antrag für das Projekt „{{project_title}}“ ist grundsätzlich förderfähig. Zurzeit reichen die Mittel jedoch nicht für alle Anträge. Wir haben Ihren Antrag deshalb auf die Warteliste gesetzt."
			},
			{
				"heading": "Begründung",
				"text": "{{reason}}"
			},
			{
				"heading": "Was das bedeutet",
				"text": "Werden Mittel frei, entscheiden wir erneut über Ihren Antrag und schreiben Ihnen. Dieses Schreiben ist noch keine abschließende Entscheidung und keine Zusage. Bitte beginnen Sie nicht mit dem Projekt, bevor Sie einen Zuwendungsbescheid erhalten haben."
			},
			{
				"heading": "Fragen",
				"text": "Rufen Sie uns gern an oder schreiben Sie uns. Bitte nennen Sie dabei die Nummer {{reference_number}}.\nTelefon: {{contact_phone}}\nE-Mail: {{contact_email}}"
			},
			{
				"heading": "",
				"text": "Mit freundlichen Grüßen\nIm Auftrag\n{{contact_person}}\n{{contact_name}}"
			},
			{
				"heading": "",
				"text": "Dieses Schreiben wurde elektronisch erstellt und ist ohne Unterschrift gültig."
			}
		],
		"explanations": {
			"de": "Euer Antrag ist gut, aber das Geld reicht im Moment nicht für alle. Ihr steht auf der Warteliste. Wird Geld frei, entscheiden wir noch einmal und schreiben euch. Bitte fangt noch nicht an.",
			"en": "Your application is good, but at the moment the money is not enough for everybody. You are on the waiting list. If money becomes available, we decide again and write to you. Please do not start yet.",
			"tr": "Başvurunuz iyi, ama şu anda para herkese yetmiyor. Bekleme listesindesiniz. Para boşa çıkarsa yeniden karar verir ve size yazarız. Lütfen henüz başlamayın.",
			"ar": "طلبكم جيد، لكن المال لا يكفي حاليًا للجميع. أنتم على قائمة الانتظار. إذا توفّر مال فسنقرر من جديد ونكتب إليكم. نرجو ألا تبدؤوا بعد."
		}
	},
	"rejected": {
		"subject": "Ablehnungsbescheid zum Antrag {{reference_number}}",
		"blocks": [
			{
				"heading": "",
				"text": "Sehr geehrte Damen und Herren,\n\nwir danken Ihnen für Ihren Antrag {{reference_number}} für das Projekt „{{project_title}}“. Nach Prüfung müssen wir ihn leider ablehnen."
			},
			{
				"heading": "Begründung",
				"text": "{{reason}}\n\nEin Anspruch auf Förderung besteht nicht. Wir entscheiden nach pflichtgemäßem Ermessen im Rahmen der verfügbaren Mittel."
			},
			{
				"heading": "Rechtsbehelfsbelehrung",
				"text": "Gegen diesen Bescheid können Sie innerhalb eines Monats nach Bekanntgabe Klage beim Verwaltungsgericht Düsseldorf, Bastionstraße 39, 40213 Düsseldorf, erheben. Rufen Sie uns gern vorher an: Viele Fragen lassen sich ohne Klage klären. Die Frist für die Klage läuft dabei weiter."
			},
			{
				"heading": "Fragen",
				"text": "Wir erklären Ihnen die Entscheidung gern und beraten Sie für einen neuen Antrag. Bitte nennen Sie dabei die Nummer {{reference_number}}.\nTelefon: {{contact_phone}}\nE-Mail: {{contact_email}}"
			},
			{
				"heading": "",
				"text": "Mit freundlichen Grüßen\nIm Auftrag\n{{contact_person}}\n{{contact_name}}"
			},
			{
				"heading": "",
				"text": "Dieses Schreiben wurde elektronisch erstellt und ist ohne Unterschrift gültig."
			}
		],
		"explanations": {
			"de": "Leider können wir euer Projekt dieses Mal nicht fördern. Den Grund findet ihr im Brief. Wir erklären ihn euch gern am Telefon und helfen beim nächsten Antrag. Wenn ihr die Entscheidung falsch findet, könnt ihr innerhalb eines Monats beim Verwaltungsgericht Düsseldorf klagen.",
			"en": "Unfortunately we cannot fund your project this time. The letter says why. We are glad to explain it on the phone and to help with your next application. If you think the decision is wrong, you can take it to the administrative court in Düsseldorf (Verwaltungsgericht) within one month.",
			"tr": "Ne yazık ki projenizi bu kez destekleyemiyoruz. Nedeni mektupta yazıyor. Telefonda açıklamaktan ve bir sonraki başvuruda yardımcı olmaktan memnuniyet duyarız. Kararın yanlış olduğunu düşünüyorsanız, bir ay içinde Düsseldorf İdare Mahkemesi'nde (Verwaltungsgericht) dava açabilirsiniz.",
			"ar": "للأسف لا نستطيع دعم مشروعكم هذه المرة. السبب مذكور في الرسالة. يسعدنا أن نشرحه لكم هاتفيًا وأن نساعدكم في الطلب القادم. إذا رأيتم أن القرار خاطئ، يمكنكم رفع دعوى لدى المحكمة الإدارية في دوسلدورف (Verwaltungsgericht) خلال شهر."
		}
	}
}
$json$) p (kind, value);

insert into public.letter_templates (round_id, kind, subject, blocks, explanations)
select r.id, p.kind, p.subject, p.blocks, p.explanations from public.funding_rounds r cross join private.letter_proposals p;
