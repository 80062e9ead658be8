comment on column public.funding_rounds.documents is
	'[{"code", "labels", "hints": {locale: text}, "is_required", "shown_if": null | {"path", "is_one_of"}}]: what is handed in, '
	'and the answer of the form that makes it necessary. Without is_required it is needed, without shown_if by everybody.';
comment on column public.funding_rounds.texts is
	'{locale: {title, summary, purpose, who, what, how_much, when, needs, after, contact_note, interpreters}}, plain text.';
comment on column public.funding_rounds.settings is
	'All optional. not_asked: sections, fields and row lists left out; also_required: fields that are of free will elsewhere; '
	'signature: typed_name (as without it) or signed_page; offers_from_cents; postal_codes {from, until}; usual_days {state: '
	'days}; draft_retention_days, refused_retention_years, approved_retention_years.';
