import { readEnvironment, StartError } from '../lib/server/environment.ts';

/** What `backup` and `restore` share: which folder is meant, and a refusal as one line. */
export async function copyData(
	command: 'backup' | 'restore',
	work: (dataDir: string, folder: string) => Promise<string>
): Promise<void> {
	try {
		const environment = readEnvironment(process.env);
		if (environment.mode === 'supabase')
			throw new StartError('This is for the embedded backend. For Supabase see README, "Backup".');
		const folder = process.argv[2];
		if (folder === undefined) throw new StartError(`Say which folder: npm run ${command} -- folder`);
		console.log(await work(environment.dataDir, folder));
	} catch (error) {
		console.error(error instanceof StartError ? error.message : error);
		process.exit(1);
	}
}
