/**
 * Verifies an exported audit trail: `npm run verify-audit -- kofei-protokoll.jsonl`. Needs no database and no rights. Ends
 * with 1 when an entry was changed, is missing or is out of order, and with 2 where there is nothing to verify.
 */
import { readFileSync } from 'node:fs';
import { type ExportedEntry, verifyChain } from './audit-chain.ts';

const nothing = {} as ExportedEntry;
const [, , file] = process.argv;
if (file === undefined) {
	console.error('Say which file: npm run verify-audit -- kofei-protokoll.jsonl');
	process.exit(2);
}
const lines = readFileSync(file, 'utf8')
	.split('\n')
	.filter((line) => line !== '');
// A trail has its first entry from the first sign-in of the office on: an empty file says nothing, least of all that all is well.
if (lines.length === 0) {
	console.error(`NOTHING TO VERIFY: ${file} holds no entry.`);
	process.exit(2);
}
const { isIntact, checked, firstBroken, lastHash } = verifyChain(lines.map(entryOf));
console.log(
	isIntact
		? `Intact: ${checked} entries. Last hash ${lastHash}. Compare it with the newest entry in the app.`
		: `NOT INTACT: ${checked} entries hold, entry ${firstBroken} was changed, is missing or is out of order.`
);
process.exit(isIntact ? 0 : 1);

/** A line that is no entry is one that was changed. */
function entryOf(line: string): ExportedEntry {
	try {
		return (JSON.parse(line) as ExportedEntry | null) ?? nothing;
	} catch {
		return nothing;
	}
}
