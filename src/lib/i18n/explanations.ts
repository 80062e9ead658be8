/** Questions with a reason worth reading. The reasons themselves are fetched when somebody asks for one. */
export const explainedPaths: ReadonlySet<string> = new Set([
	'organisation_name',
	'legal_form',
	'register_court',
	'register_number',
	'street',
	'seat_district',
	'migrant_organisation',
	'non_profit',
	'exemption_date',
	'tax_number',
	'org_volunteers',
	'contact_email',
	'contact_language',
	'contact_authorised',
	'signing',
	'project_title',
	'project_summary',
	'project_areas',
	'project_is_new',
	'need',
	'aims',
	'empowerment',
	'prevention',
	'protective_factors',
	'format',
	'period_start',
	'district',
	'target_groups',
	'participants',
	'newcomers',
	'volunteers',
	'participation',
	'child_protection',
	'publicity',
	'accessibility',
	'sustainability',
	'requested_cents',
	'iban',
	'account_holder',
	'input_tax'
]);

/** Why a question is asked, and what its official term means. */
export async function explanationOf(path: string): Promise<string> {
	const { m } = await import('./generated/explain/messages');
	const message = new Map<string, unknown>(Object.entries(m)).get(`field_${path}_why`);
	return typeof message === 'function' ? String(message()) : '';
}
