import svelte from 'eslint-plugin-svelte';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import ts from 'typescript-eslint';

/** The house: room → the rooms it may look into. Read top to bottom; nothing points upward (README, "The house"). */
const house = {
	'lib/core': [],
	'lib/i18n': ['lib/core'],
	'lib/server': ['lib/core', 'lib/i18n'],
	'lib/local': ['lib/core'],
	'lib/sync': ['lib/core', 'lib/local'],
	'lib/state': ['lib/core', 'lib/local', 'lib/sync'],
	'lib/ui': ['lib/core', 'lib/i18n', 'lib/state'],
	build: [],
	run: [
		'lib/server/environment.ts',
		'lib/server/embedded/backup.ts',
		'lib/server/operations',
		'lib/server/security/header-values.ts',
		'lib/server/security/sender.ts'
	],
	'service-worker.ts': [
		'lib/core',
		'lib/i18n/absent-language.ts',
		'lib/i18n/push-words.ts',
		'lib/i18n/locales.ts'
	]
};

const areas = ['[locale=locale]/(public)', '[locale=locale]/(applicant)', 'staff', 'api', 'dev'];

const zones = [
	...Object.entries(house).map(([room, sees]) => ({
		target: `./src/${room}`,
		from: './src',
		except: [room, ...sees].map((path) => `./${path}`),
		message: `src/${room} may import: ${sees.join(', ') || 'nothing but itself'}. Which room? See README, "The house".`
	})),
	...areas.map((area) => ({
		target: `./src/routes/${area}`,
		from: './src/routes',
		except: [`./${area}`],
		message: 'Areas do not know each other: what two share lives in a room of lib.'
	}))
];

export default ts.config(
	{
		ignores: ['.svelte-kit', 'build/**', 'data/**', 'src/lib/i18n/generated']
	},
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } }
	},
	{
		plugins: { 'import-x': importX },
		settings: {
			'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })],
			'import-x/extensions': ['.ts', '.js', '.svelte'],
			'import-x/ignore': ['node_modules'],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] }
		},
		rules: {
			'import-x/no-restricted-paths': ['error', { zones }],
			'import-x/no-cycle': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			// Addresses begin with the locale and are the same with and without a worker: no base path to resolve.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		files: ['src/lib/core/**'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-restricted-globals': [
				'error',
				...[
					'fetch',
					'window',
					'document',
					'localStorage',
					'indexedDB',
					'navigator',
					'crypto',
					'Date',
					'setTimeout'
				].map((name) => ({
					name,
					message: 'Core is pure: time, chance and the world come in as arguments.'
				}))
			],
			'no-restricted-properties': [
				'error',
				{ object: 'Math', property: 'random', message: 'Chance comes in as an argument.' }
			]
		}
	},
	{
		// One use of these anywhere, and every phone loads what the framework needs for them: 1.5 KB of 75.
		files: ['src/**/*.svelte', 'src/**/*.svelte.ts'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: 'SvelteElement[kind="html"] > SvelteStartTag > SvelteSpreadAttribute',
					message: 'Name the attributes: spreading them on an element brings 1 KB to every phone.'
				},
				{
					selector:
						'CallExpression[callee.name="$state"][arguments.0.type=/^(Array|Object|Call|Member|Logical|New|Conditional)Expression$/]',
					message:
						'Use $state.raw: deep state brings proxies of 0.7 KB to every phone, and nothing of ours needs it.'
				}
			]
		}
	},
	{
		files: ['src/lib/sync/**', 'src/lib/local/**', 'src/lib/state/**', 'src/lib/core/**'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [{ group: ['**/generated/*/messages'], message: 'Words belong to i18n, ui and routes.' }]
				}
			]
		}
	}
);
