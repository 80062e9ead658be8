import { type Changes, type Fields, valueAt } from '../draft/fields';
import { companionPath, longPaths } from './fields';

/**
 * The language an answer of several sentences is written in: as the person said, else as they said for the answer before,
 * else German. Null where nobody can know and it is worth asking: the reader reads another language and never said.
 */
export function languageOfAnswer(path: string, fields: Fields, readsGerman: boolean): string | null {
	const said = saidFor(path, fields);
	if (said !== null) return said;
	const isEmpty = valueAt(fields, path) === undefined;
	const remembered = isEmpty ? rememberedFor(path, fields) : null;
	return remembered ?? (readsGerman ? 'de' : null);
}

/** Words written into an empty answer keep the language that was shown with it. */
export function withLanguage(fields: Fields, changes: Changes): Changes {
	const said = longPaths.flatMap((path): [string, string][] => {
		const isBegun = typeof changes[path] === 'string' && valueAt(fields, path) === undefined;
		const remembered = rememberedFor(path, fields);
		return isBegun && saidFor(path, fields) === null && remembered !== null
			? [[companionPath('text_language', path), remembered]]
			: [];
	});
	return { ...Object.fromEntries(said), ...changes };
}

/** The nearest answer before this one counts most. */
function rememberedFor(path: string, fields: Fields): string | null {
	const own = longPaths.indexOf(path);
	const nearestFirst = [...longPaths.slice(0, own).reverse(), ...longPaths.slice(own + 1)];
	return nearestFirst.map((other) => saidFor(other, fields)).find((code) => code !== null) ?? null;
}

function saidFor(path: string, fields: Fields): string | null {
	const code = valueAt(fields, companionPath('text_language', path));
	return typeof code === 'string' ? code : null;
}
