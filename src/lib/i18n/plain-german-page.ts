/**
 * What a site of an authority says about itself in plain German: what it is for, how to get around in it, the main points of
 * the accessibility statement, and what else there is in plain German (§ 4 BITV 2.0, which BITVNRW follows). It is in no
 * catalogue because it exists in this one language; every other reads the pages it tells about.
 */
export const plainGermanPage = {
	title: 'Diese Internet-Seite in einfachem Deutsch',
	lead: 'Hier steht: Wofür ist diese Seite? Wie benutzt ihr sie? Was ist noch schwer?',
	contents: 'Auf dieser Seite',
	sections: [
		{
			id: 'wofuer',
			title: 'Wofür ist diese Seite?',
			text: 'Viele Menschen helfen in Duisburg ohne Lohn. Sie helfen zum Beispiel Menschen, die neu in Deutschland sind. Die Stadt Duisburg gibt dafür Geld. Das Geld kommt vom Land Nordrhein-Westfalen.\n\nKOFEI ist ein Büro von der Stadt Duisburg. KOFEI verteilt das Geld.\n\nAuf dieser Seite könnt ihr um das Geld bitten. Dafür stellt ihr einen Antrag. Ein Antrag ist ein Formular. Ihr schreibt hinein: Was wollt ihr machen? Was kostet das?'
		},
		{
			id: 'benutzen',
			title: 'Wie benutzt ihr diese Seite?',
			text: 'Oben auf jeder Seite sind Wörter, auf die ihr tippen könnt.\n\n- KOFEI: So kommt ihr zur ersten Seite. Dort steht, wofür es gerade Geld gibt.\n- Meine Anträge: Hier schreibt ihr euren Antrag. Und hier seht ihr eure alten Anträge.\n- Hilfe: Hier stehen Antworten auf Fragen.\n- Sprache: Hier wählt ihr eure Sprache. Es gibt 12 Sprachen und einfaches Deutsch.\n\nGanz unten auf jeder Seite stehen andere wichtige Seiten. Zum Beispiel: Kontakt, Barriere-Freiheit und Daten-Schutz.'
		},
		{
			id: 'antrag',
			title: 'Wie stellt ihr einen Antrag?',
			text: '- Lest zuerst: Wofür gibt es Geld?\n- Tippt dann auf den Knopf: Passt unsere Idee? Dort sind 5 kurze Fragen.\n- Schreibt den Antrag. Ihr könnt jeden Tag ein Stück schreiben. Eure Wörter bleiben auf eurem Gerät.\n- Sendet den Antrag. Dafür braucht ihr eine E-Mail-Adresse. Wir schicken euch einen Code mit 6 Ziffern. Den tippt ihr ein.\n- Wartet auf unsere Antwort. 2 Menschen entscheiden.'
		},
		{
			id: 'barrieren',
			title: 'Ist die Seite barriere-frei?',
			text: 'Barriere-frei heißt: Alle Menschen können die Seite benutzen. Wir haben die Seite selbst geprüft. Das war am 28. November 2026. Die Liste ist vom 30. November 2026. Vieles ist schon gut. Das fehlt noch:\n\n- Menschen mit Behinderung haben die Seite noch nicht geprüft.\n- Das einfache Deutsch hat noch keine Prüf-Gruppe gelesen. Deshalb heißt es nicht: Leichte Sprache.\n- Keine fremde Stelle hat die Seite geprüft.\n\nGeht etwas nicht? Dann sagt es uns. Hilft unsere Antwort nicht? Dann fragt die Ombuds-Stelle. Eine Ombuds-Stelle hilft bei Streit. Das steht alles auf der Seite: Barriere-Freiheit.',
			link: { href: '/de-simple/accessibility', text: 'Zur Seite: Barriere-Freiheit' }
		},
		{
			id: 'mehr',
			title: 'Was gibt es noch in einfachem Deutsch?',
			text: 'Alles, was ihr für einen Antrag braucht: die Regeln, die Fragen, die Hilfe und euer Antrag. Wählt dafür oben bei Sprache: Deutsch (einfach).\n\nAuch unsere Briefe haben eine Seite in einfachem Deutsch.',
			link: { href: '/de-simple', text: 'Zur ersten Seite' }
		}
	]
} as const;
