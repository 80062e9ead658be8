/**
 * Verifies an exported audit trail: `npm run verify-audit -- kofei-protokoll.jsonl`. Needs no database and no rights. Ends
 * with 1 when an entry was changed, is missing or is out of order, or when there is none at all.
 */
import { readFileSync } from 'node:fs';
import { type ExportedEntry, verifyChain } from './audit-chain.ts';

const [, , file] = process.argv;
if (file === undefined) {
	console.error('Say which file: npm run verify-audit -- kofei-protokoll.jsonl');
	process.exit(2);
}
const lines = readFileSync(file, 'utf8')
	.split('\n')
	.filter((line) => line !== '');
if (lines.length === 0) {
	console.log('NOTHING THERE: this file holds no entry, so nothing was verified.');
	process.exit(1);
}
const { isIntact, checked, firstBroken, lastHash } = verifyChain(
	lines.map((line) => JSON.parse(line) as ExportedEntry)
);
console.log(
	isIntact
		? `Intact: ${checked} entries. Last hash ${lastHash}. Compare it with the newest entry in the app.`
		: `NOT INTACT: ${checked} entries hold, entry ${firstBroken} was changed, is missing or is out of order.`
);
process.exit(isIntact ? 0 : 1);
