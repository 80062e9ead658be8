-- One receipt entered in two applications was found by its picture only, and two photos of one paper are two pictures.
create table private.receipt_marks (
	application_id uuid not null references public.applications (id),
	receipt text not null,
	mark text not null,
	primary key (application_id, receipt)
);
comment on table private.receipt_marks is
	'What the receipts of the proof that was sent last are known by, so that one of another proof is found without reading them all.';
comment on column private.receipt_marks.mark is 'See private.receipt_mark().';
create index receipt_marks_by_mark on private.receipt_marks (mark);
comment on index private.receipt_marks_by_mark is 'The same receipt in another proof.';
revoke all on private.receipt_marks from public, anon, authenticated, service_role;
alter table private.receipt_marks enable row level security;

create function private.receipt_mark(p_form jsonb, p_receipt text) returns text
language sql immutable set search_path = ''
as $$
	select encode(sha256(convert_to(concat_ws('|', r.cents, r.day, r.payee), 'UTF8')), 'hex')
	from (
		select private.whole_number(p_form -> ('receipts.' || p_receipt || '.amount_cents')) as cents,
			btrim(p_form ->> ('receipts.' || p_receipt || '.invoice_on')) as day,
			private.folded(p_form ->> ('receipts.' || p_receipt || '.payee')) as payee
	) r
	where r.cents is not null and r.day <> '' and r.payee <> '';
$$;
comment on function private.receipt_mark(jsonb, text) is
	'Fingerprint of the sum, the day of the invoice and the payee, however that is written; null where one of them is missing.';
revoke all on function private.receipt_mark(jsonb, text) from public, anon, authenticated, service_role;

create function private.keep_receipt_marks() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	delete from private.receipt_marks where application_id = new.application_id;
	insert into private.receipt_marks (application_id, receipt, mark)
	select new.application_id, r.id, private.receipt_mark(new.snapshot -> 'form', r.id)
	from private.sent_receipts(new) r
	where private.receipt_mark(new.snapshot -> 'form', r.id) is not null;
	return null;
end;
$$;
comment on function private.keep_receipt_marks() is 'The receipts of a new version take the place of those of the one before.';
revoke all on function private.keep_receipt_marks() from public, anon, authenticated, service_role;
create trigger proof_submissions_mark_receipts after insert on public.proof_submissions
	for each row execute function private.keep_receipt_marks();
comment on trigger proof_submissions_mark_receipts on public.proof_submissions is 'See private.keep_receipt_marks().';

insert into private.receipt_marks (application_id, receipt, mark)
select s.application_id, r.id, private.receipt_mark(s.snapshot -> 'form', r.id)
from public.proof_submissions s cross join lateral private.sent_receipts(s) r
where s.version = (select max(l.version) from public.proof_submissions l where l.application_id = s.application_id)
	and private.receipt_mark(s.snapshot -> 'form', r.id) is not null;

create function private.alike_elsewhere(p_application uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
	select coalesce(jsonb_object_agg(t.receipt, t.numbers), '{}') from (
		select m.receipt, jsonb_agg(distinct a.reference_number) as numbers
		from private.receipt_marks m
		join private.receipt_marks o on o.mark = m.mark and o.application_id <> m.application_id
		join public.applications a on a.id = o.application_id
		where m.application_id = p_application and a.reference_number is not null
		group by m.receipt
	) t;
$$;
comment on function private.alike_elsewhere(uuid) is
	'{receipt: [numbers of other applications]}: whose proof, as it was sent last, has a receipt of the same day, payee and sum.';
revoke all on function private.alike_elsewhere(uuid) from public, anon, authenticated, service_role;

create or replace function public.case_proof(p_application uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
	submission constant public.proof_submissions := private.last_proof(p_application);
	facts constant jsonb := private.proof_facts(p_application);
	checked public.proof_checks;
begin
	if not private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.applications a where a.id = p_application and a.state <> 'draft';
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	select c.* into checked from public.proof_checks c where c.submission_id = submission.id;
	if checked.submission_id is null then
		checked.submission_id := submission.id;
		checked.application_id := p_application;
		checked.scope := 'full';
		checked.judgements := '{}';
		checked.revision := 0;
	end if;
	return jsonb_build_object(
		'facts', facts,
		'submission', case when submission.id is not null then jsonb_build_object(
			'id', submission.id, 'version', submission.version, 'received_at', submission.received_at, 'sha256', submission.sha256,
			'is_late', submission.is_late, 'form', submission.snapshot -> 'form', 'terms_version', submission.snapshot -> 'terms_version'
		) end,
		'pictures', private.proof_pictures(p_application),
		'alike', case when submission.id is not null then private.alike_elsewhere(p_application) else '{}' end,
		'sample', case when submission.id is not null then to_jsonb(private.proof_sample_of(submission)) else '[]' end,
		'check', case when submission.id is not null then to_jsonb(checked) - array['application_id', 'worked_by', 'worked_from'] end,
		'sums', case when submission.id is not null and facts is not null
			then (select to_jsonb(s) from private.proof_sums(checked) s) end,
		'queries', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'id', q.id, 'asked_by', q.asked_by, 'asked_at', q.asked_at, 'due_on', q.due_on, 'items', q.items, 'message', q.message,
				'message_language', q.message_language, 'message_de', q.message_de, 'answered_at', q.answered_at, 'closed_at', q.closed_at
			) order by q.asked_at desc), '[]')
			from public.proof_queries q where q.application_id = p_application
		),
		'versions', (
			select coalesce(jsonb_agg(jsonb_build_object(
				'version', s.version, 'received_at', s.received_at, 'sha256', s.sha256, 'is_late', s.is_late
			) order by s.version desc), '[]')
			from public.proof_submissions s where s.application_id = p_application
		),
		'unclaimed_cents', private.unclaimed_cents(p_application),
		'today', private.today()
	);
end;
$$;
comment on function public.case_proof(uuid) is
	'A proof as the office checks it: {"facts" (see private.proof_facts), "submission" (the version that counts, null before one), '
	'"pictures" (with "also_in"), "alike" (see private.alike_elsewhere), "sample", "check", "sums" (see private.proof_sums), "queries" and "versions" (newest first), '
	'"unclaimed_cents", "today"}; people as ids. PT403 not_allowed, PT404 not_found.';
