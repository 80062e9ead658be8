/** A line of the README's figures: what a test counted, where they are asked for. `KOFEI_FIGURES=1` before the command. */
export function figure(what: string, count: number): void {
	if (process.env['KOFEI_FIGURES']) console.log(`| ${what} | ${count} |`);
}
