import type { IncomingMessage } from 'node:http';
import type { Locale } from '$lib/i18n/locales';
import type { Gate } from '$lib/server/operations/gate';

declare global {
	/** Hash of all catalogues; part of their address in the build. */
	const __MESSAGES_VERSION__: string;
	/** Address of the public pages' script in the build. */
	const __VISITOR_SCRIPT__: string;
	/** Address of what reads a page aloud. */
	const __READER_SCRIPT__: string;

	namespace App {
		interface Locals {
			locale: Locale;
		}

		/** What adapter-node passes on, and `src/run/start.ts` adds to it. */
		interface Platform {
			req: IncomingMessage & { readonly gate?: Gate };
		}

		interface PageState {
			/** Said once on the overview: this part is done. */
			finishedSection?: string;
		}

		interface Error {
			code?: string;
			/** Number of the entry in the server's log. */
			id?: string;
		}
	}
}

export {};
