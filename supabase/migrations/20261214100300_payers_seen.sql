-- The form of a round that lay open since before somebody proposed another account took that proposal off the table: it carries the account
-- along whatever it is saved for. Whoever replaces or drops a proposal names the one they saw.
drop function public.set_payer_account(uuid, text, text, text);
create function public.set_payer_account(p_round uuid, p_name text, p_iban text, p_bic text default null, p_seen uuid default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
	plain constant text := upper(regexp_replace(coalesce(p_iban, ''), '\s', '', 'g'));
	bank constant text := nullif(upper(regexp_replace(coalesce(p_bic, ''), '\s', '', 'g')), '');
	proposal uuid;
	waiting uuid;
	called constant text := btrim(coalesce(p_name, ''), E' \t\r\n');
begin
	if not private.has_staff_role(array['admin']) then
		raise sqlstate 'PT403' using message = 'not_allowed';
	end if;
	perform from public.funding_rounds r where r.id = p_round;
	if not found then
		raise sqlstate 'PT404' using message = 'not_found';
	end if;
	if not private.is_iban(plain) then
		raise sqlstate 'PT422' using message = 'iban_invalid';
	end if;
	if not private.is_sepa_name(called) then
		raise sqlstate 'PT422' using message = 'holder_not_latin';
	end if;
	if exists (
		select from public.payer_accounts y where y.round_id = p_round and (y.name, y.iban) = (called, plain) and y.bic is not distinct from bank
	) then
		delete from private.payer_proposals y where y.round_id = p_round and y.id = p_seen;
		return '{}';
	end if;
	-- The form of the round is saved for other reasons too: what waits goes on waiting, with whoever proposed it.
	select y.id into proposal from private.payer_proposals y
	where y.round_id = p_round and (y.name, y.iban) = (called, plain) and y.bic is not distinct from bank;
	if proposal is null then
		select y.id into waiting from private.payer_proposals y where y.round_id = p_round for update;
		if waiting is distinct from p_seen then
			raise sqlstate 'PT409' using message = 'round_moved_on';
		end if;
		insert into private.payer_proposals (round_id, id, name, iban, bic, proposed_by, proposed_at)
		values (p_round, gen_random_uuid(), called, plain, bank, auth.uid(), private.now())
		on conflict (round_id) do update set
			id = excluded.id, name = excluded.name, iban = excluded.iban, bic = excluded.bic, proposed_by = excluded.proposed_by,
			proposed_at = excluded.proposed_at
		returning id into proposal;
		perform private.write_audit(
			'admin', 'payer_account_proposed', 'funding_round', p_round::text, jsonb_build_object('iban_ends', right(plain, 4))
		);
	end if;
	return jsonb_build_object('proposal_id', proposal);
exception
	when check_violation then
		raise sqlstate 'PT422' using message = 'payload_invalid';
end;
$$;
comment on function public.set_payer_account(uuid, text, text, text, uuid) is
	'{"proposal_id"}: enters an account, which waits for confirm_payer_account; {} where it is the one that holds, and what was seen waiting '
	'(p_seen, null for nothing) waits no more. For admins. Files made before keep the account they were made with. PT403 not_allowed, PT404 '
	'not_found, PT409 round_moved_on (something else waits than was seen), PT422 iban_invalid | holder_not_latin (a name no payment file '
	'can hold) | payload_invalid.';
revoke all on function public.set_payer_account(uuid, text, text, text, uuid) from public, anon, authenticated, service_role;
grant execute on function public.set_payer_account(uuid, text, text, text, uuid) to authenticated;
