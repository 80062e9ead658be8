import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, startVitest, type TestSpecification } from 'vitest/node';

const options = {
	config: false as const,
	watch: false,
	reporters: [] as string[],
	maxWorkers: 1,
	// A run is short: optimising the machine code of Postgres costs more than it saves.
	execArgv: ['--liftoff-only'],
	// One that only took too long on a busy machine has noticed nothing.
	testTimeout: 600_000,
	hookTimeout: 600_000
};
const resolve = { alias: { $lib: fileURLToPath(new URL('../../../src/lib', import.meta.url)) } };

export interface Outcome {
	/** The first test that failed, and why. */
	readonly noticed: string | null;
	/** What kept the tests from running. */
	readonly broken: string | null;
}

const statements = path.join(tmpdir(), `kofei-mutation-${process.pid}.sql`);

/** Runs test files over a changed database until one test fails (`bail`), or all of them. */
export async function run(sql: string, files: readonly string[], bail: 0 | 1): Promise<Outcome> {
	writeFileSync(statements, sql);
	process.env['KOFEI_MUTATION'] = statements;
	const paths = files.map((file) => `tests/database/${file}.test.ts`);
	const place = ({ moduleId }: TestSpecification) => paths.findIndex((path) => moduleId.endsWith(path));
	/** As they were named: the likeliest first. */
	class Named extends BaseSequencer {
		override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
			return specifications.sort((one, other) => place(one) - place(other));
		}
	}
	const sequence = { sequencer: Named };
	const vitest = await startVitest('test', paths, { ...options, bail, sequence }, { resolve });
	const modules = vitest.state.getTestModules();
	const failed = modules.flatMap((module) => [...module.children.allTests('failed')])[0];
	const broken = modules.flatMap((module) => [
		...module.errors(),
		...[...module.children.allSuites()].flatMap((suite) => suite.errors())
	])[0];
	const ran = modules.flatMap((module) => [...module.children.allTests()]).length;
	await vitest.close();
	rmSync(statements);
	const first = failed?.result().errors?.[0]?.message ?? '';
	return {
		noticed: failed ? `${failed.fullName}: ${first}` : null,
		broken: broken?.message ?? (ran === 0 ? 'no test ran' : null)
	};
}
