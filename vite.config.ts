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

/**
 * What is loaded together in one file, named by what leads to it; whatever that needs comes along. Dozens of small files
 * would cost more in headers than they save, and compress badly.
 */
const screens = [
	/** On any applicants' screen. */
	{
		name: 'applicant',
		priority: 3,
		test: paths(
			'@sveltejs/kit/src/runtime/client/',
			'/generated/root.svelte',
			'/routes/(\\[locale=locale\\]/)?\\+error',
			'/routes/\\[locale=locale\\]/\\(applicant\\)/\\+layout',
			'/lib/core/application/(problem\\.ts|states)',
			'/lib/i18n/(failure-text|format)',
			'/lib/state/(app-update|device)',
			'/lib/sync/rounds',
			'/lib/ui/draft/DraftScreen',
			'/lib/ui/fields/TextField',
			'/lib/ui/parts/(Button|Card|Icon|Notice|SkipLink)',
			'/lib/ui/site/ErrorPage'
		)
	},
	/** Where answers are read, checked or asked for. */
	{
		name: 'form',
		priority: 2,
		test: paths(
			'/lib/core/application/problems',
			'/lib/i18n/(form-texts|problem-text)',
			'/lib/ui/parts/BottomBar'
		)
	},
	/** On the sections of the form. */
	{ name: 'fields', priority: 1, test: paths('/\\[section=section\\]/', '/lib/ui/application/SectionForm') }
];

function paths(...parts: readonly string[]): RegExp {
	return new RegExp(`(${parts.join('|')})`);
}

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
						codeSplitting: { groups: screens }
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
