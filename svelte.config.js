import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { releaseName } from './src/build/release.ts';
import { styleName } from './src/build/style-name.ts';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	// All are paid for by every phone: a version nobody asks for, names eleven letters long on every styled element, and what
	// components of Svelte 4 need (a component without a rune counts as one).
	compilerOptions: { discloseVersion: false, cssHash: styleName, runes: true },
	kit: {
		adapter: adapter({ precompress: true }),
		// Relative asset paths would leave the offline shell blank at nested addresses.
		paths: { relative: false },
		version: { name: releaseName() },
		// vite-plugin-pwa builds the worker, the page registers it: see src/lib/state/app-update.
		serviceWorker: { register: false },
		csp: {
			mode: 'auto',
			directives: {
				'default-src': ['none'],
				'script-src': ['self'],
				// No text becomes a script: only Svelte's templates are made from text, and the worker's one address.
				'require-trusted-types-for': ['script'],
				'trusted-types': ['svelte-trusted-html', 'kofei-worker'],
				'style-src': ['self'],
				// Kit's own announcer for screen readers hides itself by an attribute; this is the hash of exactly that text.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'img-src': ['self', 'data:', 'blob:'],
				'font-src': ['self'],
				// The video in sign language, where it lies on this site.
				'media-src': ['self'],
				'connect-src': ['self'],
				'manifest-src': ['self'],
				'worker-src': ['self'],
				'form-action': ['self'],
				'base-uri': ['none'],
				'object-src': ['none'],
				// Documents on the case page; every other page of ours refuses to be framed.
				'frame-src': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
