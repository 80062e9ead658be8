/**
 * The words of German forms and law that people need when they talk to the office. They stand beneath the plain question
 * in every language and are never translated.
 */
export const officialTerms: Readonly<Record<string, string>> = {
	legal_form: 'Rechtsform',
	non_profit: 'Gemeinnützigkeit',
	project_summary: 'Kurzbeschreibung',
	project_areas: 'Maßnahmenbereich',
	need: 'Ausgangssituation und Bedarf',
	aims: 'Ziele',
	empowerment: 'Empowerment-Ansatz',
	prevention: 'Prävention, Schutzfaktoren',
	format: 'Formate und Methoden',
	period_start: 'Durchführungszeitraum',
	district: 'Stadtbezirk',
	target_groups: 'Zielgruppen',
	requested_cents: 'Beantragte Förderung',
	account_holder: 'Kontoinhaber/in',
	input_tax: 'Vorsteuerabzug'
};
