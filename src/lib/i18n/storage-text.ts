import type { StorageEnd, StoragePurpose } from '../core/device/storage';
import { m } from './generated/storage/messages';

const purposes = {
	drafts: m.storage_for_drafts,
	typing: m.storage_for_typing,
	session: m.storage_for_session,
	person: m.storage_for_person,
	sign_in: m.storage_for_sign_in,
	language: m.storage_for_language,
	program: m.storage_for_program,
	shared: m.storage_for_shared,
	borrowed: m.storage_for_borrowed,
	clock: m.storage_for_clock,
	speech: m.storage_for_speech,
	push: m.storage_for_push,
	place: m.storage_for_place,
	office: m.storage_for_office,
	shortcuts: m.storage_for_shortcuts
} satisfies Readonly<Record<StoragePurpose, () => string>>;

const ends = {
	deleted: m.storage_until_deleted,
	arrived: m.storage_until_arrived,
	sign_out: m.storage_until_sign_out,
	person_goes: m.storage_until_person_goes,
	ten_minutes: m.storage_until_ten_minutes,
	year: m.storage_until_year,
	replaced: m.storage_until_replaced,
	placed: m.storage_until_placed,
	borrowed: m.storage_until_borrowed,
	week: m.storage_until_week,
	switched_off: m.storage_until_switched_off,
	push_ends: m.storage_until_push_ends,
	window: m.storage_until_window,
	office_closes: m.storage_until_office_closes
} satisfies Readonly<Record<StorageEnd, () => string>>;

/** What something is kept for, and how long. */
export const purposeText = (purpose: StoragePurpose): string => purposes[purpose]();
export const endText = (end: StorageEnd): string => ends[end]();
