/** The same as the check `settings_addresses_lead_somewhere`: https, or a path of this site. */
export function isMediaAddress(text: string): boolean {
	return /^(https:\/\/[^\s/]+)?\/[^\s/]\S*$/.test(text);
}
