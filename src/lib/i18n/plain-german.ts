/**
 * Where the page in plain German is (`plain-german-page`), and what every footer calls it: not "Leichte Sprache", as long as no
 * test group has read it.
 */
export const plainGerman = { href: '/de-simple/leichte-sprache', name: 'Einfaches Deutsch' } as const;
