-- What was booked in error and freed money others have by now makes a pot smaller than what it binds. Its round is still to be kept:
-- a base rate entered, a contact changed, the round archived. Only the pot itself does not become smaller still.
create or replace function private.guard_round_budget() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if new.total_budget_cents < old.total_budget_cents and new.total_budget_cents < private.approved_cents(new.id) then
		raise sqlstate 'PT422' using message = 'budget_exceeded', detail = jsonb_build_object(
			'free_cents', new.total_budget_cents - private.approved_cents(new.id))::text;
	end if;
	return new;
end;
$$;
