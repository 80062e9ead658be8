import { completeFields } from '../../core/application/application.sample';
import type { Fields } from '../../core/draft/fields';
import { sampleRound } from '../../core/round/round.sample';
import type { PaperSource } from './application-paper';

/** A sent application for tests. */
export function sampleSource(changes: Fields = {}, more: Partial<PaperSource> = {}): PaperSource {
	return {
		form: { fields: { ...completeFields, ...changes }, schemaVersion: 2, round: sampleRound },
		referenceNumber: 'KOFEI-2027-0001',
		isLate: false,
		versions: [{ version: 1, receivedAt: '2027-02-15T22:30:00.123456Z', sha256: 'ab12cd34'.repeat(8) }],
		declarations: [
			{ code: 'true_and_complete', texts: { de: 'Alles stimmt.', ar: 'كل شيء صحيح' } },
			{ code: 'publication_consent', texts: { de: 'Veröffentlichung erlaubt.' } }
		],
		questions: [],
		files: [{ document: 'statutes', name: 'Satzung Verein.pdf', size: 123_456, isComplete: true }],
		...more
	};
}
