import { afterAll, beforeAll, expect, it } from 'vitest';
import { byHand } from './mutations/by-hand.mjs';
import { TestDatabase } from './support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await TestDatabase.start();
});
afterAll(() => database.stop());

it('every guard that is taken out by hand is there to be taken out', async () => {
	const stale: string[] = [];
	for (const [name = '', sql = ''] of byHand) {
		const refusal = await database.undone((tx) => tx.exec(sql).then(() => null, String));
		if (refusal !== null) stale.push(`${name}: ${refusal}`);
	}
	expect(stale).toEqual([]);
});
