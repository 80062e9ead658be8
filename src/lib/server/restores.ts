import type { Restore } from '../core/sync/restore.ts';
import { StartError } from './environment.ts';

/** One for each line or blank, as `from/until`. Throws `StartError`, which names where it was read. Plain module, as the environment is. */
export function readRestores(text: string, name: string): readonly Restore[] {
	return text
		.split(/\s+/)
		.filter(Boolean)
		.map((entry) => {
			const [from = '', until = '', ...more] = entry.split('/');
			const isInterval = Date.parse(from) < Date.parse(until) && more.length === 0;
			if (!isInterval || ![from, until].every((instant) => /(Z|[+-]\d\d:\d\d)$/.test(instant)))
				throw new StartError(
					`${name} must be like 2026-12-01T02:00:00Z/2026-12-03T09:00:00Z (backup/restore), not "${entry}".`
				);
			return { from, until };
		});
}
