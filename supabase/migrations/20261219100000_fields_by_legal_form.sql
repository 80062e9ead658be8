-- What the form asks of each legal form: a non-profit company stands in a register like an association, a foundation is
-- recognised by an authority, a religious community may be a corporation under public law.
update private.form_fields set shown_if_one_of = array['registered_association', 'non_profit_company']
where list is null and name in ('register_court', 'register_number');

insert into private.form_fields (section, name, kind, is_required, longest, options, shown_if, shown_if_one_of) values
	('organisation', 'foundation_authority', 'text', true, 200, null, 'legal_form', array['foundation']),
	('organisation', 'public_corporation', 'choice', true, null, array['yes', 'no'], 'legal_form', array['religious_community']);
