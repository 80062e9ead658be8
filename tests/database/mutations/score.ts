/** What became of a guard that was taken out, and which test noticed, or why none does. */
export interface Judged {
	readonly name: string;
	readonly verdict: 'caught' | 'missed' | 'superfluous' | 'stale';
	readonly why: string;
}

const kinds: readonly (readonly [kind: string, names: RegExp])[] = [
	['policies', /^(?:policy|row-level security) /],
	['grants', /^right: /],
	['checks', /^check /],
	['triggers', /^trigger /],
	['refusals inside functions', /^raise /],
	['by hand, of every kind', /^/]
];

/** One score of all guards, each kind of them, and what is excepted, by name and with the reason. */
export function summary(judged: readonly Judged[]): string {
	const kindOf = ({ name }: Judged) => kinds.find(([, names]) => names.test(name))?.[0];
	const excepted = judged.filter(({ verdict }) => verdict === 'superfluous');
	const counted = judged.filter(({ verdict }) => verdict !== 'superfluous');
	const rest = counted.filter(({ verdict }) => verdict !== 'caught');
	return [
		...kinds.map(([kind]) => `${kind}: ${ratio(counted.filter((one) => kindOf(one) === kind))}`),
		...excepted.map(({ name, why }) => `EXCEPTED ${name}: ${why}`),
		...rest.map(({ name, verdict }) => `${verdict.toUpperCase()} ${name}`),
		`SCORE ${ratio(counted)}, ${excepted.length} excepted`
	].join('\n');
}

function ratio(judged: readonly Judged[]): string {
	const caught = judged.filter(({ verdict }) => verdict === 'caught').length;
	const share =
		judged.length === 0 ? '' : ` (${(Math.floor((caught / judged.length) * 1000) / 10).toFixed(1)} %)`;
	return `${caught} of ${judged.length}${share}`;
}
