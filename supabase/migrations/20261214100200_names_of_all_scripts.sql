-- Letters of African languages (Ɓ, Ɛ, Ŋ) were refused as if they were another script; they are written out in the payment file now. And
-- signs that turn the direction of a line were taken, so that a holder could be read as somebody else.
create or replace function private.is_sepa_name(p_name text) returns boolean
language sql immutable set search_path = ''
as $$
	select n.plain ~ '[A-Za-z]'
		and n.plain ~ '^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20ac]*$'
	from (
		select translate(
			regexp_replace(normalize(p_name, nfd), '[\u0300-\u036f]', '', 'g'),
			'ßẞıłŁøØđĐæÆœŒðÐþÞəƏ' || 'ƁɓƉɖƊɗƐɛƎǝƑƒƔɣƖɩƗɨƘƙŊŋƝɲƆɔƤƥƩʃƬƭƲʋƱʊɄʉƳƴƷʒĦħŦŧ',
			'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
		) as plain
	) n;
$$;
comment on function private.is_sepa_name(text) is
	'True for a name that a payment file can hold whole: Latin letters, with whatever marks, digits and signs, at least one letter, and '
	'nothing that cannot be seen. isSepaName of core/bank/sepa.ts; a test compares.';

-- A payee in a script that the search does not know (Chinese, Ge'ez) was nothing at all, and its receipts were compared with no other.
create function private.payee_key(p_payee text) returns text
language sql immutable set search_path = ''
as $$
	select private.folded(t.plain) || regexp_replace(
		t.plain,
		'[^\u0370-\u03ff\u0530-\u05ff\u0700-\u1dff\u1f00-\u1fff\u2c00-\u2fdf\u3040-\ud7ff\uf900-\ufaff\U00010000-\U0003ffff]', '', 'g'
	)
	from (select lower(normalize(left(coalesce(p_payee, ''), 4000), nfkc)) as plain) t;
$$;
comment on function private.payee_key(text) is
	'What a payee is compared by: as it is searched, and letters of scripts that are not written in Latin ones as they are.';
revoke all on function private.payee_key(text) from public, anon, authenticated, service_role;

create or replace function private.receipt_mark(p_form jsonb, p_receipt text) returns text
language sql immutable set search_path = ''
as $$
	select encode(sha256(convert_to(concat_ws('|', r.cents, r.day, r.payee), 'UTF8')), 'hex')
	from (
		select private.whole_number(p_form -> ('receipts.' || p_receipt || '.amount_cents')) as cents,
			btrim(p_form ->> ('receipts.' || p_receipt || '.invoice_on')) as day,
			private.payee_key(p_form ->> ('receipts.' || p_receipt || '.payee')) as payee
	) r
	where r.cents is not null and r.day <> '' and r.payee <> '';
$$;

delete from private.receipt_marks;
insert into private.receipt_marks (application_id, receipt, mark)
select s.application_id, r.id, private.receipt_mark(s.snapshot -> 'form', r.id)
from public.proof_submissions s cross join lateral private.sent_receipts(s) r
where s.version = (select max(l.version) from public.proof_submissions l where l.application_id = s.application_id)
	and private.receipt_mark(s.snapshot -> 'form', r.id) is not null;
