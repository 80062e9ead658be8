-- Whoever signs second is told that the first signature does not hold, not that they are partial themselves.
create or replace function private.guard_impartiality() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
	if new.discarded_at is not null then
		return new;
	end if;
	if private.is_partial(new.application_id, coalesce(new.second_signed_by, new.first_signed_by)) then
		raise sqlstate 'PT409' using message = 'conflict_of_interest';
	end if;
	if private.is_partial(new.application_id, new.first_signed_by) then
		raise sqlstate 'PT409' using message = 'first_signer_partial';
	end if;
	return new;
end;
$$;
comment on function private.guard_impartiality() is
	'Holds for the owner too: neither signature is of somebody partial (PT409 conflict_of_interest), also when the first signer '
	'declared that between the two (PT409 first_signer_partial). Such a decision can only be discarded.';
