import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The schema as ISO 20022 publishes it is no part of this repository: its licence is not ours. Debian's libhbci4j-core-java ships it;
 * KOFEI_PAIN_SCHEMA names another copy.
 */
export const schemaName = 'pain.001.001.09.xsd';
const OWN_COPY = process.env['KOFEI_PAIN_SCHEMA'];
const JAR = '/usr/share/java/hbci4j-core.jar';
const XMLLINT = '/usr/bin/xmllint';
const UNZIP = '/usr/bin/unzip';

export const isSchemaThere =
	existsSync(XMLLINT) && (OWN_COPY === undefined ? existsSync(JAR) && existsSync(UNZIP) : true);

/** What xmllint says of files for the bank; nothing where all are valid. */
export function schemaComplaints(files: readonly string[]): string {
	const folder = mkdtempSync(join(tmpdir(), 'kofei-pain-'));
	try {
		const paths = files.map((file, place) => {
			const path = join(folder, `${String(place)}.xml`);
			writeFileSync(path, file);
			return path;
		});
		execFileSync(XMLLINT, ['--nonet', '--noout', '--schema', schemaIn(folder), ...paths], { stdio: 'pipe' });
		return '';
	} catch (failure) {
		return failure instanceof Error ? failure.message : String(failure);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function schemaIn(folder: string): string {
	if (OWN_COPY !== undefined) return OWN_COPY;
	const [entry = ''] = execFileSync(UNZIP, ['-Z1', JAR, `*${schemaName}`], { encoding: 'utf8' }).split('\n');
	const schema = join(folder, schemaName);
	writeFileSync(schema, execFileSync(UNZIP, ['-p', JAR, entry]));
	return schema;
}
