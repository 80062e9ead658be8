import type { TestDatabase } from './database.ts';

/**
 * Many sent applications at once, as the queue sees them: in every view, several districts, areas, kinds and sums, arrived
 * over fourteen months. Written past the guards, because sending each one would take hours.
 */
export async function fillCases(
	{ connection }: Pick<TestDatabase, 'connection'>,
	round: string,
	count: number
): Promise<void> {
	await connection.exec(`
		set session_replication_role = replica;
		create temp table made as select
			n, gen_random_uuid() as id, gen_random_uuid() as organisation,
			(array['submitted','formal_check','clarification','assessment','decision','approved','rejected','withdrawn'])[1 + n % 8] as state,
			(array['Nachbarschaftstreff','Frauencafé','Jugendclub','Sprachpaten','Kulturverein','Fahrradwerkstatt','Elterntreff'])[1 + n % 7]
				|| ' ' || (array['Hochfeld','Marxloh','Walsum','Rheinhausen','Meiderich','Ruhrort','Homberg','Beeck','Huckingen'])[1 + (n / 7) % 9]
				|| ' ' || n as organisation_name,
			(array['Nachbarschaftsfest','Erzählcafé','Sommerakademie','Theaterwerkstatt','Gemüsegarten','Musikschule'])[1 + (n / 3) % 6] || ' ' || n as title,
			(array['Amina','Mehmet','Олена','محمد','Şenay','Ana-Maria','Yusuf','Ivanka','Zeynep','Layla'])[1 + (n * 7) % 10]
				|| ' ' || (array['Yılmaz','Müller','Шевченко','Haddad','Popescu','Kowalski','Nguyễn','Petrova','Öztürk','Schmidt','Ali'])[1 + (n * 13) % 11] as person,
			25000 + (n * 7919) % 225000 as cents,
			(array['mitte','walsum','hamborn','sued','rheinhausen'])[1 + n % 5] as district,
			array[(array['encounter','democracy','information'])[1 + n % 3]] as areas,
			(array['registered_association','initiative','non_profit_company'])[1 + (n / 2) % 3] as kind,
			timestamptz '2025-12-10 08:00+01' + n * interval '413 days' / ${count} as arrived
		from generate_series(1, ${count}) n;
		insert into public.organisations (id, name) select organisation, organisation_name from made;
		insert into public.applications (id, round_id, organisation_id, state, form_schema_version, title, requested_cents,
			district, areas, organisation_name, reference_number, submitted_at, is_late)
		select id, '${round}', organisation, state, 2, title, cents, district, areas, organisation_name,
			'MANY-2027-' || left('${round}', 4) || '-' || lpad(n::text, 6, '0'), arrived, n % 17 = 0 from made;
		insert into private.cases (application_id, round_id, state, state_since, submitted_at, late_since, missing_documents,
			requested_cents, district, areas, organisation_kind, organisation_name, title, reference_number, due_on, search, sounds)
		select id, '${round}', state, arrived, arrived, case when n % 17 = 0 then arrived end, case when n % 5 = 0 then array['statutes'] else '{}' end,
			cents, district, areas, kind, organisation_name, title, 'MANY-2027-' || left('${round}', 4) || '-' || lpad(n::text, 6, '0'),
			case when n % 8 < 5 then arrived::date + 14 end,
			' ' || private.folded(concat_ws(' ', organisation_name, title, person, 'MANY 2027', lpad(n::text, 6, '0'))) || ' ',
			' ' || private.heard(concat_ws(' ', organisation_name, person)) || ' '
		from made;
		drop table made;
		set session_replication_role = origin;
		analyze private.cases;
	`);
}
