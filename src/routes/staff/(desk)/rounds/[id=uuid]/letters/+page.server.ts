import { error, redirect } from '@sveltejs/kit';
import { message, superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { readMove } from '$lib/core/order/order';
import { sampleFacts } from '$lib/core/letter/sample-facts';
import { templateProblems } from '$lib/core/letter/template';
import { readableLetter } from '$lib/i18n/letter-text';
import { orErrorPage, requireStaff } from '$lib/server/staff/guard';
import { staffLocale } from '$lib/server/staff/locale';
import { asRefusal, refusalText } from '$lib/server/staff/refusal-texts';
import { saveTemplate, templatesOf } from '$lib/server/supabase/letters';
import { roundOf } from '$lib/server/supabase/rounds';
import { formOf, movedBlock, templateFormSchema, templateOf } from '$lib/ui/letter/template-form';

export async function load(event) {
	const { client, roles } = await requireStaff(event);
	const locale = staffLocale(event.locals);
	const [round, templates] = await orErrorPage(
		Promise.all([roundOf(client, event.params.id, locale), templatesOf(client, event.params.id)])
	);
	const now = new Date().toISOString();
	return {
		round: { title: round.texts.title || round.slug },
		mayEdit: roles.includes('admin'),
		done: event.url.searchParams.get('done'),
		templates: await Promise.all(
			templates.map(async ({ kind, version, updated_at, updated_by, ...template }) => ({
				kind,
				version,
				updatedAt: updated_at,
				isConfirmed: updated_by !== null,
				preview: readableLetter({ template, facts: sampleFacts(kind, round.contact) }, now, locale),
				form: await superValidate(formOf(kind, version, template), zod4(templateFormSchema), {
					id: `template-${kind}`,
					errors: false
				})
			}))
		)
	};
}

export const actions = {
	default: async (event) => {
		const { client } = await requireStaff(event, ['admin']);
		const form = await superValidate(event.request, zod4(templateFormSchema));
		// No screen sends it, and there is none to show it on.
		if (form.errors.kind) error(422, { message: 'payload_invalid', code: 'payload_invalid' });
		const { kind, version } = form.data;
		const move = readMove(form.data.move, form.data.text.length);
		if (move) return { form: { ...form, data: movedBlock(form.data, move) } };
		const template = templateOf(form.data);
		if (!form.valid || templateProblems(kind, template).length > 0)
			return message(form, undefined, { status: 422 });
		try {
			await saveTemplate(client, { roundId: event.params.id, kind, version }, template);
		} catch (failure) {
			const refusal = asRefusal(failure);
			const status = refusal.status === 409 ? 409 : 422;
			return message(form, refusalText(refusal, staffLocale(event.locals)), { status });
		}
		redirect(303, `${event.url.pathname}?done=${kind}`);
	}
};
