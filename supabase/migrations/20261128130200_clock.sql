create function public.set_clock(p_moment timestamptz) returns void
language plpgsql security definer set search_path = ''
as $$
begin
	if p_moment is null then
		delete from public.settings where key = 'clock_override';
	else
		insert into public.settings (key, value) values ('clock_override', to_jsonb(p_moment::text))
		on conflict (key) do update set value = excluded.value, updated_at = now();
	end if;
end;
$$;
comment on function public.set_clock(timestamptz) is
	'Stops the clock deadlines are measured with at a moment; null lets it run. For the service key alone, see private.now(). '
	'A function and no write to the table, because the embedded backend cannot write a text into a column of JSON.';
revoke all on function public.set_clock(timestamptz) from public, anon, authenticated, service_role;
grant execute on function public.set_clock(timestamptz) to service_role;
