/**
 * Copies the data of the embedded backend into a new folder, while its server is stopped: `npm run backup -- folder`.
 * `DATA_DIR` as for the server. Ends with 1 when there is no backup.
 */
import { backUp } from '../lib/server/embedded/backup.ts';
import { copyData } from './copy-data.ts';

await copyData('backup', async (dataDir, target) => {
	const { files, bytes } = await backUp(dataDir, target, new Date());
	return `Backup of "${dataDir}" in "${target}": ${files} files, ${Math.ceil(bytes / 1e6)} MB. Keep it as safe as the data itself.`;
});
