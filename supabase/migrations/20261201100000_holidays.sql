create function private.easter_sunday(p_year int) returns date
language plpgsql immutable set search_path = ''
as $$
declare
	-- The Gregorian computus in whole numbers (Meeus, Jones, Butcher).
	a constant int := p_year % 19;
	b constant int := p_year / 100;
	c constant int := p_year % 100;
	h constant int := (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	l constant int := (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	m constant int := (a + 11 * h + 22 * l) / 451;
	n constant int := h + l - 7 * m + 114;
begin
	return make_date(p_year, n / 31, n % 31 + 1);
end;
$$;
comment on function private.easter_sunday(int) is 'Easter Sunday of a year, 1583 and later.';
revoke all on function private.easter_sunday(int) from public, anon, authenticated, service_role;

create function private.is_holiday(p_day date) returns boolean
language sql immutable set search_path = ''
as $$
	select to_char(p_day, 'MM-DD') in ('01-01', '05-01', '10-03', '11-01', '12-25', '12-26')
		-- Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi.
		or p_day - private.easter_sunday(extract(year from p_day)::int) in (-2, 1, 39, 50, 60);
$$;
comment on function private.is_holiday(date) is
	'True on a public holiday of North Rhine-Westphalia that is not always a Sunday (§ 2 Feiertagsgesetz NW).';
revoke all on function private.is_holiday(date) from public, anon, authenticated, service_role;

create function private.working_day(p_day date) returns date
language sql immutable set search_path = ''
as $$
	-- Never more than five days in a row: Christmas on a Friday and Saturday, or Easter.
	select p_day + min(d.ahead)
	from generate_series(0, 6) d (ahead)
	where extract(isodow from p_day + d.ahead) < 6 and not private.is_holiday(p_day + d.ahead);
$$;
comment on function private.working_day(date) is 'The day itself, or the next one that is neither Saturday, Sunday nor holiday (§ 193 BGB).';
revoke all on function private.working_day(date) from public, anon, authenticated, service_role;

create or replace function private.end_of_remedies(p_delivered date, p_months int) returns date
language sql immutable set search_path = ''
as $$
	-- §§ 187, 188 BGB: the day of the month that has the same number, or the last.
	select private.working_day((p_delivered + make_interval(months => p_months))::date);
$$;
comment on function private.end_of_remedies(date, int) is
	'The last day on which a remedy may be taken against what was delivered then; on a weekend or holiday, the next working day '
	'(§ 31 (3) VwVfG NRW, § 57 VwGO, § 222 ZPO). The day of delivery itself is moved by neither.';
