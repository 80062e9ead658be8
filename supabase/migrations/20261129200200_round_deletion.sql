create function public.delete_round(p_id uuid, p_revision int) returns void
language plpgsql security definer set search_path = ''
as $$
declare
	round constant public.funding_rounds := private.locked_round(p_id, p_revision);
begin
	if round.status <> 'draft' then
		raise sqlstate 'PT409' using message = 'not_in_state';
	end if;
	perform private.write_audit('admin', 'round_deleted', 'funding_round', p_id::text, jsonb_build_object('slug', round.slug));
	-- Its letters go with it; whatever else refers to it keeps it.
	delete from public.funding_rounds r where r.id = p_id;
exception
	when foreign_key_violation then
		raise sqlstate 'PT409' using message = 'round_in_use';
end;
$$;
comment on function public.delete_round(uuid, int) is
	'Takes back a round in preparation, for admins: nobody outside has seen it. PT403 not_allowed, PT404 not_found, PT409 '
	'round_moved_on | not_in_state (it was published) | round_in_use (something refers to it).';
revoke all on function public.delete_round(uuid, int) from public, anon, authenticated, service_role;
grant execute on function public.delete_round(uuid, int) to authenticated;
