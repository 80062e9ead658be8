import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import * as z from 'zod/mini';
import { inOrderOf } from '$lib/i18n/order';
import { readableEntries } from '$lib/server/staff/audit-entries';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { Refusal } from '$lib/server/supabase/failure';
import {
	applicationIdOf,
	auditPage,
	referencesOf,
	verifyChain,
	type AuditFilter
} from '$lib/server/supabase/audit';
import type { Client } from '$lib/server/supabase/clients';
import { directory } from '$lib/server/supabase/staff';
import { orMessage } from '../applications/[id]/case-answers';
import { auditActions } from '../audit-texts';

const READING = ['auditor', 'admin'] as const;
const verifySchema = z.object({});

export async function load(event) {
	const me = await requireStaff(event, READING);
	const wished = Number(event.url.searchParams.get('before'));
	const before = Number.isSafeInteger(wished) && wished > 0 ? wished : null;
	const typed = typedFilter(event.url);
	const filter = await filterOf(me.client, typed);
	const [page, people] = await orErrorPage(
		Promise.all([
			filter === null
				? { entries: [], next: null, hidesEntries: false }
				: auditPage(me.client, filter, before),
			directory(me.client)
		])
	);
	const references = await orErrorPage(referencesOf(me.client, page.entries));
	const compare = inOrderOf(staffLocale(event.locals));
	const query = new URLSearchParams(Object.entries(typed).filter(([, value]) => value !== ''));
	return {
		verifyForm: await superValidate(zod4(verifySchema), { id: 'verify' }),
		hidesEntries: page.hidesEntries,
		entries: readableEntries(page.entries, people, { me, references }),
		earlier: page.next === null ? null : `?${new URLSearchParams([...query, ['before', String(page.next)]])}`,
		newest: `?${query}`,
		isFirstPage: before === null,
		typed,
		isFiltered: query.size > 0,
		isCaseUnknown: filter === null,
		people: Object.entries(people)
			.map(([value, { name, email }]) => ({ value, label: name ?? email }))
			.sort((one, other) => compare(one.label, other.label)),
		deeds: Object.entries(auditActions)
			.map(([value, label]) => ({ value, label: label() }))
			.sort((one, other) => compare(one.label, other.label))
	};
}

const keys = ['person', 'case', 'action', 'from', 'until'] as const;
type Typed = Readonly<Record<(typeof keys)[number], string>>;

/** From the address; what does not look like what it should be counts as not asked. */
function typedFilter({ searchParams }: URL): Typed {
	const looks: Record<(typeof keys)[number], RegExp> = {
		person: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
		case: /^[\w -]{1,40}$/,
		action: /^[a-z_]{1,60}$/,
		from: /^\d{4}-\d\d-\d\d$/,
		until: /^\d{4}-\d\d-\d\d$/
	};
	const read = (key: (typeof keys)[number]): [string, string] => {
		const value = searchParams.get(key)?.trim() ?? '';
		return [key, looks[key].test(value) ? value : ''];
	};
	return Object.fromEntries(keys.map(read)) as Typed;
}

/** Null for the number of a case there is not: nothing is shown then, and not everything. */
async function filterOf(client: Client, typed: Typed): Promise<AuditFilter | null> {
	const { case: reference, ...rest } = typed;
	const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ''));
	if (reference === '') return given;
	try {
		return { ...given, application: await applicationIdOf(client, reference) };
	} catch (failure) {
		if (failure instanceof Refusal && failure.code === 'not_found') return null;
		throw failure;
	}
}

export const actions = {
	/** Recomputes the whole chain; changes nothing. */
	verify: async (event) => {
		const { client } = await requireStaff(event, READING);
		const form = await superValidate(event.request, zod4(verifySchema), { id: 'verify' });
		let check: Awaited<ReturnType<typeof verifyChain>> | undefined;
		const refused = await orMessage(event, form, async () => {
			check = await verifyChain(client);
		});
		return check ? { form, check } : refused;
	}
};
