import { type Fields, valueAt } from '../draft/fields';
import { rowsOf } from '../draft/rows';

/**
 * Whether an account is held under the name of somebody who is named in the application, and not under that of the group.
 * Nobody has to tick a box for that to be seen; what it means is for people to ask.
 */
export function isNamedLikePerson(holder: string, fields: Fields): boolean {
	const words = wordsOf(holder);
	const group = wordsOf(String(valueAt(fields, 'organisation_name') ?? ''));
	if (words.length === 0 || words.every((word) => group.includes(word))) return false;
	const people = [
		[valueAt(fields, 'contact_first_name'), valueAt(fields, 'contact_last_name')],
		...rowsOf(fields, 'responsible_persons').map(({ values }) => [values['first_name'], values['last_name']])
	];
	return people.some((names) =>
		names.every((name) => {
			const parts = wordsOf(String(name ?? ''));
			return parts.length > 0 && parts.every((part) => words.includes(part));
		})
	);
}

function wordsOf(name: string): readonly string[] {
	return name
		.toLocaleLowerCase('tr')
		.normalize('NFD')
		.replace(/[\u0300-\u036fı]/g, (sign) => (sign === 'ı' ? 'i' : ''))
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
}
