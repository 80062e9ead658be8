import * as z from 'zod/mini';
import type { MessageBody } from '../../core/api/correspondence';
import type { Client } from './clients';
import { dataOf } from './failure';
import { instant } from './instant';

/** What people of an application and the office write each other; the database decides who may. */

const forApplicants = z.object({
	may_write: z.boolean(),
	messages: z.array(
		z.object({
			id: z.string(),
			is_from_office: z.boolean(),
			is_mine: z.boolean(),
			written_at: z.string(),
			text: z.string(),
			is_read: z.boolean(),
			files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() }))
		})
	)
});

const forStaff = z.object({
	id: z.string(),
	is_from_office: z.boolean(),
	author_id: z.string(),
	written_at: instant,
	text: z.string(),
	read_at: z.nullable(instant),
	message_files: z.array(z.object({ files: z.object({ id: z.string(), name: z.string() }) }))
});
export type StaffMessage = Readonly<z.infer<typeof forStaff>>;

/** For the people of the application. Throws `Refusal` `not_found`. */
export async function messagesFor(
	client: Client,
	applicationId: string
): Promise<z.infer<typeof forApplicants>> {
	return forApplicants.parse(dataOf(await client.rpc('read_messages', { p_application: applicationId })));
}

/** Throws `Refusal` (see `write_message` in SQL). */
export async function write(
	client: Client,
	applicationId: string,
	{ id, text, files }: MessageBody
): Promise<void> {
	dataOf(
		await client.rpc('write_message', {
			p_application: applicationId,
			p_id: id,
			p_text: text,
			p_files: files
		})
	);
}

/** What the other side wrote has been seen: by its people, or by the office. */
export async function noteRead(client: Client, applicationId: string): Promise<void> {
	const { error, status } = await client.rpc('note_messages_read', { p_application: applicationId });
	if (error) dataOf({ data: null, error, status });
}

/** The conversation as the office reads it, the oldest first. */
export async function messagesForStaff(
	client: Client,
	applicationId: string
): Promise<readonly StaffMessage[]> {
	const answer = await client
		.from('messages')
		.select('id, is_from_office, author_id, written_at, text, read_at, message_files(files(id, name))')
		.eq('application_id', applicationId)
		.order('written_at');
	return z.array(forStaff).parse(dataOf(answer));
}

/** A document of the office whose bytes were judged and kept. */
export type OfficeFile = {
	readonly id: string;
	readonly name: string;
	readonly size: number;
	readonly sha256: string;
	readonly media_type: string;
};

/** Throws `Refusal` (see `write_office_message` in SQL). */
export async function writeAsOffice(
	client: Client,
	applicationId: string,
	message: { readonly id: string; readonly text: string; readonly files: readonly OfficeFile[] }
): Promise<void> {
	dataOf(
		await client.rpc('write_office_message', {
			p_application: applicationId,
			p_id: message.id,
			p_text: message.text,
			p_files: message.files
		})
	);
}

const unread = z.object({
	id: z.string(),
	application_id: z.string(),
	written_at: instant,
	text: z.string(),
	applications: z.object({ reference_number: z.string(), organisation_name: z.nullable(z.string()) })
});

/** How many of those wait. */
export async function unreadCount(client: Client): Promise<number> {
	return dataOf(await client.from('messages').select('id').eq('is_from_office', false).is('read_at', null))
		.length;
}

/** More than anybody reads in a day; the rest follows when these are read. */
const MOST_UNREAD = 200;

/** What applicants wrote and nobody here has read, the oldest first. */
export async function unreadMessages(client: Client): Promise<readonly Readonly<z.infer<typeof unread>>[]> {
	const answer = await client
		.from('messages')
		.select('id, application_id, written_at, text, applications(reference_number, organisation_name)')
		.eq('is_from_office', false)
		.is('read_at', null)
		.order('written_at')
		.limit(MOST_UNREAD);
	return z.array(unread).parse(dataOf(answer));
}
