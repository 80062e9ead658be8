import * as fc from 'fast-check';

/** What people type and what somebody hostile types, for properties: pieces of markup, of headers and of scripts. */
const pieces = [
	...[
		'#read("/etc/passwd")',
		'#import "/etc/passwd": x',
		'#eval("1+1")',
		'#include "a"',
		'#panic("x")',
		'#{',
		'#['
	],
	...['$x^2$', '*', '_', '`', '@label', '<label>', '\\', '//', '/*', '= ', '- ', '[', ']', '{{amount}}', '#'],
	...[
		'\r\nBcc: evil@example.org',
		'\nTo: evil@example.org\n\n',
		'\r\n.\r\nMAIL FROM:<evil@example.org>',
		'\r',
		'\n'
	],
	...[
		'\u202e',
		'\u2066',
		'\u2067',
		'\u2068',
		'\u2069',
		'\u200f',
		'\ufeff',
		'\0',
		'\u001b[31m',
		'\u2028',
		'\u0085'
	],
	...[
		'\ud800',
		'\udc00',
		'👩‍👩‍👧‍👦',
		'e\u0301',
		'مرحبا',
		'١٢٣',
		'Привіт',
		'ß',
		'\t',
		' ',
		'"><script>',
		'=HYPERLINK("x")'
	],
	'W'.repeat(300)
];

export const hostileWords = fc
	.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 12 })
	.map((parts) => parts.join(''));
