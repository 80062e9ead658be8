import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { pdf } from '../../../src/lib/server/files/corpus.sample.ts';
import { Account } from '../../support/account.ts';
import { Applicant } from '../../support/applicant.ts';
import { completeFields, openRound } from '../../support/applications.ts';
import { keptOnDevice } from '../../support/device.ts';
import { expect, test } from '../../support/journey.ts';
import { phoneScreen } from '../../support/phone.ts';

/**
 * What lies on a phone since an earlier release, exactly as that release wrote it. The device's memory has had two forms:
 * the first release knew drafts and what waits, of the first form of the application; since 25 November documents lie beside
 * them, and the form is the second.
 */
type Stores = Readonly<Record<string, readonly unknown[]>>;

const PART_BYTES = 262_144;
const AN_HOUR_MS = 3_600_000;

test('Amina’s phone has waited since the first release: her words come to her account, and nothing of them is lost', async ({
	faults,
	newWindow,
	server
}) => {
	// Her submission is complete by the rules of then, not by those of today.
	faults.expect(/status of 422/);
	const account = await Account.of(server.origin, 'amina.first@example.test');
	const [id, key] = [randomUUID(), randomUUID()];
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	await page.goto(`${server.origin}/api/health/live`);
	const fields = {
		project_title: 'Kochen und reden',
		need: 'Viele kennen ihre Nachbarn nicht.',
		postal_code: '47053'
	};
	await leave(page, 1, {
		drafts: [draftOf(id, account.email, { fields, schemaVersion: 1, key })],
		items: [waiting('save', id), { ...waiting('submit', id), key }]
	});

	const amina = new Applicant(page, server.origin);
	await amina.signIn(account.email, `/apply/${id}/goals`);
	await expect(page.locator('#need')).toHaveValue(fields.need);
	await expect.poll(async () => (await account.read(id)).fields, { timeout: 30_000 }).toMatchObject(fields);
	expect((await account.read(id)).receipt).toBeNull();

	await page.locator('#need').pressSequentially(' Und wir auch nicht.');
	const more = { need: `${fields.need} Und wir auch nicht.` };
	await expect.poll(async () => (await account.read(id)).fields, { timeout: 30_000 }).toMatchObject(more);
	expect(await keptOnDevice(page)).toContain('Und wir auch nicht.');
	await account.dispose();
});

test('Yusuf’s phone has waited since the second form: words, document and submission go out, and he gets his receipt', async ({
	newWindow,
	server
}) => {
	const account = await Account.of(server.origin, 'yusuf.second@example.test');
	const [id, key, fileId] = [randomUUID(), randomUUID(), randomUUID()];
	// Of several parts, as they were kept.
	const bytes = await pdf(({ context }) => context.register(context.stream(randomBytes(600_000))));
	const page = await newWindow({ ...phoneScreen, locale: 'de-DE' });
	await page.goto(`${server.origin}/api/health/live`);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const parts = Array.from(
		{ length: Math.ceil(bytes.length / PART_BYTES) },
		(_, index) => index * PART_BYTES
	);
	await leave(page, 2, {
		drafts: [draftOf(id, account.email, { fields: completeFields(), schemaVersion: 2, key })],
		items: [
			waiting('save', id),
			{ ...waiting('submit', id), key },
			{ ...waiting('upload', id), id: `upload_${fileId}`, fileId, isAnnounced: false }
		],
		files: [{ ...fileOf(fileId, id), size: bytes.length, sha256 }],
		bytes: parts.map((offset) => ({
			fileId,
			offset,
			bytes: bytes.subarray(offset, offset + PART_BYTES).toString('base64')
		}))
	});

	const yusuf = new Applicant(page, server.origin);
	await yusuf.signIn(account.email, `/apply/${id}`);
	await expect.poll(async () => (await account.read(id)).receipt, { timeout: 60_000 }).toBeTruthy();
	const sent = await account.read(id);
	expect(sent.fields).toMatchObject(completeFields());
	await expect
		.poll(async () => (await account.read(id)).files, { timeout: 60_000 })
		.toMatchObject([{ id: fileId, is_complete: true, size: bytes.length }]);
	await expect(yusuf.standing('received')).toBeVisible();
	await account.dispose();
});

function draftOf(
	id: string,
	ownerId: string,
	{ fields, schemaVersion, key }: { fields: object; schemaVersion: number; key: string }
) {
	const then = Date.now() - AN_HOUR_MS;
	return {
		id,
		round: openRound,
		schemaVersion,
		fields,
		base: null,
		unacknowledged: [],
		conflicts: [],
		createdAtMs: then,
		updatedAtMs: then,
		ownerId,
		server: null,
		submission: { key, preparedAtMs: then, isApproved: true }
	};
}

function waiting(kind: 'save' | 'submit' | 'upload', draftId: string) {
	const then = Date.now() - AN_HOUR_MS;
	return {
		id: `${kind}_${draftId}`,
		version: 1,
		kind,
		draftId,
		key: null,
		attempts: 0,
		nextAttemptAtMs: then,
		lastFailure: null,
		createdAtMs: then
	};
}

function fileOf(id: string, draftId: string) {
	return {
		id,
		draftId,
		version: 1,
		document: 'statutes',
		name: 'Satzung.pdf',
		mediaType: 'application/pdf',
		language: 'de',
		createdAtMs: Date.now() - AN_HOUR_MS,
		state: 'kept',
		failure: null,
		uploadedBytes: 0,
		arrivedAtMs: null,
		pageCount: 1,
		page: null,
		isHere: true
	};
}

/** Makes the stores of that version and leaves these records in them; bytes travel to the page as base64. */
async function leave(page: Page, version: 1 | 2, records: Stores): Promise<void> {
	await page.evaluate(
		async ({ version, records }) => {
			const request = indexedDB.open('kofei', version);
			request.onupgradeneeded = () => {
				request.result.createObjectStore('drafts', { keyPath: 'id' });
				request.result.createObjectStore('items', { keyPath: 'id' });
				if (version === 1) return;
				request.result.createObjectStore('files', { keyPath: 'id' });
				request.result.createObjectStore('bytes', { keyPath: ['fileId', 'offset'] });
			};
			await new Promise((resolve) => (request.onsuccess = resolve));
			const database = request.result;
			const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
			for (const [store, all] of Object.entries(records))
				for (const record of all) {
					const { bytes } = Object(record);
					const raw = typeof bytes === 'string' && Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
					transaction.objectStore(store).put(raw ? { ...Object(record), bytes: raw } : record);
				}
			await new Promise((resolve) => (transaction.oncomplete = resolve));
			database.close();
		},
		{ version, records }
	);
}
