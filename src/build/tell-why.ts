import type { Plugin } from 'vite';

/** A failed build makes the PWA plugin complain about a missing worker, which hides the reason: said here first. */
export function tellWhy(): Plugin {
	const tell = (error?: Error) => error && console.error(`\nThe build failed: ${error.message}\n`);
	return { name: 'kofei:tell-why', apply: 'build', buildEnd: tell, renderError: tell };
}
