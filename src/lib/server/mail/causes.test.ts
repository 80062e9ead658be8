import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { causes, mailedBy, type Cause } from './causes';

const desk = 'src/routes/staff/(desk)';
const ofCase = `${desk}/applications/[id]`;
const read = (path: string) => readFileSync(path, 'utf8');
const svelteIn = (folder: string) =>
	readdirSync(folder)
		.filter((name) => name.endsWith('.svelte'))
		.map((name) => `${folder}/${name}`);

/** Where each page keeps its actions, and the screens its forms stand on. */
const pages: Readonly<Record<string, { readonly actions: string; readonly screens: readonly string[] }>> = {
	case: { actions: `${ofCase}/+page.server.ts`, screens: svelteIn(ofCase) },
	grant: {
		actions: `${ofCase}/grant/deeds.ts`,
		screens: [`${ofCase}/grant/+page.svelte`, ...svelteIn('src/lib/ui/grant')]
	},
	proof: {
		actions: `${ofCase}/proof/deeds.ts`,
		screens: [`${ofCase}/proof/+page.svelte`, ...svelteIn('src/lib/ui/proof')]
	},
	payments: { actions: `${desk}/payments/+page.server.ts`, screens: [`${desk}/payments/+page.svelte`] }
};
/** Of the case, which are no deeds: the mail stands beside the form on this screen. */
const besides: Readonly<Record<string, string>> = {
	'case?/ask': `${ofCase}/Work.svelte`,
	'case?/countersign': `${ofCase}/Deciding.svelte`,
	'case?/message': 'src/lib/ui/message/WriteForm.svelte',
	'case?/step': 'src/lib/ui/case/StepForm.svelte',
	'proof?/ask': 'src/lib/ui/proof/ProofAsk.svelte'
};

const all = Object.entries(causes).flatMap(([event, entry]) =>
	typeof entry === 'string' ? [] : entry.map((cause: Cause) => ({ event, ...cause }))
);
const forms = [...new Set(all.map(({ form }) => form))];

/** Deeds as they are drawn: page, action and whether what they mail is handed to them. */
const drawn = Object.entries(pages).flatMap(([page, { screens }]) =>
	screens.flatMap((screen) =>
		[...read(screen).matchAll(/<DeedForm\s([\s\S]*?)\/>/g)].map(([, attributes = '']) => ({
			form: `${page}?/${/action="\?\/(\w+)"/.exec(attributes)?.[1] ?? ''}`,
			told: /\snews=\{/.test(attributes)
		}))
	)
);

/** A job's, with a text of its own: see `expiring-draft.ts`. */
const ofOtherMails = ['draft_expiring'];

/** What the migrations put into the outbox for a group. */
function eventsOfDatabase(): readonly string[] {
	const folder = 'supabase/migrations';
	const sql = readdirSync(folder)
		.toSorted()
		.map((name) => read(`${folder}/${name}`))
		.join('\n');
	const told = [...sql.matchAll(/private\.(?:notify|tell_others|tell_others_of_row)\('(\w+)'/g)].map(
		([, event = '']) => event
	);
	const steps = sql.slice(sql.lastIndexOf('create or replace function private.keep_silent_steps_out()'));
	const states = [...steps.slice(0, steps.indexOf('$$;')).matchAll(/(?:'(?=state_)|event := ')(\w+)'/g)];
	const found = new Set([...told, ...states.map(([, event = '']) => event)]);
	return [...found].filter((event) => !ofOtherMails.includes(event));
}

describe('what a click mails to the group', () => {
	it('is known for each mail there is, or a reason why no form causes it', () => {
		expect(eventsOfDatabase().length).toBeGreaterThan(25);
		expect(eventsOfDatabase().filter((event) => !(event in causes))).toEqual([]);
		for (const entry of Object.values(causes)) expect(entry.length).toBeGreaterThan(0);
	});

	it('is caused by forms that exist', () => {
		for (const form of forms) {
			const [page = '', action = ''] = form.split('?/');
			expect(read(pages[page]?.actions ?? ''), form).toMatch(new RegExp(`^\\t(async )?${action}\\b`, 'm'));
		}
	});

	it('is handed to the form that causes it, and to no other', () => {
		const telling = drawn.filter(({ told }) => told).map(({ form }) => form);
		expect([...new Set(telling)].toSorted()).toEqual(forms.filter((form) => !(form in besides)).toSorted());
		for (const form of forms.filter((one) => !(one in besides)))
			expect(
				drawn.filter((one) => one.form === form && !one.told),
				form
			).toEqual([]);
		for (const [form, screen] of Object.entries(besides)) {
			expect(forms).toContain(form);
			expect(read(screen), form).toMatch(/<(MailPreview|NewsBefore)/);
		}
	});

	it('depends on what the form is about', () => {
		const events = (...of: Parameters<typeof mailedBy>) => mailedBy(...of).map(({ event }) => event);
		expect(events('grant?/bounce', 'ordered')).toEqual(['payout_bounced']);
		expect(events('grant?/bounce', 'paid')).toEqual([]);
		expect(events('grant?/countersign_ruling', 'lapse')).toEqual(['payout_refused']);
		expect(events('grant?/countersign_ruling', 'waiver')).toEqual(['claim_waived']);
		expect(events('grant?/countersign_ruling', 'revocation')).toEqual(['letter', 'state_recovery']);
		expect(events('proof?/sign', 'first')).toEqual([]);
		expect(events('grant?/release')).toEqual([]);
		expect(events('case?/step', 'closed')).toEqual(['state_closed']);
		expect(events('case?/step', 'assessment')).toEqual([]);
	});
});
