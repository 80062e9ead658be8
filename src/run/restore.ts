/**
 * Puts a backup of the embedded backend into `DATA_DIR`, where no data may be, while its server is stopped:
 * `npm run restore -- folder`. Ends with 1 when nothing was restored.
 */
import { restore } from '../lib/server/embedded/backup.ts';
import { copyData } from './copy-data.ts';

await copyData('restore', async (dataDir, source) => {
	const { files, takenAt } = await restore(source, dataDir, new Date());
	return `Restored into "${dataDir}": ${files} files, as they were at ${takenAt}. Start the server with the release of the backup or a newer one.`;
});
