import { fieldCatalogues, type FieldCatalogue } from './field-areas';
import { loaders, type Catalogue } from './field-loaders';

/** The same words for everybody in this window, so one for all; a screen that shows them is drawn again when they come. */
let loaded = $state.raw<Partial<Record<FieldCatalogue, Catalogue>>>({});
const loading: Partial<Record<FieldCatalogue, Promise<void>>> = {};

/** Without a name, all of them. Screens wait for it, so that nobody sees a question without its words. */
export async function loadFieldTexts(...areas: readonly FieldCatalogue[]): Promise<void> {
	await Promise.all((areas.length > 0 ? areas : fieldCatalogues).map(load));
}

/** Undefined for an unknown key, and while the catalogue is on its way: asking for it is what sends for it. */
export function fieldMessage(area: FieldCatalogue, key: string): unknown {
	const catalogue = loaded[area];
	if (catalogue !== undefined) return catalogue[key];
	// Without network it may fail; whoever waits for it in loadFieldTexts hears of that.
	load(area).catch(() => undefined);
	return undefined;
}

function load(area: FieldCatalogue): Promise<void> {
	const started = loading[area];
	if (started) return started;
	const fetched = loaders[area]().then(
		({ m }) => {
			loaded = { ...loaded, [area]: m };
		},
		(failure: unknown) => {
			// Nothing is remembered of a failure: the next screen asks again.
			delete loading[area];
			throw failure;
		}
	);
	loading[area] = fetched;
	return fetched;
}
