-- A proposal that does not say whether it needs a second signature needs one: what is not known let the record in.
alter table public.grant_changes drop constraint grant_changes_are_decided_with_signatures;
alter table public.grant_changes add constraint grant_changes_are_decided_with_signatures check (
	(outcome is distinct from 'agreed' and outcome is distinct from 'refused')
	or (
		first_signed_by is not null
		and (second_signed_by is not null or coalesce(proposal -> 'needs_second' = 'false', false))
	)
);
