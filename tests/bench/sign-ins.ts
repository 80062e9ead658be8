/**
 * Everybody in a community room signs in at the same moment, from one address: `node tests/bench/sign-ins.ts [people]` after a
 * build, 200 unless told. Each asks for a code, reads it, gives it back, and reads a page of their own. Prints how long that took and
 * ends with 1 if somebody did not get in within five minutes.
 */
import { Server } from '../support/server.ts';
import { signInAll } from '../support/sign-ins.ts';
import { line } from './measure.ts';

const GOAL_S = 300;
const MOST_SHOWN = 10;

const count = Number(process.argv[2] ?? 200);
const server = await Server.start();
const emails = Array.from({ length: count }, (_, index) => `mensch${index}@example.test`);
const people = await signInAll(server.origin, emails);
await server.remove();

const inside = people.filter(({ fault }) => fault === null);
const asked = people.map(({ askedMs }) => askedMs);
const arrived = inside.map(({ insideMs }) => insideMs);
line('asked for a code', '', asked, 0.95);
line('read a page of their own', `all within ${GOAL_S} s`, arrived, 0.95);
console.log(
	`| sent away and came again | ${people.reduce((sum, { sentAway }) => sum + sentAway, 0)} times | |`
);
console.log(`| got in | ${inside.length} of ${people.length} | all |`);
const faults = people.filter(({ fault }) => fault !== null);
for (const { email, fault } of faults.slice(0, MOST_SHOWN)) console.log(`${email}: ${fault}`);
process.exit(faults.length === 0 && arrived.every((ms) => ms <= GOAL_S * 1000) ? 0 : 1);
