/** A full pot or a case that lies elsewhere by now refuses a few; more than these, and the office of the examples could not work. */
const FEW = 3;
const FEW_OF_A_HUNDRED = 5;

type Refusals = {
	/** By code. */
	readonly refused: Readonly<Record<string, number>>;
	/** Of applicants and office together. */
	readonly steps: number;
};

/** A sentence where so many steps were refused that the examples are not what they should be; null where they are. */
export function tooManyRefused({ refused, steps }: Refusals): string | null {
	const count = Object.values(refused).reduce((sum, times) => sum + times, 0);
	if (count <= Math.max(FEW, (steps * FEW_OF_A_HUNDRED) / 100)) return null;
	return `${count} of ${steps} steps were refused: the applications are there, but not in the states they should be in. Remove DATA_DIR and try again; if it stays so, it is a fault of this program.`;
}
