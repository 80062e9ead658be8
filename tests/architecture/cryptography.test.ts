import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourcesUnder } from './sources';

/** What `tests/security/inventories.md` lists of algorithms and of chance holds for every line of ours. */

const program = [...sourcesUnder('src', '.ts', '.svelte'), ...sourcesUnder('supabase', '.sql')];
const found = (pattern: RegExp, sources = program) =>
	sources.flatMap(({ path, text }) =>
		[...text.matchAll(pattern)].map(([whole, named]) => ({ path, what: named ?? whole }))
	);
const pathsOf = (pattern: RegExp) => [...new Set(found(pattern).map(({ path }) => path))].sort();

describe('cryptography of ours', () => {
	it('hashes with SHA-256 alone', () => {
		const named = found(/(?:createHash|createHmac|createSign|subtle\.digest)\(\s*'([^']+)'/g);
		expect(named.length).toBeGreaterThan(10);
		expect(new Set(named.map(({ what }) => what))).toEqual(new Set(['sha256', 'SHA-256']));
		// Makes the key of a mail from an id and a time, so that it is written once; nothing rests on it being hard to find.
		expect(pathsOf(/(?<!\.)\b(?:md5|sha1|sha224|digest|crypt|hmac)\(/g)).toEqual([
			'supabase/migrations/20261201200000_retention.sql'
		]);
	});

	it('encrypts nothing, derives no key from a password, and signs with one curve', () => {
		const encrypting =
			/createCipher|createDecipher|publicEncrypt|privateDecrypt|subtle\.(?:encrypt|decrypt|deriv|wrapKey)|pbkdf2|scrypt|argon2|bcrypt|pgp_(?:sym|pub)_/gi;
		expect(found(encrypting)).toEqual([]);
		expect(pathsOf(/createECDH|createPrivateKey|generateKeyPair|createSign\(/g)).toEqual([
			'src/lib/server/push/vapid.ts'
		]);
		expect(readFileSync('src/lib/server/push/vapid.ts', 'utf8')).toContain("const CURVE = 'prime256v1'");
	});

	it('leaves to guessable chance only when to try again, and what is invented for a demonstration', () => {
		expect(pathsOf(/Math\.random/g)).toEqual([
			'src/lib/server/operations/gate.ts',
			'src/lib/state/device.ts'
		]);
		expect(pathsOf(/(?<![_\w.])random\(\)/g)).toEqual([]);
		const bytes = found(/randomBytes\((\d+)\)/g).map(({ what }) => Number(what));
		expect(bytes.length).toBeGreaterThan(1);
		expect(Math.min(...bytes)).toBeGreaterThanOrEqual(16);
	});

	it('never switches off that certificates are checked', () => {
		expect(found(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|ignoreTLS|checkServerIdentity/g)).toEqual(
			[]
		);
	});

	it('is never asked to run a text', () => {
		const outside = program.filter(({ path }) => !/^src\/(run|build)\//.test(path));
		expect(found(/\beval\(|new Function\(|node:vm|child_process/g, outside)).toEqual([]);
		expect(found(/\beval\(|new Function\(|node:vm/g)).toEqual([]);
	});
});
