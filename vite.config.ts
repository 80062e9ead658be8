import path from 'node:path';
import { sveltekit } from '@sveltejs/kit/vite';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { oneFile } from './src/build/one-file.ts';
import { lightKit } from './src/build/light-kit.ts';
import { messageAreas, messagesVersion, ownLocaleOnly } from './src/build/messages.ts';
import { minifyAgain } from './src/build/minify-again.ts';
import { withoutStaff } from './src/build/precache.ts';
import { tellWhy } from './src/build/tell-why.ts';
import { emitVisitorScript, readerScript, visitorScript } from './src/build/visitor-script.ts';
import { chromiumArguments, chromiumPath } from './src/run/chromium.ts';

export default defineConfig({
	define: {
		__MESSAGES_VERSION__: JSON.stringify(messagesVersion()),
		__VISITOR_SCRIPT__: JSON.stringify(visitorScript()),
		__READER_SCRIPT__: JSON.stringify(readerScript())
	},
	plugins: [
		tellWhy(),
		emitVisitorScript(),
		lightKit(),
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
		minifyAgain(),
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
					'client/icons.svg',
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
	build: {
		target: 'es2022',
		sourcemap: !!process.env.MAPS,
		modulePreload: {
			polyfill: false,
			resolveDependencies: (_file, dependencies) => dependencies.filter((file) => file.endsWith('.css'))
		}
	},
	environments: {
		client: {
			build: {
				rolldownOptions: {
					output: {
						codeSplitting: { groups: [{ name: oneFile }] },
						// Kit's names, shorter: the list of all files travels with every first visit, and hashes do not compress.
						entryFileNames: '_app/immutable/[name].[hash:7].js',
						chunkFileNames: '_app/immutable/chunks/[hash:7].js',
						assetFileNames: '_app/immutable/assets/[hash:6][extname]'
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
