/** Must never come back as it went. */
export const strange = '"><script>alert(1)</script>';
/** What people paste and what somebody hostile types (quality.md, bad input). */
export const badTexts = [
	'',
	' ',
	'a'.repeat(100_000),
	'\0',
	'a\0b',
	'\ud800',
	'\u202eevil\u202c',
	'e\u0301',
	'👩‍👩‍👧‍👦',
	'١٢٣',
	'1.234,56',
	'1e9',
	'-0',
	'2027-02-31',
	'2027-03-28T02:30:00+01:00',
	'0001-01-01',
	'9999-12-31',
	'DE00000000000000000000',
	`O'Hara`,
	'007',
	strange,
	`'; drop table applications; --`,
	'${7*7}{{7*7}}',
	'../../etc/passwd',
	'constructor'
];
