create or replace function private.guard_grant_terms() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
	before public.grant_terms;
begin
	select t.* into before from public.grant_terms t
	where t.application_id = new.application_id order by t.version desc limit 1;
	if new.version <> coalesce(before.version, 0) + 1 then
		raise exception 'versions of terms follow each other' using errcode = '42501';
	end if;
	if before.decision_id = new.decision_id and new.amount_cents > before.amount_cents then
		raise exception 'more money is a new decision' using errcode = '42501';
	end if;
	-- Two shifts that were read against the same plan may not fit one after the other.
	if before.decision_id = new.decision_id
		and (new.plan ->> 'approved_costs_cents')::bigint > (before.plan ->> 'approved_costs_cents')::bigint
	then
		raise sqlstate 'PT409' using message = 'case_moved_on';
	end if;
	return new;
end;
$$;
comment on function private.guard_grant_terms() is
	'Holds for the owner too: under one decision a grant and its recognised costs only become less, so that the budget, which was asked '
	'when it was signed, can not be exceeded later. PT409 case_moved_on.';
