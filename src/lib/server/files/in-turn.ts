const AT_ONCE = 2;
let free = AT_ONCE;
const waiting: (() => void)[] = [];

/** Runs heavy work two at a time in this process: thirty photos arriving together must not need thirty times the memory. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (free > 0) free -= 1;
	else await new Promise<void>((start) => waiting.push(start));
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else free += 1;
	}
}
