/**
 * Everything that is kept on a device, of visitors, groups and the office: the privacy page draws its list from this, and
 * `tests/architecture/storage.test.ts` fails over anything in the code that is not in it (§ 25 TDDDG, Art. 13 DSGVO).
 */
export type Place = 'Cookie' | 'localStorage' | 'sessionStorage' | 'IndexedDB' | 'Cache Storage' | 'Push';

interface Name {
	/** As the browser shows it; `…` stands for what differs from device to device. */
	readonly name: string;
	readonly place: Place;
}

/** One line of the list: what for, under which names, and until when. Both codes are texts of the catalogue `storage`. */
interface Line {
	readonly purpose: string;
	readonly until: string;
	readonly names: readonly Name[];
}

const named = (place: Place, ...names: readonly string[]): readonly Name[] =>
	names.map((name) => ({ name, place }));

export const storage = [
	{ purpose: 'drafts', until: 'deleted', names: named('IndexedDB', 'kofei') },
	{ purpose: 'typing', until: 'arrived', names: named('localStorage', 'kofei-journal/…', 'kofei-words/…') },
	{
		purpose: 'session',
		until: 'sign_out',
		// Without HTTPS, on the machine of whoever develops this, it is Supabase's own `sb-…`.
		names: named('Cookie', '__Host-kofei-auth-token…', '__Host-signed-in')
	},
	{ purpose: 'person', until: 'person_goes', names: named('localStorage', 'kofei-person', 'kofei-begun') },
	{ purpose: 'sign_in', until: 'ten_minutes', names: named('sessionStorage', 'kofei-sign-in') },
	{
		purpose: 'language',
		until: 'year',
		names: [...named('Cookie', '__Host-locale'), ...named('Cache Storage', 'locales')]
	},
	{ purpose: 'program', until: 'replaced', names: named('Cache Storage', 'program-…', 'rounds') },
	{ purpose: 'shared', until: 'placed', names: named('Cache Storage', 'shared-files') },
	{
		purpose: 'borrowed',
		until: 'borrowed',
		names: [
			...named('sessionStorage', 'kofei-phone', 'kofei-window/…'),
			...named('Cookie', '__Host-borrowed-phone')
		]
	},
	{ purpose: 'clock', until: 'week', names: named('localStorage', 'kofei-clock') },
	{ purpose: 'speech', until: 'switched_off', names: named('localStorage', 'speech-read', 'speech-dictate') },
	{ purpose: 'push', until: 'push_ends', names: named('Push', 'PushSubscription') },
	// Kit's own, and ours where the language changes.
	{
		purpose: 'place',
		until: 'window',
		names: named('sessionStorage', 'sveltekit:scroll', 'sveltekit:snapshot', 'kofei-place')
	},
	{
		purpose: 'office',
		until: 'office_closes',
		names: [
			...named('Cookie', '__Host-office-address'),
			...named('sessionStorage', 'office-…', 'staff-queue-chosen', 'staff-queue-rows')
		]
	},
	{ purpose: 'shortcuts', until: 'switched_off', names: named('localStorage', 'staff-shortcuts') }
] as const satisfies readonly Line[];

export type StoragePurpose = (typeof storage)[number]['purpose'];
export type StorageEnd = (typeof storage)[number]['until'];
