let isInstalled = false;

/**
 * Supabase Lite prints every refused statement with its parameters, which are people's words. The refusal itself reaches
 * the caller anyway; the log gets its code and nothing else.
 */
export function keepPersonalDataOutOfLogs(): void {
	if (isInstalled) return;
	isInstalled = true;
	const print = console.error.bind(console);
	console.error = (...parts: unknown[]) => {
		const refused = parts.find(isStatementError);
		if (refused) print(`database refused a statement: ${refused.code}`);
		else print(...parts);
	};
}

function isStatementError(part: unknown): part is { code: string } {
	return typeof part === 'object' && part !== null && 'query' in part && 'params' in part && 'code' in part;
}
