-- Why somebody is partial is their own affair and that of whoever answers for the office (§§ 20, 21 VwVfG NRW): not of every clerk, and
-- not of others who take no part either. Nor do those read why the office took its steps.
alter policy "Staff read who is partial" on public.conflicts
	using (
		((select private.has_staff_role(array['clerk', 'decider'])) and user_id = (select auth.uid()))
		or ((select private.has_staff_role(array['decider', 'admin', 'auditor'])) and not private.takes_no_part(application_id))
	);
alter policy "Staff read who acted and why" on public.status_event_details
	using (
		(select private.has_staff_role(array['clerk', 'decider', 'admin', 'auditor'])) and not private.takes_no_part(application_id)
	);
