import { completeFields } from '../application/application.sample';

/**
 * Records as earlier versions of this app left them on phones, one of each that was ever merged. They are never changed:
 * whoever changes what is stored adds the record of the version before, and sees all of them open.
 */

const receipt = {
	application_id: 'a1',
	reference_number: 'KOFEI-2027-0001',
	received_at: '2026-11-24T10:00:00Z',
	sha256: '00ff',
	is_late: false,
	state: 'submitted',
	round: 'kofei-2027'
};

const written = {
	round: 'kofei-2027',
	unacknowledged: [{ need: 'Wörter', aims: null }],
	conflicts: [{ path: 'need', base: null, mine: 'hier', theirs: 'dort' }],
	createdAtMs: 1_764_000_000_000,
	updatedAtMs: 1_764_000_060_000
};

const firstFields = {
	organisation_name: 'Hochfeld’de Komşular',
	legal_form: 'initiative',
	need: 'hier',
	project_areas: ['encounter', 'democracy'],
	participants: 60,
	requested_cents: 183_450,
	'cost_lines.aaaaaaaa.position': 1,
	'cost_lines.aaaaaaaa.category': 'room_rent',
	'cost_lines.aaaaaaaa.amount_cents': 60_000,
	'declared.privacy_read': '2027-1',
	input_tax: 'not_entitled'
};

export const earlierDrafts = {
	/** 2026-11-24, the walking version: form 1, begun without an account. */
	'form 1, on the device': {
		...written,
		id: 'a1',
		schemaVersion: 1,
		fields: firstFields,
		base: null,
		ownerId: null,
		server: null,
		submission: null
	},
	/** 2026-11-24: "send" was said in the tunnel. */
	'form 1, waiting to be sent': {
		...written,
		id: 'a2',
		schemaVersion: 1,
		conflicts: [],
		fields: firstFields,
		base: { revision: 3, fields: firstFields },
		ownerId: 'ayse@example.org',
		server: { state: 'draft', revision: 3, receipt: null },
		submission: { key: 'k2', preparedAtMs: 1_764_000_050_000, isApproved: true }
	},
	/** 2026-11-24: received. */
	'form 1, received': {
		...written,
		id: 'a3',
		schemaVersion: 1,
		unacknowledged: [],
		conflicts: [],
		fields: firstFields,
		base: { revision: 3, fields: firstFields },
		ownerId: 'ayse@example.org',
		server: { state: 'submitted', revision: 3, receipt },
		submission: { key: 'k3', preparedAtMs: 1_764_000_050_000, isApproved: true }
	},
	/** 2026-11-25: form 2, before people were invited and the server said what one may do. */
	'form 2, in the account': {
		...written,
		id: 'a4',
		schemaVersion: 2,
		fields: completeFields,
		base: { revision: 1, fields: {} },
		ownerId: 'ayse@example.org',
		server: { state: 'draft', revision: 1, receipt: null },
		submission: null
	},
	/** 2026-11-25: of a helper. */
	'form 2, of a helper': {
		...written,
		id: 'a5',
		schemaVersion: 2,
		fields: completeFields,
		base: { revision: 1, fields: {} },
		ownerId: 'berna@example.org',
		server: { state: 'draft', revision: 1, receipt: null, may: 'write' },
		submission: null
	}
} as const;

const waiting = { version: 1, draftId: 'a2', attempts: 2, createdAtMs: 1_764_000_000_000 };

export const earlierItems = {
	'a save, 2026-11-24': {
		...waiting,
		id: 'save_a2',
		kind: 'save',
		key: null,
		nextAttemptAtMs: 1_764_000_070_000,
		lastFailure: 'not_reachable'
	},
	'a submission, parked, 2026-11-24': {
		...waiting,
		id: 'submit_a2',
		kind: 'submit',
		key: 'k2',
		nextAttemptAtMs: null,
		lastFailure: 'draft_moved_on'
	},
	'a submission without an answer, 2026-11-25': {
		...waiting,
		id: 'submit_a2',
		kind: 'submit',
		key: 'k2',
		nextAttemptAtMs: 1_764_000_070_000,
		lastFailure: 'unexpected_answer',
		isUnanswered: true
	},
	'an upload, 2026-11-25': {
		...waiting,
		id: 'upload_f1',
		kind: 'upload',
		key: null,
		fileId: 'f1',
		isAnnounced: true,
		nextAttemptAtMs: 1_764_000_070_000,
		lastFailure: 'file_gap'
	},
	'a removed file, 2026-11-25': {
		...waiting,
		id: 'discard_f1',
		kind: 'discard',
		key: null,
		fileId: 'f1',
		nextAttemptAtMs: 1_764_000_070_000,
		lastFailure: null
	}
} as const;

export const earlierFiles = {
	'a document, 2026-11-25': {
		id: 'f1',
		draftId: 'a2',
		version: 1,
		document: 'statutes',
		name: 'Satzung.pdf',
		mediaType: 'application/pdf',
		size: 12_345,
		sha256: '00ff',
		language: 'tr',
		createdAtMs: 1_764_000_000_000,
		state: 'refused',
		failure: 'file_hostile',
		uploadedBytes: 12_345,
		arrivedAtMs: null,
		pageCount: 3,
		page: null,
		isHere: true
	}
} as const;
