import path from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { messageAreas, messagesVersion, ownLocaleOnly } from './src/build/messages.ts';
import { withoutStaff } from './src/build/precache.ts';
import { tellWhy } from './src/build/tell-why.ts';
import { emitVisitorScript, visitorScript } from './src/build/visitor-script.ts';
import { chromiumArguments, chromiumPath } from './src/run/chromium.ts';

/** What applicants load on any screen, in one file: dozens of tiny ones cost more in headers than they save. */
const applicantScreens = {
	name: 'applicant',
	test: new RegExp(
		`src/lib/(${[
			'core/(application(?!/receipt)|draft(?!/schemas)|money|number|sync|text|time)',
			'sync/(?!transport|upload)',
			'local/(?!prepare|inbox)',
			'state/(?!kept-files)',
			'i18n(?!/(generated|file-text))',
			'ui/fields',
			'ui/draft/(Conflicts|DraftScreen|Standing)',
			'ui/application/(Declarations|FormField|Screen|SectionForm)',
			'ui/parts/(BottomBar|Button|Card|EmptyState|ErrorSummary|Icon|icons|Motif|Notice|SkipLink|Skeleton|StandingLine|TopBar)',
			'ui/site/(ErrorPage|SiteHead)'
		].join('|')})`
	)
};

export default defineConfig({
	define: {
		__MESSAGES_VERSION__: JSON.stringify(messagesVersion()),
		__VISITOR_SCRIPT__: JSON.stringify(visitorScript())
	},
	plugins: [
		tellWhy(),
		emitVisitorScript(),
		ownLocaleOnly(),
		...messageAreas.map((area) =>
			paraglideVitePlugin({
				project: `./src/lib/i18n/${area}.inlang`,
				outdir: `./src/lib/i18n/generated/${area}`,
				outputStructure: 'locale-modules',
				strategy: ['globalVariable', 'baseLocale'],
				emitGitIgnore: false,
				emitPrettierIgnore: false,
				emitReadme: false
			})
		),
		sveltekit(),
		SvelteKitPWA({
			strategies: 'injectManifest',
			srcDir: 'src',
			filename: 'service-worker.ts',
			// Never reload under somebody who writes: the page asks first.
			registerType: 'prompt',
			injectRegister: false,
			// One manifest per language, as prerendered routes.
			manifest: false,
			injectManifest: {
				globPatterns: [
					'client/_app/**/*.{js,css}',
					'client/icon.svg',
					'client/icons/icon-192.png',
					'prerendered/pages/**/app-shell.html'
				],
				manifestTransforms: [withoutStaff]
			}
		})
	],
	resolve: {
		alias: {
			'sveltekit-superforms/adapters': path.resolve('src/build/zod-adapter.js')
		}
	},
	build: { target: 'es2022' },
	environments: {
		client: {
			build: {
				rolldownOptions: {
					output: {
						codeSplitting: { groups: [applicantScreens] }
					}
				}
			}
		}
	},
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					environment: 'node',
					include: ['src/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
					exclude: ['src/**/*.svelte.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'database',
					environment: 'node',
					include: ['tests/database/**/*.test.ts'],
					testTimeout: 60_000,
					hookTimeout: 60_000
				}
			},
			{
				extends: true,
				test: {
					name: 'browser',
					include: ['src/**/*.svelte.test.ts'],
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: { executablePath: chromiumPath(), args: chromiumArguments }
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
