import { execFileSync } from 'node:child_process';

/**
 * The commit this build was made from; with uncommitted changes or without git, with the time added. Kept in the
 * environment because the build reads its configuration several times and both halves must bear the same name.
 */
export function releaseName(): string {
	process.env.KOFEI_RELEASE ??= commit() ?? `build-${Date.now().toString(36)}`;
	return process.env.KOFEI_RELEASE;
}

function commit(): string | null {
	try {
		const name = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
			encoding: 'utf8',
			stdio: 'pipe'
		}).trim();
		const isDirty = execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' }).trim() !== '';
		return isDirty ? `${name}-${Date.now().toString(36)}` : name;
	} catch {
		return null;
	}
}
