import { isProofDocument } from '../../core/proof/fields';
import { sentApplicationPdf } from '../documents/sent-application';
import { sentProofPdf } from '../documents/sent-proof';
import { cleanName } from '../files/name';
import { list, read } from '../supabase/applications';
import { clarificationsOf } from '../supabase/clarifications';
import { requirePerson, type Client } from '../supabase/clients';
import { Refusal } from '../supabase/failure';
import { everyFile, read as readFile } from '../supabase/files';
import { accountLanguage } from '../supabase/languages';
import { letterFile, lettersOf } from '../supabase/letters';
import { messagesFor } from '../supabase/messages';
import { ownGrant, ownGrantHistory } from '../supabase/own-grant';
import { readProof, sentProofs } from '../supabase/own-proof';
import { people as peopleOf } from '../supabase/people';
import { ownMails, ownPushSubscriptions } from '../supabase/push';
import { myRetention } from '../supabase/retention';
import { ownSessions } from '../supabase/sessions';
import { submissionsOf } from '../supabase/submissions';
import type { Attachment } from '../files/attachment';
import type { ZipEntry } from './zip';

type Listed = Awaited<ReturnType<typeof list>>[number];

/**
 * Everything that is kept about the person who asks (Art. 15 and 20 DSGVO), entry by entry: one JSON file that a program can
 * read, and per application its PDF, letters and documents. Read as that person, so that the database decides what is
 * theirs; what somebody only helps with is somebody else's.
 */
export async function* ownData(client: Client): AsyncGenerator<ZipEntry> {
	const { email } = await requirePerson(client);
	const own = (await list(client)).filter(({ may }) => may !== 'write');
	const told = [];
	for (const application of own) told.push(await everythingOf(client, application));
	yield json('daten.json', {
		account: { email, language: await accountLanguage(client) },
		sessions: await ownSessions(client),
		push_notices: await ownPushSubscriptions(client),
		mails: await ownMails(client),
		retention: await myRetention(client),
		applications: told
	});
	for (const [place, application] of own.entries()) {
		const folder = application.receipt?.reference_number ?? `Entwurf-${place + 1}`;
		for await (const { name, bytes } of papersOf(client, application))
			yield { name: `${folder}/${name}`, bytes };
	}
}

async function everythingOf(client: Client, { id, receipt }: Listed) {
	const [application, people, messages] = [
		await read(client, id),
		await peopleOf(client, id),
		await messagesFor(client, id)
	];
	const sent =
		receipt === null
			? {}
			: {
					versions: await submissionsOf(client, id),
					letters: await lettersOf(client, id),
					clarifications: await clarificationsOf(client, id),
					grant: { ...(await ownGrant(client, id)), history: await ownGrantHistory(client, id) },
					proof: await proofOf(client, id)
				};
	return { ...application, people, messages: messages.messages, ...sent };
}

/** The proof of use with every version of it that was sent; null where there is nothing to prove. */
async function proofOf(client: Client, id: string) {
	try {
		return { ...(await readProof(client, id)), versions: await sentProofs(client, id) };
	} catch (thrown) {
		if (thrown instanceof Refusal && thrown.code === 'not_found') return null;
		throw thrown;
	}
}

async function* papersOf(client: Client, { id, receipt }: Listed): AsyncGenerator<ZipEntry> {
	if (receipt !== null) {
		yield entry('', await sentApplicationPdf(client, id));
		for (const [place, letter] of (await lettersOf(client, id)).toReversed().entries())
			if (letter.printed_at !== null)
				yield entry(`Briefe/${place + 1}-`, await letterFile(client, { applicationId: id, id: letter.id }));
		const proof = await sentProofPdf(client, id);
		if (proof) yield entry('', proof);
	}
	const arrived = (await everyFile(client, id)).filter(({ is_complete }) => is_complete);
	const { messages } = await messagesFor(client, id);
	const folders = {
		Unterlagen: [
			...arrived.filter(({ document }) => !isProofDocument(document)),
			...messages.flatMap(({ files: attached }) => attached)
		],
		Nachweis: arrived.filter(({ document }) => isProofDocument(document))
	};
	for (const [folder, documents] of Object.entries(folders))
		for (const [place, { id: fileId }] of documents.entries())
			yield entry(`${folder}/${place + 1}-`, await readFile(client, { applicationId: id, id: fileId }));
}

/** Numbered, so that two documents of one name do not hide each other. */
async function entry(before: string, { name, bytes }: Attachment): Promise<ZipEntry> {
	return {
		name: before + cleanName(name),
		bytes: bytes instanceof Blob ? new Uint8Array(await bytes.arrayBuffer()) : bytes
	};
}

function json(name: string, value: unknown): ZipEntry {
	return { name, bytes: new TextEncoder().encode(JSON.stringify(value, null, '\t')) };
}
