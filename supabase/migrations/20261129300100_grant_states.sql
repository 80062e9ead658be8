-- Paid is what was really ordered and settled, never a click; a grant given back ends without a proof of use.
delete from public.state_transitions t where t.from_state = 'accepted' and t.to_state = 'paid';
insert into public.state_transitions (from_state, to_state, role, needs_reason, is_reason_public) values
	('accepted', 'paid', 'system', false, false),
	('approved', 'closed', 'system', false, false),
	('paid', 'accepted', 'system', false, false),
	('accepted', 'closed', 'system', false, false),
	('paid', 'closed', 'system', false, false),
	('report_due', 'closed', 'system', false, false),
	('paid', 'recovery', 'system', false, false),
	('report_due', 'recovery', 'system', false, false);
