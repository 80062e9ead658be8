/**
 * After a release: keeps what an installation of it may hold, for `releases.test.ts` of all later ones:
 * `node tests/database/support/keep-release.ts commit`.
 */
import { readdirSync } from 'node:fs';
import { draft, inTime, submitted } from './applications.ts';
import { TestDatabase } from './database.ts';
import { everythingHappens } from './everything.ts';
import { signUpStaff } from './people.ts';
import { earlierReleases, heldBy, keepReleases } from './releases.ts';

const [commit] = process.argv.slice(2);
const until = readdirSync(new URL('../../../supabase/migrations/', import.meta.url))
	.sort()
	.at(-1);
if (commit === undefined || until === undefined) throw new Error('Which commit?');
const database = await TestDatabase.start();
await database.setClock(inTime);
const [clerk, decider] = [await signUpStaff(database, 'clerk'), await signUpStaff(database, 'decider')];
await draft(database, { project_title: 'Noch im Entwurf', need: 'Erst ein Satz' });
await submitted(database);
await everythingHappens(database, clerk, decider);
await database.setClock(null);
const others = earlierReleases().filter((release) => release.until !== until);
keepReleases([...others, { commit, until, ...(await heldBy(database)) }]);
await database.stop();
